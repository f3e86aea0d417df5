"""`tbc demo` as a process: starts everything, answers, sends mail, and leaves nothing running."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener
from uuid import uuid4

import psycopg
import pytest

from tbc.demo import running
from tbc.demo.postgres import create_database, drop_database, free_port, home_of
from tests.conftest import PROJECT, database_url

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in Linux's /proc")

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def url() -> Iterator[str]:
    """The address of a database for a demo of this test's own."""
    address = database_url(f"tbc_{uuid4().hex[:16]}")
    yield address
    drop_database(os.environ["TBC_TEST_SERVER_URL"], address.rsplit("/", 1)[1])
    shutil.rmtree(home_of(PROJECT, running._name(address)), ignore_errors=True)


@pytest.fixture
def filled(url: str, template: str) -> None:
    """That database is there, with the demo's data."""
    create_database(os.environ["TBC_TEST_SERVER_URL"], url.rsplit("/", 1)[1], template)


@pytest.fixture
def start(url: str) -> Iterator[Start]:
    """Start `tbc demo`; what the test leaves running is ended."""
    processes = []

    def begin(port: int) -> subprocess.Popen[str]:
        variables = {name: value for name, value in os.environ.items() if not name.startswith("TBC_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "tbc", "demo"],
            env=variables | {"TBC_DATABASE_URL": url, "PORT": str(port)},
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def test_answers_signs_in_sends_mail_and_stops(start: Start) -> None:
    port = free_port()
    demo = start(port)
    said = _read_until(demo, "Ctrl-C")
    assert "Ctrl-C stops everything" in said
    browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    here = f"http://localhost:{port}"
    assert "Trend Business Center" in _get(browser, f"{here}/")
    partners = re.search(r"Partner portal +(\S+)", said)
    assert partners
    assert partners[1] in _get(browser, f"{here}/demo")
    assert "どなたとしてサインインするか" in _get(browser, f"{here}/partner/demo/sign-in")
    assert "申請履歴" in _post(browser, f"{here}/demo", f"{here}/demo/sign-in", person="dealer")
    _post(browser, f"{here}/reset-password", f"{here}/reset-password", email="ichiro.hinagata@dummy-joho.example.jp")
    _wait_for(lambda: "パスワード" in _get(browser, f"{here}/demo/mail?to=ichiro.hinagata@dummy-joho.example.jp"))
    family = _descendants(demo.pid)
    assert len(family) >= 4  # the worker, the web server and its processes
    demo.send_signal(signal.SIGTERM)
    assert demo.wait(60) == 0
    assert demo.stdout is not None
    assert demo.stdout.read() == "Stopped.\n"
    _wait_for(lambda: not any(_is_alive(pid) for pid in family))


@pytest.mark.usefixtures("filled")
def test_a_second_start_uses_the_data_and_another_beside_it_is_refused(start: Start) -> None:
    demo = start(free_port())
    assert "Writing" not in _read_until(demo, "Ctrl-C")
    another = start(free_port())
    assert "running already" in another.communicate(timeout=60)[0]
    assert another.returncode == 1
    demo.send_signal(signal.SIGINT)
    assert demo.wait(60) == 0


@pytest.mark.usefixtures("filled")
def test_a_process_that_dies_ends_the_demo_with_a_sentence(start: Start) -> None:
    demo = start(free_port())
    _read_until(demo, "Ctrl-C")
    worker = next(pid for pid in _descendants(demo.pid) if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(worker, signal.SIGKILL)
    said = demo.communicate(timeout=60)[0]
    assert "`tbc worker` has stopped by itself" in said
    assert demo.returncode == 1
    assert not _descendants(demo.pid)


def test_a_port_that_is_taken_is_a_sentence(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = start(port).communicate(timeout=60)[0]
    assert said == f"Error: Port {port} is taken; choose another: PORT={port + 1} make demo\n"


def test_a_database_server_that_was_left_behind_is_taken_over() -> None:
    home = home_of(PROJECT, f"tests-demo-{uuid4().hex[:8]}")
    home.mkdir(parents=True)
    try:
        with running._postgres(home) as url:
            psycopg.connect(url.rsplit("/", 1)[0] + "/postgres").close()
            pid = int((home / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGKILL)
            with running._postgres(home) as again:
                psycopg.connect(again.rsplit("/", 1)[0] + "/postgres").close()
        _wait_for(lambda: not (home / "data" / "postmaster.pid").exists())
    finally:
        shutil.rmtree(home)


def _read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def _get(browser: OpenerDirector, address: str) -> str:
    with browser.open(address, timeout=60) as answer:
        return str(answer.read().decode())


def _post(browser: OpenerDirector, page: str, address: str, **values: str) -> str:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', _get(browser, page))
    assert token
    with browser.open(address, urlencode(values | {"csrf_token": token[1]}).encode(), timeout=60) as answer:
        return str(answer.read().decode())


def _wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.2)


def _descendants(pid: int) -> list[int]:
    pairs = [(int(path.parent.name), _parent(path)) for path in Path("/proc").glob("[0-9]*/stat")]
    found: list[int] = []
    parents = {pid}
    while parents:
        parents = {child for child, parent in pairs if parent in parents}
        found += parents
    return found


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
