"""Sensitive acts of people without a password: they show again at their portal that it is them (ACC-3)."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tbc.accounts.models import SignedIn, User
from tbc.accounts.queries import find_user_by_email
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.guard import RECENT
from tbc.partners.models import Identity
from tests.accounts.journeys import acts, letters
from tests.client import Client
from tests.partners.given import refusals
from tests.partners.provider.server import PartnerPortal, local

pytestmark = [pytest.mark.rule("ACC-3"), pytest.mark.rule("PRT-2")]
WANTED = "/account/factors/totp"


@pytest.fixture
def later(client: Client, provider: PartnerPortal) -> Client:
    """A browser whose person came in from the portal a while ago."""
    provider.sign_in(client, "first")
    for row in session.query(SignedIn):
        row.confirmed_at = now() - RECENT - timedelta(minutes=5)
    session.commit()
    return client


def test_the_page_asks_for_no_password(later: Client) -> None:
    page = later.get(later.get(WANTED).location)
    assert "confirmation-password" not in page.text
    assert f'href="/partner/confirm?next={WANTED}"' in page.text


def test_the_portal_is_asked_to_let_its_person_sign_in_anew(later: Client) -> None:
    asked = parse_qs(urlsplit(later.get(f"/partner/confirm?next={WANTED}").location).query)
    assert asked["prompt"] == ["login"]
    assert asked["max_age"] == ["0"]


def test_doing_so_leads_on(later: Client, provider: PartnerPortal) -> None:
    back = later.get(local(provider.callback(later, "first", f"/partner/confirm?next={WANTED}")))
    assert back.location == WANTED
    assert later.get(WANTED).status_code == 200
    assert acts()[-1] == "confirmed"


def test_a_form_is_sent_once_more_after_a_window_of_its_own(later: Client, provider: PartnerPortal) -> None:
    asked = later.submit("/account/factors", {"name": "会社の鍵"}, to="/account/passkeys")
    assert asked.status_code == 403
    assert 'value="会社の鍵"' in asked.text
    assert 'href="/partner/confirm?next=/partner/confirmed"' in asked.text
    assert "確認がすんだので続ける" in asked.text
    page = later.get(
        local(provider.callback(later, "first", "/partner/confirm?next=/partner/confirmed")), follow_redirects=True
    )
    assert page.request.path == "/partner/confirmed"
    assert later.submit("/account/factors", {"name": ""}, to="/account/passkeys").status_code == 422


def test_another_persons_sign_in_there_confirms_nothing(later: Client, provider: PartnerPortal) -> None:
    provider.browser.cookies.clear()
    page = later.get(local(provider.callback(later, "colleague", f"/partner/confirm?next={WANTED}")))
    assert page.status_code == 403
    assert refusals() == ["other-person"]
    assert later.get(WANTED).status_code == 303


@pytest.mark.parametrize("shown_at", [None, 1, "now", True])
def test_a_sign_in_of_before_confirms_nothing(later: Client, provider: PartnerPortal, shown_at: object) -> None:
    with provider.hostile(id_token={"auth_time": shown_at}):
        page = later.get(local(provider.callback(later, "first", f"/partner/confirm?next={WANTED}")))
    assert page.status_code == 403
    assert refusals() == ["not-recent"]
    assert later.get(WANTED).status_code == 303


def test_it_signs_nobody_in(client: Client, provider: PartnerPortal) -> None:
    assert client.get("/partner/confirm").location == "/sign-in?next=/partner/confirm"


@pytest.mark.parametrize(
    ("path", "word"), [("/account/password", "パスワードはありません"), ("/account/email", "そちらで変更")]
)
def test_what_takes_a_password_says_where_it_is_done(later: Client, path: str, word: str) -> None:
    assert word in later.get(path).text
    assert "<form" not in later.get(path).text.split("<main")[1]


def test_a_reset_by_mail_leads_to_the_portal_and_sets_nothing(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    email = provider.people["first"]["email"]
    client.submit("/sign-out")
    assert client.submit("/reset-password", {"email": email}).status_code == 303
    (letter,) = [one for one in letters(email) if one.kind.startswith("reset")]
    assert letter.kind == "reset-at-portal"
    assert "/reset-password/" not in letter.body_text


@pytest.mark.rule("ACC-6")
def test_closing_the_account_takes_the_portal_and_forgets_it(later: Client, provider: PartnerPortal) -> None:
    assert later.get("/account/close").location == "/account/confirm?next=/account/close"
    provider.sign_in(later, "first", "/partner/confirm?next=/account/close")
    assert "いまのパスワード" not in later.get("/account/close").text
    assert later.submit("/account/close", {"word": "閉鎖"}).location == "/account/closed"
    assert session.query(Identity).count() == 0
    provider.sign_in(later, "first")
    assert find_user_by_email(provider.people["first"]["email"]) is not None
    assert session.query(User).count() == 2


def test_a_new_address_at_the_portal_is_followed_and_told(client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    old, new = provider.people["first"]["email"], "dai.dairi@kaku-group.example.jp"
    with provider.hostile(id_token={"email": new}):
        provider.sign_in(client, "first")
    assert session.query(User).one().email == new
    assert sorted(one.to for one in letters(kind="email-changed")) == sorted([old, new])
