"""Every page of the room: read in both languages, few statements, closed to who may not see it."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.legal import versions
from tests.accounts.journeys import EMAIL, another_browser, letters, link, sign_up, somebody
from tests.client import Client
from tests.people import a_customer, an_auditor, sign_in

OPEN = ("/sign-up", "/sign-up?kind=renewal-only", "/sign-in", "/sign-out", "/reset-password", "/reset-password/sent")
OWN = (
    "/account/profile", "/account/profile/details", "/account/mode", "/account/sessions", "/account/password",
    "/account/email", "/sign-out",
)  # fmt: skip
LEGAL = ("/legal/terms", "/legal/privacy", "/legal/commerce", f"/legal/terms/{versions.TERMS}")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", OPEN + LEGAL)
def test_an_open_page_can_be_read(client: Client, path: str, language: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}language={language}")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text


@pytest.mark.parametrize("path", OWN)
def test_an_own_page_takes_at_most_eight_statements(client: Client, statements: list[str], path: str) -> None:
    sign_in(client, somebody())
    client.get(path)
    statements.clear()
    assert client.get(path).status_code == 200
    assert len(statements) <= 8


@pytest.mark.parametrize("path", OPEN)
def test_an_open_page_asks_the_database_nothing(client: Client, statements: list[str], path: str) -> None:
    client.get(path)
    statements.clear()
    client.get(path)
    assert statements == []


@pytest.mark.parametrize("path", OWN[:-1])
def test_nobody_is_sent_to_the_sign_in_page(client: Client, path: str) -> None:
    assert client.get(path).location == f"/sign-in?next={path}"


@pytest.mark.parametrize("path", OWN[:-1])
def test_staff_and_renewal_customers_have_these_pages_too(client: Client, app: Flask, path: str) -> None:
    assert sign_in(client, an_auditor()).get(path).status_code == 200
    renewing = a_customer(email="nobu@gmail.com", kind="renewal-only")
    assert sign_in(another_browser(app), renewing).get(path).status_code == 200


def test_who_is_in_is_led_past_the_sign_in_page(client: Client) -> None:
    sign_in(client, somebody())
    assert client.get("/sign-in?next=/account/sessions").location == "/account/sessions"


@pytest.mark.parametrize("path", ["/sign-up/x", "/reset-password/x", "/account/email/x"])
def test_an_unknown_link_has_a_way_out(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 410
    assert "このリンクは使えません" in answer.text
    assert 'class="button' in answer.text


@pytest.mark.rule("ACC-7")
def test_an_unknown_version_is_not_found(client: Client) -> None:
    assert client.get("/legal/terms/1999-01-01").status_code == 404
    assert client.get("/legal/commerce/2026-10-01").status_code == 404


@pytest.mark.rule("ACC-7")
def test_consent_names_the_version_and_both_documents(client: Client) -> None:
    page = client.get("/sign-up").text
    assert 'href="/legal/terms"' in page
    assert 'href="/legal/privacy"' in page
    assert "2026年10月1日版" in page
    assert 'name="consent"' in page
    assert "checked" not in page


@pytest.mark.rule("UX-1")
def test_letters_come_in_the_readers_language(client: Client) -> None:
    client.get("/sign-in?language=en")
    sign_up(client)
    assert letters(EMAIL)[0].language == "en"
    client.submit(link(letters(EMAIL)[0]))
    client.submit(
        "/account/email",
        {"email": "t@maebashi.example.jp", "again": "t@maebashi.example.jp", "current": "kawa yama sora umi"},
    )
    assert letters("t@maebashi.example.jp")[0].language == "en"
