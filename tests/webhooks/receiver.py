"""A receiver of webhooks in a thread: a real HTTP server that notes what arrives and answers as it is told to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any


@dataclass(frozen=True)
class Arrival:
    """One request: its path, headers in lower case, and body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def wire_id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.body)
        return read


@dataclass
class Receiver:
    """What arrived, in order; `answer(arrival)` gives the status, and more than a status as (status, headers, body)."""

    arrivals: list[Arrival] = field(default_factory=list)
    taken: list[Arrival] = field(default_factory=list)
    answer: Callable[[Arrival], int | tuple[int, dict[str, str], bytes]] = lambda _arrival: 204
    delay: float = 0.0
    url: str = ""
    lock: Lock = field(default_factory=Lock)

    def note(self, arrival: Arrival) -> tuple[int, dict[str, str], bytes]:
        time.sleep(self.delay)
        with self.lock:
            self.arrivals.append(arrival)
            answered = self.answer(arrival)
            status, headers, body = (answered, {}, b"") if isinstance(answered, int) else answered
            if 200 <= status < 300:
                self.taken.append(arrival)
            return status, headers, body


@contextmanager
def listening() -> Iterator[Receiver]:
    """A receiver on loopback while the block runs."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, said = receiver.note(Arrival(self.path, headers, body))
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_parts: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/hooks"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
