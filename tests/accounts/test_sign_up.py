"""Signing up: the address is proven by a link before anything else works (ACC-1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tbc.accounts import queries
from tbc.accounts.models import SignUp, User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.legal import versions
from tests.accounts.journeys import (
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    WISH,
    acts,
    another_browser,
    enter,
    error_at,
    is_in,
    letters,
    link,
    sign_up,
    somebody,
)
from tests.client import Client

pytestmark = pytest.mark.rule("ACC-1")


def test_the_whole_way_leads_into_the_portal(client: Client) -> None:
    sent = sign_up(client)
    assert sent.status_code == 303
    assert EMAIL in client.get(sent.location).text
    assert not is_in(client)
    proven = client.submit(link(letters(EMAIL)[0]))
    assert proven.status_code == 303
    assert is_in(client)
    user = queries.find_user_by_email(EMAIL)
    assert user is not None
    assert (user.name, user.company, user.kind) == ("見本　太郎", "高崎見本株式会社", "customer")
    assert user.proven_at is not None
    assert acts() == ["sign-up-requested", "address-proven", "signed-in"]


def test_nobody_exists_and_nothing_works_before_the_proof(client: Client) -> None:
    sign_up(client)
    assert session.scalars(select(User)).all() == []
    assert enter(client).status_code == 422
    assert not is_in(client)


def test_the_password_is_never_mailed(client: Client) -> None:
    sign_up(client)
    letter = letters(EMAIL)[0]
    assert PASSWORD not in letter.body_text + letter.body_html + letter.subject


def test_the_letter_carries_no_words_of_whoever_signed_up(client: Client) -> None:
    sign_up(client, name="http://evil.example へどうぞ", company="今すぐ evil.example")
    letter = letters(EMAIL)[0]
    assert "evil" not in letter.body_text + letter.body_html


def test_opening_the_link_alone_proves_nothing(client: Client) -> None:
    sign_up(client)
    page = client.get(link(letters(EMAIL)[0]))
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert queries.find_user_by_email(EMAIL) is None


def test_the_link_works_once(client: Client) -> None:
    sign_up(client)
    path = link(letters(EMAIL)[0])
    client.submit(path)
    used = client.get(path)
    assert used.status_code == 410
    assert "サインイン" in used.text
    assert client.submit("/sign-out", to=path).status_code == 410


def test_the_link_ends_after_24_hours_and_a_new_one_is_offered(client: Client) -> None:
    sign_up(client)
    path = link(letters(EMAIL)[0])
    with time_machine.travel(now() + timedelta(hours=24, seconds=1)):
        late = client.get(path)
        assert late.status_code == 410
        assert "新しい確認メールを送る" in late.text
        assert client.submit(path).status_code == 410
        assert client.submit(path, to=f"{path}/again").status_code == 303
        assert client.submit(link(letters(EMAIL)[1])).status_code == 303
        assert is_in(client)


def test_a_new_link_makes_the_old_one_void(client: Client) -> None:
    sign_up(client)
    old = link(letters(EMAIL)[0])
    assert client.submit("/sign-up/sent").status_code == 303
    assert client.get(old).status_code == 410
    assert client.get(link(letters(EMAIL)[1])).status_code == 200


def test_another_browser_asks_for_the_password(client: Client, app: Flask) -> None:
    sign_up(client)
    path = link(letters(EMAIL)[0])
    phone = another_browser(app)
    assert 'name="password"' in phone.get(path).text
    wrong = phone.submit(path, {"password": OTHER_PASSWORD})
    assert wrong.status_code == 422
    assert "パスワードが違います" in error_at(wrong, "password")
    assert queries.find_user_by_email(EMAIL) is None
    assert phone.submit(path, {"password": PASSWORD}).status_code == 303
    assert is_in(phone)
    assert not is_in(client)
    assert "proof-failed" in acts()


def test_whoever_proves_first_has_the_address(client: Client, app: Flask) -> None:
    rival = another_browser(app)
    sign_up(rival, password=OTHER_PASSWORD)
    sign_up(client)
    first, second = (link(letter) for letter in letters(EMAIL))
    assert client.submit(second).status_code == 303
    assert is_in(client)
    late = rival.submit(first)
    assert late.location == "/sign-in"
    assert "すでにアカウントがあります" in rival.get("/sign-in").text
    assert not is_in(rival)
    assert enter(rival, password=OTHER_PASSWORD).status_code == 422


def test_a_known_address_is_told_by_mail_and_nothing_changes(client: Client, app: Flask) -> None:
    somebody()
    sign_up(client, password=OTHER_PASSWORD)
    letter = letters(EMAIL)[0]
    assert letter.kind == "sign-up-repeated"
    assert link(letter) == "/sign-in"
    assert enter(another_browser(app)).status_code == 303
    assert len(session.scalars(select(User)).all()) == 1


def test_the_wanted_page_is_kept_to_the_end(client: Client) -> None:
    client.submit("/sign-up?next=/account/sessions", _wish_to("/account/sessions"), to="/sign-up")
    asked = client.submit(link(letters(EMAIL)[0]))
    assert asked.location == "/account/mode?next=/account/sessions"
    assert (
        client.submit(asked.location, {"mode": "corporate", "next": "/account/sessions"}, to="/account/mode").location
        == "/account/sessions"
    )


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_wanted_page_elsewhere_is_forgotten(client: Client, evil: str) -> None:
    client.submit("/sign-up", _wish_to(evil))
    assert client.submit(link(letters(EMAIL)[0])).location == "/account/mode"


@pytest.mark.rule("ACC-7")
def test_consent_is_kept_with_its_version(client: Client) -> None:
    sign_up(client)
    client.submit(link(letters(EMAIL)[0]))
    user = queries.find_user_by_email(EMAIL)
    assert user is not None
    given = {(row.document, row.version, row.occasion) for row in queries.list_consents(user.id)}
    assert given == {("terms", versions.TERMS, "sign-up"), ("privacy", versions.PRIVACY, "sign-up")}


@pytest.mark.rule("ACC-7")
def test_without_consent_nothing_is_sent(client: Client) -> None:
    refused = sign_up(client, consent="")
    assert refused.status_code == 422
    assert "同意" in error_at(refused, "consent")
    assert "見本　太郎" in refused.text
    assert letters() == []


@pytest.mark.parametrize(
    ("field", "sentence"), [("name", "氏名を入力"), ("company", "会社名を入力"), ("email", "メールアドレスを入力")]
)
def test_what_is_missing_is_said_at_its_field(client: Client, field: str, sentence: str) -> None:
    refused = sign_up(client, **{field: "　"})
    assert refused.status_code == 422
    assert sentence in error_at(refused, field)


@pytest.mark.rule("ACC-2")
def test_a_renewal_only_account_may_use_a_personal_address(client: Client) -> None:
    assert sign_up(client, email="taro.mihon@gmail.com", kind="renewal-only", company="").status_code == 303
    entered = client.submit(link(letters("taro.mihon@gmail.com")[0]))
    assert entered.location == "/renewals"
    assert "更新専用アカウントでは、申請はできません" in client.get("/account/profile").text
    closed = client.get("/applications/new")
    assert closed.status_code == 403
    assert "更新専用アカウントでは、申請はできません" in closed.text


def test_a_kind_made_up_is_a_business_account(client: Client) -> None:
    sign_up(client, kind="staff")
    assert session.scalars(select(SignUp.kind)).one() == "customer"


def _wish_to(path: str) -> dict[str, str]:
    return WISH | {"next": path}
