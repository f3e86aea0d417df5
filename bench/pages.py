"""Pages against the bare application, in turn, so that a machine that slows down slows both."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench.servers import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Visitor:
    """One connection to a server, with its cookies."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def get(self, path: str, expect: int = 200) -> str:
        return self._ask("GET", path, None, {}, expect)

    def post(self, path: str, values: dict[str, str], expect: int = 303) -> str:
        return self._ask("POST", path, urlencode(values), FORM, expect)

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path))
        assert found, path
        return found.group(1)

    def hang_up(self) -> None:
        """Begin the next request on a new connection."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str], expect: int) -> str:
        self.connection = self.connection or self.server.connect()
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, headers | ({"Cookie": cookie} if cookie else {}))
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        assert answer.status == expect, f"{method} {path}: {answer.status} {text[:500]}"
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.getheader("Location") or text


@dataclass
class Cost:
    """What one request costs: median wall time and mean processor time of the worker, in milliseconds."""

    wall: float
    cpu: float


def compare(
    bare: tuple[Server, Callable[[], object]], ours: tuple[Server, Callable[[], object]], rounds: int, size: int
) -> tuple[Cost, Cost]:
    """Costs of both acts, `rounds` times `size` requests each, in turn."""
    walls: tuple[list[float], list[float]] = ([], [])
    cpus = [0.0, 0.0]
    for _ in range(rounds):
        for which, (server, act) in enumerate((bare, ours)):
            before = server.cpu()
            for _ in range(size):
                began = time.perf_counter()
                act()
                walls[which].append(time.perf_counter() - began)
            cpus[which] += server.cpu() - before
    costs = [Cost(statistics.median(w) * 1000, c / len(w) * 1000) for w, c in zip(walls, cpus, strict=True)]
    return costs[0], costs[1]
