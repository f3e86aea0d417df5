"""Handing one message over: to public addresses alone, no redirect, little time, little to read."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from threading import Event, Timer
from urllib.parse import urlsplit

from tbc.webhooks.rules import AddressUnfit, check_resolved, check_url

TO_ANSWER = 5.0  # seconds without a byte
ALTOGETHER = 10.0
LARGEST = 16 * 1024  # bytes read of an answer
SHOWN = 1000  # characters kept of it


@dataclass(frozen=True, slots=True)
class Answer:
    """What the receiver said: its status and the beginning of its body, or why there was no answer (`error`)."""

    status: int | None
    text: str = ""
    error: str = ""

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_silence(self) -> bool:
        return self.status is None


def hand_over(url: str, body: bytes, headers: Mapping[str, str], *, on_loopback: bool) -> Answer:
    """POST `body` to `url` once. Only a status from 200 to 299 means that it was taken; a redirect is not followed."""
    try:
        check_url(url, on_loopback=on_loopback)
        address = _resolve(url, on_loopback=on_loopback)
        return _post(url, address, body, headers)
    except AddressUnfit as unfit:
        return Answer(None, error=f"address refused: {unfit.reason}")
    except (OSError, HTTPException, ValueError) as error:
        return Answer(None, error=f"{type(error).__name__}: {error}"[:500])


def _resolve(url: str, *, on_loopback: bool) -> str:
    """The address that is then connected to: asked only once, the name cannot become another meanwhile."""
    parts = urlsplit(url)
    found = socket.getaddrinfo(parts.hostname, parts.port or _port(parts.scheme), type=socket.SOCK_STREAM)
    addresses = [str(address[0]).partition("%")[0] for *_rest, address in found]
    check_resolved([ip_address(address) for address in addresses], on_loopback=on_loopback)
    return addresses[0]


def _post(url: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    parts = urlsplit(url)
    connection = _connect(parts.scheme, parts.hostname or "", parts.port or _port(parts.scheme), address)
    with _ended_in_time(connection):
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Trend-Business-Center"} | dict(
            headers
        )
        connection.request("POST", path, body, sent)
        answer = connection.getresponse()
        return Answer(answer.status, _legible(answer.read(LARGEST)))


def _connect(scheme: str, host: str, port: int, address: str) -> HTTPConnection:
    """A connection to `address`, with the host's name in the request and in the certificate that is asked for."""
    plain = socket.create_connection((address, port), TO_ANSWER)
    kind = HTTPSConnection if scheme == "https" else HTTPConnection
    connection = kind(host, port, timeout=TO_ANSWER)
    try:
        secure = scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
    except BaseException:
        plain.close()
        raise
    return connection


@contextmanager
def _ended_in_time(connection: HTTPConnection) -> Iterator[None]:
    """A receiver that sends a byte now and then is cut off: each byte alone would come in time."""
    wire = connection.sock
    late = Event()

    def cut() -> None:
        late.set()
        try:
            wire.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # It is closed already.

    timer = Timer(ALTOGETHER, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()
    if late.is_set():
        raise TimeoutError("not answered in time")


def _legible(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)[:SHOWN]


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
