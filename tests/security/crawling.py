"""Follows every link from page to page, as one person in one browser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from werkzeug.test import TestResponse

from tests.client import Client

_LINK = re.compile(r'href="(/[^"#]*)')
_NOT_FOLLOWED = ("/static/",)
MOST = 150


def crawl(browser: Client, starts: Iterable[str]) -> dict[str, TestResponse]:
    """Address → answer of every page that can be reached from `starts`; the client reads each of them."""
    waiting, seen = list(starts), {}
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if path in seen or path.startswith(_NOT_FOLLOWED):
            continue
        seen[path] = answer = browser.get(path)
        answer.get_data()  # also what is sent while it is read
        if answer.location and answer.location.startswith("/"):
            waiting.append(answer.location)
        if answer.mimetype == "text/html":
            waiting += [unescape(link) for link in _LINK.findall(answer.text)]
    return seen
