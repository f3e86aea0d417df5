"""The part of a person's browser that is at the partner portal: real HTTP, cookies, forms, and no redirect unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, Request, build_opener


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
        action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
        token = re.search(r'name="token" value="([^"]+)"', page.text)
        assert token, page.text
        where = urljoin(page.address, action[1]) if action else page.address
        return self._open(Request(where, urlencode({"token": token[1], **values}).encode()))

    def authorize(self, address: str, key: str, *, consent: str = "yes") -> str:
        """Follow the site's request at `address` as the person `key`; gives the address that the site is called by."""
        answer = self.get(address)
        while not answer.location or answer.location.startswith("/"):
            if answer.location:
                answer = self.get(urljoin(answer.address, answer.location))
            elif 'name="person"' in answer.text:
                answer = self.press(answer, person=key)
            elif 'name="consent"' in answer.text:
                answer = self.press(answer, consent=consent)
            else:
                raise AssertionError(f"{answer.status} at {answer.address}:\n{answer.text}")
        return answer.location

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


def _answer(response: HTTPResponse | HTTPError) -> Answer:
    text = response.read().decode()
    return Answer(response.status or 0, response.url, text, response.headers.get("Location", ""))
