"""A real Chromium, and a portal that answers on a port of its own."""

from __future__ import annotations

import ctypes
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tbc import create_app
from tbc.accounts import passwords, sessions
from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.kit import db
from tests import people
from tests.applications import given
from tests.browser.portal import Portal, running
from tests.browser.visitor import Visitor
from tests.browser.wishes import PASSWORD
from tests.conftest import settings_for

WIDTHS = (320, 390, 1280)
# The first is Chromium without windows, bars and menus, which take longer to draw than the pages that are tested.
BROWSERS = ("chromium-headless-shell", "chromium")
# No sandbox, since the tests may run as root; and Chromium talks to nobody of its own accord.
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
LOCALES = {"ja": "ja-JP", "en": "en-GB"}

# Milliseconds: a machine that builds other things meanwhile is slow, and a page that comes late is no fault.
expect.set_options(timeout=15_000)


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Run `app` on a free port of the loopback for the length of the block, and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def find_browser() -> str | None:
    """Where Chromium is on this machine, if it is."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where it is missing the tests say what to install."""
    path = find_browser()
    if not path or not _driver_can_run():
        pytest.skip("No Chromium to drive: apt-get install chromium-headless-shell libatomic1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def _driver_can_run() -> bool:
    """Playwright's own Node needs a library that a bare Debian lacks."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def portal(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal as it runs in earnest, with worker and mail server, shared by all tests that can share it."""
    with running(tmp_path_factory.mktemp("portal") / "log") as portal:
        yield portal


@pytest.fixture
def a_visitor(browser: Browser, portal: Portal) -> Iterator[Callable[..., Visitor]]:
    """A person with a browser of their own; no page may have made the console complain."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def come(*, width: int = 1280, language: str = "ja", script: bool = True, touch: bool = False) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            locale=LOCALES[language],
            java_script_enabled=script,
            has_touch=touch,
            is_mobile=touch,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), portal, language, script, touch, own=portal.product_names()))
        return visitors[-1]

    yield come
    for context in contexts:
        context.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []


@dataclass
class Filer:
    """A customer who is signed in, with a draft that lacks nothing; `tab` opens windows of the same browser."""

    visitor: Visitor
    user: User
    draft: Application

    @property
    def path(self) -> str:
        return f"/applications/{self.draft.id}"

    def tab(self) -> Visitor:
        """Another tab beside the first."""
        return replace(self.visitor, page=self.visitor.page.context.new_page())


@pytest.fixture
def a_filer(portal: Portal, a_visitor: Callable[..., Visitor]) -> Callable[..., Filer]:
    """Somebody in the middle of an application."""

    def begin(**window: object) -> Filer:
        visitor = a_visitor(**window)
        with portal.given():
            user = people.a_customer(password_hash=passwords.hash_password(PASSWORD))
            draft = given.a_draft(user)
            token = sessions.begin(user, "127.0.0.1", "test")
            db.session.commit()
            for row in (user, draft):
                db.session.refresh(row)
                db.session.expunge(row)
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": portal.address}])
        return Filer(visitor, user, draft)

    return begin


@pytest.fixture(scope="session")
def demo_site() -> Iterator[str]:
    """The address of a portal that has the demo's pages; these need no database."""
    with serve(create_app(settings_for(demo=True))) as address:
        yield address


@pytest.fixture
def faults() -> list[str]:
    """What the browser's console has complained of; a test that provokes a fault takes it out."""
    return []


@pytest.fixture
def look(browser: Browser, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of its own; a fault that the console reports fails the test."""
    contexts = []

    def open_page(address: str, width: int = 1280, *, script: bool = True, language: str = "ja-JP") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        answer = page.goto(address, wait_until="networkidle")
        assert answer is None or answer.ok, f"{address} answers {answer.status}"
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
