"""Logs hold what happened and where, and nothing of whom: no address, name, secret or query, and one line each."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr

import pytest
import structlog
from flask import Flask
from sqlalchemy.orm import Session

from tbc.kit import logs
from tests.accounts.journeys import EMAIL, OTHER_PASSWORD, PASSWORD, WISH, another_browser, enter, letters, link
from tests.applications.given import PARTY, a_draft
from tests.people import a_customer, an_operator, sign_in

pytestmark = pytest.mark.rule("OPS-1")


@pytest.fixture
def written() -> io.StringIO:
    """What the portal logs from now on, as the server would write it."""
    before, lines = structlog.get_config(), io.StringIO()
    with redirect_stderr(lines):
        logs.configure("INFO")
    yield lines  # type: ignore[misc]  # a fixture's generator
    structlog.configure(**before)


def test_nothing_personal_and_no_secret_is_logged(app: Flask, session: Session, written: io.StringIO) -> None:
    browser = another_browser(app)
    browser.submit("/sign-up", WISH)
    path = link(letters(EMAIL)[0])
    browser.submit(path, {"password": PASSWORD})
    browser.submit("/sign-out")
    enter(browser, password=OTHER_PASSWORD)
    enter(browser)
    cookie = browser.get_cookie("tbc_session")
    filer = a_customer()
    draft, address = a_draft(filer).id, filer.email
    sign_in(browser, filer)
    browser.submit(f"/applications/{draft}/check", {"consent": "y", "privacy": "y"})
    browser.get(f'/applications?q={PARTY["corporate_name"]}&evil=%0d%0a{{"level":"forged"}}')
    browser.get("/no-such-page/%0aforged")
    sign_in(browser, an_operator()).get(f"/desk/mail?to={EMAIL}")
    text = written.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) > 10
    assert all({"timestamp", "level", "event", "request_id"} <= line.keys() for line in lines)
    secrets = (PASSWORD, OTHER_PASSWORD, EMAIL, PARTY["corporate_name"], address, path.rsplit("/", 1)[1])
    assert not [secret for secret in (*secrets, cookie.value if cookie else "?") if secret in text]
    assert "forged" not in text
    assert str(draft) not in text


def test_a_broken_page_is_logged_and_told_without_its_reason(
    app: Flask, session: Session, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("the secret inside")

    broken.__guard__ = "public"  # type: ignore[attr-defined]  # as @public does
    monkeypatch.setitem(app.view_functions, "legal.commerce", broken)
    answer = another_browser(app).get("/legal/commerce")
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.text
