"""Where webhooks go: public addresses alone, over TLS, by no detour, and not for ever."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from tbc.webhooks import transport
from tbc.webhooks.rules import AddressUnfit, check_url
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.rule("API-1")
BODY = b"{}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://hooks.example.com/", "https"),
        ("ftp://hooks.example.com/", "https"),
        ("https://", "url"),
        ("https://user:word@hooks.example.com/", "url"),
        ("https://hooks.example.com/#part", "url"),
        ("https://hooks.example.com:0/", "url"),
        ("https://hooks.example.com:99999/", "url"),
        ("https://hooks.example.com/ x", "url"),
        ("https://hooks.example.com/\r\nX: y", "url"),
        ("https://髙﨑.example.com/", "url"),
        ("https://[::1/", "url"),
        ("https://hooks.example.com/" + "x" * 2000, "url"),
        ("https://127.0.0.1/", "private"),
        ("https://10.0.0.7/", "private"),
        ("https://169.254.169.254/latest/meta-data/", "private"),
        ("https://[::1]/", "private"),
        ("https://[::ffff:10.0.0.1]/", "private"),
        ("https://[fe80::1]/", "private"),
        ("https://[fd00::1]/", "private"),
        ("https://[2002:7f00:1::]/", "private"),
        ("https://[64:ff9b::7f00:1]/", "private"),
        ("https://0.0.0.0/", "private"),
        ("https://224.0.0.1/", "private"),
        ("https://100.64.0.1/", "private"),
    ],
)
def test_an_address_that_is_no_receivers_is_refused(url: str, reason: str) -> None:
    assert _refusal(url) == reason


@pytest.mark.parametrize(
    "url", ["https://hooks.example.com/tbc?x=1", "https://hooks.example.com:8443", "https://1.1.1.1/"]
)
def test_an_address_of_the_internet_is_taken(url: str) -> None:
    assert _refusal(url) is None


def test_plain_http_is_for_this_machine_alone() -> None:
    assert _refusal("http://127.0.0.1:8000/", on_loopback=True) is None
    assert _refusal("http://hooks.example.com/", on_loopback=True) == "https"


@pytest.mark.parametrize("found", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1"])
def test_a_name_of_a_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    """One public address among others opens no way: it could be the other's turn."""
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 443))
    private = (socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [public, private])
    monkeypatch.setattr(socket, "create_connection", _must_not_be_called)
    answer = transport.hand_over("https://hooks.example.com/", BODY, {}, on_loopback=False)
    assert answer.error == "address refused: private"


def _must_not_be_called(*_arguments: object, **_options: object) -> Any:
    raise AssertionError("a connection was opened")


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.answer = lambda _arrival: (307, {"Location": f"{receiver.url}/elsewhere"}, b"")
    answer = transport.hand_over(receiver.url, BODY, {}, on_loopback=True)
    assert (answer.status, answer.is_taken) == (307, False)
    assert [arrival.path for arrival in receiver.arrivals] == ["/hooks"]


def test_of_a_long_answer_only_the_beginning_is_kept(receiver: Receiver) -> None:
    receiver.answer = lambda _arrival: (200, {}, b"x\0\x1b" * 1_000_000)
    answer = transport.hand_over(receiver.url, BODY, {}, on_loopback=True)
    assert answer.is_taken
    assert len(answer.text) == transport.SHOWN
    assert answer.text.startswith("x  x")


@pytest.mark.parametrize("says", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 2"])
def test_what_is_no_answer_is_none(says: bytes) -> None:
    with _raw(lambda line: line.sendall(says)) as url:
        answer = transport.hand_over(url, BODY, {}, on_loopback=True)
    assert answer.is_silence
    assert answer.error


def test_a_receiver_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "ALTOGETHER", 0.5)

    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 ")
        for _ in range(100):
            line.sendall(b"O")
            time.sleep(0.1)

    with _raw(drip) as url:
        began = time.monotonic()
        answer = transport.hand_over(url, BODY, {}, on_loopback=True)
        assert time.monotonic() - began < 9
    assert answer.is_silence


class _raw:  # noqa: N801  # reads like the other contexts
    """A server that answers one connection with what `speak` writes to it."""

    def __init__(self, speak: Callable[[socket.socket], None]) -> None:
        self.speak = speak

    def __enter__(self) -> str:
        from threading import Thread

        self.server = socket.create_server(("127.0.0.1", 0))
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()
        return f"http://127.0.0.1:{self.server.getsockname()[1]}/"

    def _serve(self) -> None:
        line, _address = self.server.accept()
        with line:
            line.recv(65536)
            try:
                self.speak(line)
            except OSError:
                return

    def __exit__(self, *_exc: object) -> None:
        self.thread.join(5)
        self.server.close()


def _refusal(url: str, *, on_loopback: bool = False) -> str | None:
    """Why the address is refused; None if it is taken."""
    try:
        check_url(url, on_loopback=on_loopback)
    except AddressUnfit as refusal:
        return refusal.reason
    return None
