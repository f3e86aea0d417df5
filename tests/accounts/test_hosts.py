"""Hosts: old addresses lead to the portal, and cookies stay with the host that set them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tbc import create_app, mail
from tests.conftest import settings_for

Portal = Callable[..., Flask]


@pytest.fixture
def another_portal(app: Flask) -> Iterator[Portal]:
    """Makes a portal with other settings; afterwards letters are the usual one's again."""
    yield lambda **changes: create_app(settings_for(**changes))
    mail.set_up(app.config["SETTINGS"])


@pytest.mark.rule("ACC-5")
@pytest.mark.parametrize("path", ["/", "/applications?state=filed&q=%E9%AB%99", "/no-such-page"])
def test_an_old_host_leads_to_the_portal(another_portal: Portal, path: str) -> None:
    app = another_portal(base_url="https://portal.example.com", old_hosts=frozenset({"old.example.com"}))
    answer = app.test_client().get(path, base_url="https://old.example.com")
    assert answer.status_code == 301
    assert answer.location == f"https://portal.example.com{path}"
    assert app.test_client().get("/healthz", base_url="https://portal.example.com").status_code == 200


@pytest.mark.rule("OPS-1")
def test_over_tls_cookies_are_bound_to_the_host(another_portal: Portal) -> None:
    app = another_portal(base_url="https://portal.example.com")
    answer = app.test_client().get("/sign-in", base_url="https://portal.example.com")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-tbc_state=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
