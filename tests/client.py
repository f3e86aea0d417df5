"""A test client that reads each page it fetches, as a careful person would, and speaks forms with their tokens."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


class Client(FlaskClient):
    """Fetches pages, checks each, follows forms."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, and read what came."""
        kwargs.setdefault("base_url", "http://localhost")
        response = super().open(*args, **kwargs)
        read_headers(response)
        has_page = response.request.method not in {"HEAD", "OPTIONS"}
        if has_page and response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308, 204}:
            whole = not response.request.headers.get("HX-Request")
            read_page(response.get_data(as_text=True), whole=whole)
        return response

    def submit(
        self, path: str, values: dict[str, Any] | None = None, *, to: str | None = None, **kwargs: Any
    ) -> TestResponse:
        """Open the page at `path`, and post `values` with its token to `to` (the page itself unless said)."""
        return self.post(to or path, data={"csrf_token": self.token(path), **(values or {})}, **kwargs)

    def token(self, path: str) -> str:
        """The token of the forms on the page at `path`."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).get_data(as_text=True))
        assert found, f"no form with a token on {path}"
        return found.group(1)


def read_headers(response: TestResponse) -> None:
    """What every response must carry."""
    policy = response.headers.get("Content-Security-Policy", "")
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert len(response.headers["X-Request-Id"]) == 32
    assert "Server" not in response.headers
    for cookie in response.headers.getlist("Set-Cookie"):
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}, cookie


def read_page(html: str, *, whole: bool = True) -> None:
    """What every page must be: well-formed, one h1, a title, unique ids, labelled fields, no inline code."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.faults, f"{reader.faults} in:\n{html[:3000]}"
    assert len(reader.ids) == len(set(reader.ids)), (
        f"ids twice: {sorted({i for i in reader.ids if reader.ids.count(i) > 1})}"
    )
    unlabelled = [name for name, id_ in reader.fields if id_ not in reader.labelled]
    assert not unlabelled, f"fields without a label: {unlabelled}"
    dangling = [target for target in reader.pointed if target not in reader.ids]
    assert not dangling, f"pointed at, but not on the page: {dangling}"
    if whole:
        assert reader.count.get("h1") == 1, f"{reader.count.get('h1', 0)} h1 in:\n{html[:3000]}"
        assert reader.count.get("title", 0) >= 1
        assert reader.language in {"ja", "en"}
        assert reader.count.get("main") == 1


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.fields: list[tuple[str, str]] = []
        self.labelled: set[str] = set()
        self.pointed: list[str] = []
        self.count: dict[str, int] = {}
        self.language = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "svg" not in self._open or tag == "title":
            self.count[tag] = self.count.get(tag, 0) + 1
        self._note(tag, given)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            self.faults.append(f"</{tag}>")
        elif not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def close(self) -> None:
        super().close()
        if self._open:
            self.faults.append(f"left open: {self._open}")

    def _note(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "html":
            self.language = given.get("lang") or ""
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "label" and given.get("for"):
            self.labelled.add(given["for"] or "")
        if tag in {"input", "select", "textarea"} and given.get("type") not in {"hidden", "submit", "button"}:
            own = given.get("id") or given.get("name") or "?"
            self.fields.append((given.get("name") or "?", own))
            if given.get("aria-label") or given.get("aria-labelledby") or "label" in self._open:
                self.labelled.add(own)
        for name in ("aria-describedby", "aria-labelledby", "for"):
            self.pointed += (given.get(name) or "").split()
        for name, value in given.items():
            if name.startswith(("on", "hx-on")) or name == "style" or (value or "").startswith("javascript:"):
                self.faults.append(f"inline code: {tag} {name}")
        if tag == "script" and not given.get("src"):
            self.faults.append("inline script")
        if tag == "style":
            self.faults.append("inline style sheet")
