"""A real Chromium, and a portal that answers on a port of its own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tbc import create_app
from tests.conftest import settings_for

WIDTHS = (320, 390, 1280)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a sandbox since the tests may run as root."""
    path = shutil.which("chromium")
    if not path:
        pytest.skip("No Chromium: apt-get install chromium libatomic1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


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
