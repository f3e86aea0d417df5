"""The `tbc` command: does what it says, or says in one sentence why not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.request import urlopen
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, inspect

from tbc.demo.postgres import create_database, drop_database
from tbc.kit import schema
from tests.conftest import database_url
from tests.mailbox import Mailbox, free_port
from tests.worker import PROJECT, environment


def tbc(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("TBC_")}
    return subprocess.run(
        [sys.executable, "-m", "tbc", *arguments],
        env=bare | {"PYTHONPATH": str(PROJECT)} | variables,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def empty_database() -> Iterator[str]:
    name, server = f"tbc_{uuid4().hex[:16]}", os.environ["TBC_TEST_SERVER_URL"]
    create_database(server, name)
    yield database_url(name)
    drop_database(server, name)


def test_help_names_the_commands() -> None:
    done = tbc("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("serve", "worker", "migrate", "check"))


@pytest.mark.rule("OPS-1")
@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "check"])
def test_a_missing_setting_stops_it_with_one_sentence(command: str) -> None:
    done = tbc(command)
    assert done.returncode == 2
    assert done.stderr.startswith("TBC_DATABASE_URL is not set")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.rule("OPS-1")
def test_migrations_go_forward_and_back(empty_database: str, mailbox: Mailbox) -> None:
    variables = environment(empty_database, mailbox.url)
    forward = tbc("migrate", **variables)
    assert forward.stdout == f"The database is at migration {schema.head()}.\n", forward.stderr
    assert tbc("migrate", "--to", "0001", **variables).stdout == "The database is at migration 0001.\n"
    assert tbc("migrate", "--to", "0002", **variables).stdout == "The database is at migration 0002.\n"
    assert tbc("migrate", "--to", "base", **variables).stdout == "The database is at migration base.\n"
    engine = create_engine(empty_database.replace("postgresql:", "postgresql+psycopg:"))
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


@pytest.mark.rule("OPS-1")
def test_check_finds_everything_in_order(fresh_database: str, mailbox: Mailbox) -> None:
    done = tbc("check", **environment(fresh_database, mailbox.url))
    assert done.returncode == 0, done.stderr
    assert "Mail server: answers" in done.stdout
    assert "letters wait for `tbc worker`" in done.stdout


@pytest.mark.rule("OPS-1")
def test_check_names_what_is_wrong(empty_database: str) -> None:
    done = tbc("check", **environment(empty_database, "smtp://127.0.0.1:1"))
    assert done.returncode == 1
    assert "run `tbc migrate`" in done.stderr
    assert "Mail server: cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.rule("OPS-1")
@pytest.mark.parametrize("command", ["migrate", "check"])
def test_a_lost_database_is_one_sentence(command: str) -> None:
    done = tbc(command, **environment("postgresql://u:secret@127.0.0.1:1/none", "smtp://127.0.0.1:1"))
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.rule("OPS-1")
def test_the_server_answers_and_stops(fresh_database: str, mailbox: Mailbox) -> None:
    port = free_port()
    variables = environment(fresh_database, mailbox.url) | {"PORT": str(port)}
    server = subprocess.Popen([sys.executable, "-m", "tbc", "serve", "--workers", "1"], env=variables, cwd=PROJECT)
    try:
        assert _answer(f"http://127.0.0.1:{port}/readyz") == "ok\n"
    finally:
        server.terminate()
        assert server.wait(40) == 0


def _answer(url: str) -> str:
    end = time.monotonic() + 40
    while True:
        try:
            with urlopen(url, timeout=5) as response:
                return str(response.read().decode())
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.2)
