"""二段階認証 on the profile: what one has, adding, replacing and removing, and the codes for its loss (ACC-3)."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from tbc.accounts.models import RecoveryCode, TotpSecret, User
from tbc.accounts.rules import recovery_codes as rules
from tbc.kit import db
from tests.accounts.factors import SECRET, an_app, code, codes_of, enrol, shown_secret, somebody_with_an_app, wrong_code
from tests.accounts.journeys import EMAIL, acts, enter, error_at, letters, somebody
from tests.client import Client
from tests.people import an_operator, sign_in

pytestmark = pytest.mark.rule("ACC-3")
ADD, REMOVE, CODES = "/account/factors/totp", "/account/factors/totp/removal", "/account/recovery-codes"


def test_an_app_is_added_by_a_code_that_it_shows(client: Client) -> None:
    sign_in(client, somebody())
    assert re.search(r'<svg[^>]+class="qr qr--scan"', client.get(ADD).text)
    assert enrol(client, ADD).location == CODES
    assert "認証アプリ" in client.get("/account/profile").text
    assert [letter.kind for letter in letters(EMAIL)] == ["factor-added"]
    assert acts() == ["factor-added"]


def test_a_wrong_code_adds_nothing_and_keeps_the_secret(client: Client) -> None:
    sign_in(client, somebody())
    secret = shown_secret(client.get(ADD).text)
    refused = client.submit(ADD, {"totp": wrong_code(secret)})
    assert refused.status_code == 422
    assert error_at(refused, "totp")
    assert shown_secret(refused.text) == secret
    assert db.session.scalar(select(TotpSecret.user_id)) is None


def test_the_code_that_proved_the_app_signs_nobody_in(client: Client) -> None:
    sign_in(client, somebody())
    digits = code(shown_secret(client.get(ADD).text))
    client.submit(ADD, {"totp": digits})
    client.submit("/sign-out")
    enter(client)
    assert client.submit("/sign-in/second-factor", {"totp": digits}).status_code == 422


def test_a_new_app_takes_the_old_ones_place(client: Client) -> None:
    sign_in(client, somebody_with_an_app())
    assert "置き換わります" in client.get(ADD).text
    secret = shown_secret(client.get(ADD).text)
    assert secret != SECRET
    assert client.submit(ADD, {"totp": code(secret)}).location == "/account/factors"
    assert db.session.scalar(select(func.count()).select_from(TotpSecret)) == 1
    assert shown_secret(client.get(ADD).text) != secret


def test_the_pending_secret_is_not_readable_in_the_browser(client: Client) -> None:
    sign_in(client, somebody())
    secret = shown_secret(client.get(ADD).text)
    state = client.get_cookie("tbc_state")
    assert state is not None
    assert secret not in state.value


def test_the_secret_of_who_used_the_browser_before_is_not_shown(client: Client) -> None:
    sign_in(client, somebody())
    before = shown_secret(client.get(ADD).text)
    sign_in(client, somebody("jiro.mihon@takasaki.example.jp"))
    assert shown_secret(client.get(ADD).text) != before


def test_the_last_factor_goes_with_its_codes(client: Client) -> None:
    user = somebody_with_an_app()
    codes_of(user)
    sign_in(client, user)
    assert "リカバリーコードも使えなくなります" in client.get(REMOVE).text
    assert client.submit(REMOVE).location == "/account/factors"
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 0
    assert letters(kind="factor-removed")
    assert client.get(REMOVE).location == "/account/factors"


def test_whoever_needs_a_factor_keeps_the_last(client: Client) -> None:
    user = an_app(an_operator())
    sign_in(client, user)
    assert "最後の一つは外せません" in client.get(REMOVE).text
    refused = client.submit("/account/factors", to=REMOVE)
    assert refused.status_code == 422
    assert db.session.scalar(select(TotpSecret.user_id))


def test_ten_codes_are_shown_once(client: Client) -> None:
    sign_in(client, somebody_with_an_app())
    shown = _codes(client.submit(CODES).text)
    assert len(set(shown)) == rules.HOW_MANY
    assert not _codes(client.get(CODES).text)
    assert "10 個" in client.get("/account/factors").text
    assert [letter.kind for letter in letters(EMAIL)] == ["recovery-codes-renewed"]
    again = _codes(client.submit(CODES).text)
    assert not set(again) & set(shown)
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == rules.HOW_MANY


def test_no_letter_and_no_event_holds_a_code(client: Client) -> None:
    user = somebody_with_an_app()
    for shown in codes_of(user):
        assert all(shown not in letter.body_text for letter in letters())


def test_without_a_factor_there_are_no_codes(client: Client) -> None:
    sign_in(client, somebody())
    assert "先に、どちらかを設定してください" in client.get(CODES).text
    assert client.submit("/account/factors", to=CODES).location == "/account/factors"


@pytest.mark.parametrize(("left", "warned"), [(10, False), (4, False), (3, True), (0, True)])
def test_a_few_codes_left_are_a_warning(client: Client, left: int, warned: bool) -> None:
    user = somebody_with_an_app()
    codes_of(user)
    _leave(user, left)
    sign_in(client, user)
    page = client.get("/account/factors").text
    assert ("残り少なくなっています" in page or "用意してください" in page) is warned
    assert f"{left} 個" in page


@pytest.mark.parametrize("typed", ["abcd-efgh-jkmn-pqrs", "ＡＢＣＤ ＥＦＧＨ ＪＫＭＮ ＰＱＲＳ", "ABCDEFGHJKMNPQRS"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert rules.read(typed) == "ABCDEFGHJKMNPQRS"


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKMN-PQRS-TVWX", "ABCD-EFGH-JKMN-PQR!"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert rules.read(typed) is None


def test_look_alikes_are_forgiven() -> None:
    assert rules.read("OOOO-IIII-LLLL-0011") == "0000111111110011"


def _codes(page: str) -> list[str]:
    return re.findall(r'<span class="code unbroken">([0-9A-Z-]{19})</span>', page)


def _leave(user: User, left: int) -> None:
    rows = db.session.scalars(select(RecoveryCode).where(RecoveryCode.user_id == user.id)).all()
    for row in rows[left:]:
        row.used_at = row.made_at
    db.session.commit()
