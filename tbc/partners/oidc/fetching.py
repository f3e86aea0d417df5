"""Requests to a partner portal: no redirect, little time, little to read, and an answer in JSON or none."""

from __future__ import annotations

import json
import time
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from tbc.partners.rules.refusals import Refusal, SignOnRefused

TO_CONNECT = 3.0  # seconds
TO_ANSWER = 5.0
ALTOGETHER = 8.0
LARGEST = 256 * 1024  # bytes
_PIECE = 16 * 1024


class PortalDown(SignOnRefused):
    """The portal does not answer, or not in time."""

    def __init__(self, detail: str) -> None:
        super().__init__(Refusal.PORTAL_DOWN, detail)


class AnswerUnfit(SignOnRefused):
    """The portal answers, and not with what it should."""

    def __init__(self, detail: str) -> None:
        super().__init__(Refusal.MISCONFIGURED, detail)


def prepare(http: requests.Session, *, on_loopback: bool) -> None:
    """Let `http` speak to a portal with care. On this machine no proxy stands between."""
    http.trust_env = not on_loopback
    http.headers.update({"Accept": "application/json", "User-Agent": "Trend-Business-Center"})
    for scheme in ("https://", "http://"):
        http.mount(scheme, _Careful())


def get_json(http: requests.Session, url: str, what: str, **kwargs: Any) -> dict[str, Any]:
    """The object at `url`; `what` names it in a refusal.

    Raises:
        PortalDown, AnswerUnfit: see there.
    """
    return read_json(sent(lambda: http.request("GET", url, allow_redirects=False, **kwargs), what), what)


def sent(send: Any, what: str) -> requests.Response:
    """What `send()` brings back, with the library's errors told in our words.

    Raises:
        PortalDown: nothing came, or the portal says that it cannot.
        AnswerUnfit: the token that was to be sent is worth nothing.
    """
    try:
        answer: requests.Response = send()
    except requests.RequestException as error:
        raise PortalDown(f"{what}: {type(error).__name__}") from None
    except AuthlibBaseError:
        raise AnswerUnfit(f"{what}: access token") from None
    if answer.status_code >= 500 or answer.status_code == 429:
        raise PortalDown(f"{what}: {answer.status_code}")
    return answer


def read_json(answer: requests.Response, what: str) -> dict[str, Any]:
    """The JSON object of an answer.

    Raises:
        AnswerUnfit: it is a redirect, an error, or no JSON object.
    """
    if answer.status_code != 200:
        raise AnswerUnfit(f"{what}: {answer.status_code}")
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        raise AnswerUnfit(f"{what}: no JSON") from None
    if not isinstance(found, dict):
        raise AnswerUnfit(f"{what}: no object")
    return found


class _Careful(HTTPAdapter):
    """Reads an answer piece by piece: what is too long or takes too long is not read to its end."""

    def send(self, request: requests.PreparedRequest, *_args: Any, **kwargs: Any) -> requests.Response:
        until = time.monotonic() + ALTOGETHER
        known = {name: kwargs[name] for name in ("verify", "cert", "proxies") if name in kwargs}
        answer = super().send(request, stream=True, timeout=(TO_CONNECT, TO_ANSWER), **known)
        # Requests reads the body by itself unless it finds it read.
        answer._content = self._read(answer, until)  # noqa: SLF001  # no public way
        answer._content_consumed = True  # type: ignore[attr-defined]  # noqa: SLF001  # as above
        return answer

    def _read(self, answer: requests.Response, until: float) -> bytes:
        read = b""
        try:
            while piece := answer.raw.read1(_PIECE, decode_content=True):
                read += piece
                if len(read) > LARGEST or time.monotonic() > until:
                    raise requests.exceptions.ReadTimeout("too long", request=answer.request)
        except (HTTPError, ValueError) as error:
            raise requests.exceptions.ConnectionError(error, request=answer.request) from None
        finally:
            answer.close()
        return read
