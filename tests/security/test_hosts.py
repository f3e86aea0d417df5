"""Forged hosts and forged proxies: what an asker says of itself gets into no link, no letter and no audit trail."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.audit.models import AuditEvent
from tbc.kit import db
from tests.accounts.journeys import EMAIL, OTHER_PASSWORD, PASSWORD, letters, somebody
from tests.accounts.test_hosts import Portal, another_portal  # noqa: F401  # a fixture
from tests.client import Client

pytestmark = pytest.mark.usefixtures("session")

EVIL = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example;proto=https"}


@pytest.mark.parametrize("path", ["/", "/applications", "/sign-in", "/no-such-page", "/reset-password"])
def test_a_forged_host_stands_in_no_answer(client: Client, path: str) -> None:
    answer = client.get(path, headers=EVIL)
    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)


@pytest.mark.rule("ACC-4")
def test_a_forged_host_stands_in_no_letter(client: Client) -> None:
    somebody()
    token = client.token("/reset-password")
    sent = client.post("/reset-password", data={"email": EMAIL, "csrf_token": token}, headers=EVIL, base_url=None)
    assert sent.status_code in {303, 400}
    client.submit("/reset-password", {"email": EMAIL}, headers={"X-Forwarded-Host": "evil.example"})
    for letter in letters(EMAIL):
        assert "evil" not in letter.body_text + letter.body_html
        assert "http://localhost/reset-password/" in letter.body_text


def test_an_untrusted_proxy_changes_neither_address_nor_scheme(client: Client) -> None:
    somebody()
    forged = {"X-Forwarded-For": "203.0.113.66", "X-Forwarded-Proto": "https", "X-Real-IP": "203.0.113.66"}
    values = {"email": EMAIL, "password": OTHER_PASSWORD}
    for number in range(21):
        client.submit("/sign-in", values | {"email": f"a{number}@takasaki.example.jp"}, headers=forged)
    assert _addresses() == {"127.0.0.1"}
    # Nor does another forged address give new tries.
    other = {"X-Forwarded-For": "203.0.113.67"}
    assert client.submit("/sign-in", values, headers=other).status_code == 429


def test_a_trusted_proxy_is_believed_for_its_own_hop_alone(another_portal: Portal) -> None:  # noqa: F811  # the fixture
    browser = _browser(another_portal(trusted_proxies=1))
    somebody()
    said = {"X-Forwarded-For": "203.0.113.66, 198.51.100.7"}
    browser.submit("/sign-in", {"email": EMAIL, "password": PASSWORD}, headers=said)
    assert _addresses() == {"198.51.100.7"}


@pytest.mark.rule("ACC-5")
@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("old.example.com", "//evil.example/x"),
        ("old.example.com:8080", "/\\evil.example"),
        ("OLD.example.com", "/@evil.example"),
        ("old.example.com", "/%0d%0aSet-Cookie:%20a=b"),
        ("old.example.com", "/x?next=https://evil.example"),
    ],
)
def test_an_old_host_leads_to_the_portal_alone(another_portal: Portal, host: str, path: str) -> None:  # noqa: F811  # the fixture
    app = another_portal(base_url="https://portal.example.com", old_hosts=frozenset({"old.example.com"}))
    answer = app.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 301
    assert answer.location.startswith("https://portal.example.com/")
    assert "Set-Cookie: a" not in str(answer.headers)
    assert "\n" not in answer.location


@pytest.mark.parametrize("host", ["notold.example.com", "old.example.com.evil.example", "xold.example.com"])
def test_a_host_that_only_looks_old_is_none(another_portal: Portal, host: str) -> None:  # noqa: F811  # the fixture
    app = another_portal(base_url="https://portal.example.com", old_hosts=frozenset({"old.example.com"}))
    assert app.test_client().get("/healthz", headers={"Host": host}).status_code == 200


def _browser(app: Flask) -> Client:
    app.test_client_class = Client
    client = app.test_client()
    assert isinstance(client, Client)
    return client


def _addresses() -> set[str]:
    """From where the audit trail says that something was done."""
    return {str(address) for address in db.session.scalars(select(AuditEvent.address))}
