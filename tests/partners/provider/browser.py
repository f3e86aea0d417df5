"""The part of a person's browser that is at the partner portal: real HTTP, cookies, forms, and no redirect unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from html import unescape
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, Request, build_opener

HERE = "http://localhost"  # where the portal of the tests is


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `location` is where a redirect leads, empty for a page."""

    status: int
    address: str
    text: str
    location: str


class Browser:
    """Signs in at the portal as a person would, and keeps its cookies."""

    def __init__(self) -> None:
        self.cookies = CookieJar()
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies), _Standing())

    def get(self, address: str) -> Answer:
        """Fetch a page."""
        return self._open(Request(address))

    def press(self, page: Answer, **values: str) -> Answer:
        """Send the form of `page` with `values`, as the button of that name would."""
        form = re.search(r"<form[^>]*>.*?</form>", page.text, re.DOTALL)
        assert form, page.text
        action = re.search(r'<form[^>]*action="([^"]+)"', form[0])
        hidden = [tag for tag in re.findall(r"<input[^>]*>", form[0]) if 'type="hidden"' in tag]
        sent = {_attribute(tag, "name"): _attribute(tag, "value") for tag in hidden} | values
        where = urljoin(page.address, unescape(action[1])) if action else page.address
        return self._open(Request(where, urlencode(sent).encode()))

    def walk(self, address: str, fill: Callable[[Answer], dict[str, str]]) -> str:
        """Follow redirects and fill in forms until the way leads back to us; gives that address.

        What `fill` says of a page is sent by its form, or followed where it is a `link`.
        """
        answer = self.follow(self.get(address))
        while not answer.location:
            assert answer.status == 200, f"{answer.status} at {answer.address}:\n{answer.text}"
            values = fill(answer)
            answer = self.follow(self.get(values["link"]) if "link" in values else self.press(answer, **values))
        return answer.location

    def follow(self, answer: Answer) -> Answer:
        """Follow redirects within the portal, to a page of it or to the redirect that leads back to us."""
        while answer.location and not answer.location.startswith(f"{HERE}/"):
            answer = self.get(urljoin(answer.address, answer.location))
        return answer

    def _open(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=20) as response:
                return _answer(response)
        except HTTPError as refusal:
            with refusal:
                return _answer(refusal)


class _Standing(HTTPRedirectHandler):
    """A redirect is an answer like any other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        return None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def _answer(response: HTTPResponse | HTTPError) -> Answer:
    text = response.read().decode()
    return Answer(response.status or 0, response.url, text, response.headers.get("Location", ""))
