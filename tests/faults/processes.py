"""The portal as real processes that can be killed, and a client that goes on asking as a patient person would."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.worker import PROJECT, environment

PATIENCE = 60.0


@dataclass
class Process:
    """A command of the portal, with whatever it forks, in a process group of its own."""

    arguments: tuple[str, ...]
    variables: dict[str, str]
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it (again)."""
        self.running = subprocess.Popen(
            [sys.executable, "-m", "tbc", *self.arguments],
            env=self.variables,
            cwd=PROJECT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """-9, the whole group: nothing is finished, nothing is cleaned up."""
        if self.running:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None


def web(database_url: str, smtp_url: str, port: int) -> Process:
    """`tbc serve` on loopback, with two processes as in production."""
    return Process(
        ("serve", "--host", "127.0.0.1", "--workers", "2"), _variables(database_url, smtp_url) | {"PORT": str(port)}
    )


def worker(database_url: str, smtp_url: str) -> Process:
    """`tbc worker`."""
    return Process(("worker",), _variables(database_url, smtp_url))


def _variables(database_url: str, smtp_url: str) -> dict[str, str]:
    return environment(database_url, smtp_url) | {"TBC_LOG_LEVEL": "ERROR"}


@dataclass
class Person:
    """A signed-in browser that tries again while nobody answers, and keeps what was answered."""

    port: int
    session: str
    retries: int = 0
    _state: str = ""
    _csrf: str = ""

    def file(self, application_id: str) -> str:
        """Press the button of the check page until it is answered, and read the page that one is led to; its path."""
        path = f"/applications/{application_id}/check"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                return self._press(path)
            except (http.client.HTTPException, OSError):
                self.retries += 1
                time.sleep(0.1)
        raise AssertionError(f"no answer to {path} within {PATIENCE} s")

    def _press(self, path: str) -> str:
        if not self._csrf:
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self._ask("GET", path).page)
            assert found
            self._csrf = found.group(1)
        answer = self._ask("POST", path, urlencode({"csrf_token": self._csrf, "consent": "y", "privacy": "y"}))
        assert answer.status == 303, f"{answer.status}: {answer.page[:2000]}"
        assert answer.leads_to.endswith("/filed"), answer.leads_to
        shown = self._ask("GET", answer.leads_to)
        assert shown.status == 200, shown.status
        return answer.leads_to

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        cookies = f"tbc_session={self.session}; tbc_state={self._state}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            page = response.read().decode()
            given = re.search(r"tbc_state=([^;]+)", response.headers.get("Set-Cookie", ""))
            self._state = given.group(1) if given else self._state
            return Answer(response.status, response.headers.get("Location", ""), page)
        finally:
            connection.close()


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    leads_to: str
    page: str
