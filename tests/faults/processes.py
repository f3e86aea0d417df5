"""The portal as real processes that can be killed, and a client that goes on asking as a patient person would."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar
from urllib.parse import urlencode

from tests.applications.given import CONTENT
from tests.worker import PROJECT, environment

PATIENCE = 60.0
Answered = TypeVar("Answered")
DELIVERED_TO: str = CONTENT["delivery"]["email"]


@dataclass
class Process:
    """A command of the portal, with whatever it forks, in a process group of its own."""

    arguments: tuple[str, ...]
    variables: dict[str, str]
    module: str = "tbc"
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it (again)."""
        self.running = subprocess.Popen(
            [sys.executable, "-m", self.module, *self.arguments],
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

    def kill_one(self, chance: Random) -> bool:
        """-9 one of the processes that it has forked, which it replaces by itself; False if there is none right now."""
        assert self.running
        pid = self.running.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if children:
            os.kill(int(chance.choice(children)), signal.SIGKILL)
        return bool(children)


def web(database_url: str, smtp_url: str, port: int) -> Process:
    """`tbc serve` on loopback, with two processes as in production."""
    return Process(
        ("serve", "--host", "127.0.0.1", "--workers", "2"), _variables(database_url, smtp_url) | {"PORT": str(port)}
    )


def worker(database_url: str, smtp_url: str) -> Process:
    """`tbc worker`."""
    return Process(("worker",), _variables(database_url, smtp_url))


def standing_by(kind: str, database_url: str, smtp_url: str, port: int = 0) -> Process:
    """`web` or `worker`, loaded once: `kill_one` kills a process of it, and another follows at once."""
    variables = _variables(database_url, smtp_url) | ({"PORT": str(port)} if port else {})
    return Process((kind,), variables, module="tests.faults.standing_by")


def _variables(database_url: str, smtp_url: str) -> dict[str, str]:
    return environment(database_url, smtp_url) | {"TBC_LOG_LEVEL": "ERROR"}


@dataclass
class Patient:
    """Somebody who asks again while nobody answers."""

    port: int
    retries: int = field(default=0, kw_only=True)

    def insist(self, act: Callable[[], Answered]) -> Answered:
        """Do `act` until it is answered; what it gives."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                return act()
            except (http.client.HTTPException, OSError):
                self.retries += 1
                time.sleep(0.1)
        raise AssertionError(f"no answer within {PATIENCE} s")


@dataclass
class Browser(Patient):
    """A signed-in browser."""

    session: str
    _state: str = ""
    _csrf: str = ""

    def post(self, path: str, values: dict[str, str], form: str) -> Answer:
        """Send the form that stands on the page at `form`."""
        if not self._csrf:
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.ask("GET", form).page)
            assert found
            self._csrf = found.group(1)
        return self.ask("POST", path, urlencode({"csrf_token": self._csrf, **values}))

    def ask(self, method: str, path: str, body: str | None = None) -> Answer:
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


@dataclass
class Person(Browser):
    """A customer who files what was drafted."""

    def file(self, application_id: str) -> str:
        """Press the button of the check page until it is answered, and read the page that one is led to; its path."""
        path = f"/applications/{application_id}/check"
        return self.insist(lambda: self._press(path))

    def _press(self, path: str) -> str:
        answer = self.post(path, {"consent": "y", "privacy": "y"}, form=path)
        assert answer.status == 303, f"{answer.status}: {answer.page[:2000]}"
        assert answer.leads_to.endswith("/filed"), answer.leads_to
        shown = self.ask("GET", answer.leads_to)
        assert shown.status == 200, shown.status
        return answer.leads_to


@dataclass
class Clerk(Browser):
    """Somebody of the staff who enters orders by their reception numbers, and ships them."""

    def enter(self, number: str) -> str:
        """Enter the order until that is answered; its path. That it is there already is an answer too."""
        return self.insist(lambda: self._enter(number))

    def ship(self, order: str) -> str:
        """Ship the first line of the order at path `order` until that is answered; the delivery's path."""
        return self.insist(lambda: self._ship(order))

    def _enter(self, number: str) -> str:
        values = {"number": number, "delivery_email": DELIVERED_TO}
        answer = self.post("/desk/orders/new", values, form=f"/desk/orders/new?number={number}")
        if answer.status == 303:
            return answer.leads_to
        assert answer.status == 422, f"{answer.status}: {answer.page[:2000]}"
        return _link(r"/desk/orders/[0-9a-f-]{36}", answer.page)

    def _ship(self, order: str) -> str:
        answer = self.post(f"{order}/ship", {"line-1": "y"}, form=f"{order}/ship")
        assert answer.status == 303, f"{answer.status}: {answer.page[:2000]}"
        if answer.leads_to.startswith("/desk/deliveries/"):
            return answer.leads_to
        return _link(r"/desk/deliveries/[0-9a-f-]{36}", self.ask("GET", order).page)


@dataclass
class Program(Patient):
    """A system with a token that enters and ships by the API, each act with a key of its own."""

    token: str

    def enter(self, number: str) -> str:
        """Enter the order until that is answered; its number. Asked again, the answer is the same."""
        return str(self.insist(lambda: self._post("/orders", {"reception_number": number}, number))["order_number"])

    def ship(self, order: str) -> str:
        """Ship all of the order until that is answered; the delivery's number."""
        return str(self.insist(lambda: self._post(f"/orders/{order}/deliveries", {}, order))["delivery_number"])

    def _post(self, path: str, body: dict[str, str], key: str) -> dict[str, object]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {
            "Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json",
        }  # fmt: skip
        try:
            connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
            response = connection.getresponse()
            said: dict[str, object] = json.loads(response.read())
            assert response.status == 201, said
            return said
        finally:
            connection.close()


def _link(pattern: str, page: str) -> str:
    found = re.search(f'href="({pattern})"', page)
    assert found, page[:4000]
    return found.group(1)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    leads_to: str
    page: str
