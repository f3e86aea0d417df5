"""The demo's processes: database, mail server, worker and web server are started together and stopped together."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import IO
from urllib.request import urlopen

from tbc.config import from_environment
from tbc.demo import database, greeting
from tbc.demo.billing import billing_settings
from tbc.demo.database import DemoDatabase
from tbc.demo.mail_server import MailServer
from tbc.demo.portal.beside import PortalBeside, move
from tbc.demo.postgres import EmbeddedPostgres, home_of
from tbc.demo.signing import key_settings

PROJECT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for the web server to answer
GRACE = 35.0  # seconds to finish what has begun, a little more than the processes give themselves
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CannotRun(Exception):
    """The demo does not start, or one of its processes has died; the message is one sentence with the remedy."""


class _ToldToStop(BaseException):
    """Ctrl-C, SIGTERM, or the terminal was closed."""


def run(port: int, database_url: str = "", *, fresh: bool = False) -> None:
    """Run the demo on `port` of loopback until told to stop; nothing of it is left running.

    Raises:
        CannotRun, DatabaseRefused, ServerFailed: with one sentence each.
    """
    for number in SIGNALS:
        signal.signal(number, _stop)
    home = home_of(PROJECT, _name(database_url))
    try:
        with ExitStack() as running:
            _require_free(port)
            running.enter_context(_alone(home))
            server_url = database_url or running.enter_context(_postgres(home))
            own = database.prepare(server_url, fresh=fresh)
            letters = running.enter_context(_mail_server(own))
            partners = running.enter_context(_partner_portal(port))
            settings = _settings(own, letters.url, port) | partners.settings | key_settings(home)
            if not own.is_filled:
                _fill(own, settings)
            move(own.url, partners.url)
            processes = {name: running.enter_context(_process(name, settings, home)) for name in ("worker", "serve")}
            _watch(processes, port, home, partners.url)
    except _ToldToStop:
        greeting.say("Stopped.")


def _name(database_url: str) -> str:
    """Each database has a demo of its own, with its lock and its logs."""
    return f"demo-{sha256(database_url.encode()).hexdigest()[:8]}" if database_url else "demo"


def _watch(processes: dict[str, subprocess.Popen[bytes]], port: int, home: Path, partners_url: str) -> None:
    """Say when it is ready, then wait until one of the processes dies or somebody stops the demo."""
    deadline, greeted = time.monotonic() + PATIENCE, False
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise CannotRun(f"`tbc {name}` has stopped by itself; {home / name}.log says why.")
        if not greeted and _answers(port):
            greeting.greet(port, partners_url)
            greeted = True
        if not greeted and time.monotonic() > deadline:
            raise CannotRun(f"The web server does not answer; {home / 'serve'}.log may say why.")
        time.sleep(0.3)


def _stop(_number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the stopping.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise _ToldToStop


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CannotRun(f"Port {port} is not for ordinary users; choose another: PORT=8000 make demo") from None
        except OSError:
            raise CannotRun(f"Port {port} is taken; choose another: PORT={port + 1} make demo") from None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two demos of one checkout would pull the database from under each other."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotRun("The demo of this checkout is running already.") from None
        yield


@contextmanager
def _postgres(home: Path) -> Iterator[str]:
    server = EmbeddedPostgres(home, home.name)
    if (home / "data" / "postmaster.pid").exists():
        server.stop()  # left behind by a demo that was killed
    greeting.say("Starting PostgreSQL …")
    try:
        server.start()
        yield server.url(database.NAME)
    finally:
        server.stop()


@contextmanager
def _mail_server(own: DemoDatabase) -> Iterator[MailServer]:
    server = MailServer(own.url)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _partner_portal(port: int) -> Iterator[PortalBeside]:
    portal = PortalBeside(port, _base_url(port))
    portal.start()
    try:
        yield portal
    finally:
        portal.stop()


def _base_url(port: int) -> str:
    return f"http://localhost:{port}"


def _settings(own: DemoDatabase, smtp_url: str, port: int) -> dict[str, str]:
    """The environment of the demo's processes: whatever else is set for the portal on this machine is not for them."""
    here = _base_url(port)
    bare = {name: value for name, value in os.environ.items() if not name.startswith("TBC_")}
    return bare | {
        "TBC_DATABASE_URL": own.url,
        "TBC_SECRET_KEY": own.secret_key,
        "TBC_BASE_URL": here,
        "TBC_SMTP_URL": smtp_url,
        "TBC_MAIL_FROM": "no-reply@portal.example.com",
        "TBC_DELIVERY_MAIL_FROM": "delivery@portal.example.com",
        "TBC_DELIVERY_RETURN_PATH": "bounces@portal.example.com",
        "TBC_SUPPORT_URL": f"{here}/help",
        "TBC_DEMO": "1",
        "PORT": str(port),
        **billing_settings(),
    }


def _fill(own: DemoDatabase, settings: dict[str, str]) -> None:
    from tbc.demo.seed import fill

    greeting.say("Writing the demo's people and applications …")
    fill(from_environment(settings))
    database.note_filled(own.url)


@contextmanager
def _process(name: str, settings: dict[str, str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`tbc NAME` in a session of its own: Ctrl-C in the terminal reaches this process alone, which stops the others."""
    with (home / f"{name}.log").open("wb") as log:
        process = _start(name, settings, log)
    try:
        yield process
    finally:
        process.terminate()
        _wait(process.wait)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(name: str, settings: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tbc", name],
        env=settings,
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def _wait(wait: Callable[..., int]) -> None:
    try:
        wait(GRACE)
    except subprocess.TimeoutExpired:
        return


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
