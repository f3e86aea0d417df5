"""A PostgreSQL server from a wheel, for the demo and the tests, where no TBC_DATABASE_URL is given."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pg0
import psycopg

NOBODY = 65534
UNSAFE_BUT_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


class ServerFailed(Exception):
    """The embedded server did not start; the message says why."""


@dataclass
class EmbeddedPostgres:
    """One server with its data under `home`. `settings` are `KEY=VALUE` of postgresql.conf."""

    home: Path
    name: str
    settings: tuple[str, ...] = ()
    port: int = field(default=0)

    def start(self) -> str:
        """Start the server and wait until it answers; returns the URL of its `postgres` database.

        initdb refuses to run as root, so root starts it as an unprivileged user who owns `home`.

        Raises:
            ServerFailed: with the server's own words.
        """
        self.port = self.port or free_port()
        self.home.mkdir(parents=True, exist_ok=True)
        if _is_root():
            self._hand_over()
        options = [part for pair in self._settings() for part in ("-c", pair)]
        done = self._run("start", "--port", str(self.port), "--data-dir", str(self.home / "data"), *options)
        if done.returncode != 0:
            raise ServerFailed(done.stdout + done.stderr)
        self._wait()
        return self.url("postgres")

    def url(self, database: str) -> str:
        """The URL of one database of this server."""
        return f"postgresql://postgres:postgres@127.0.0.1:{self.port}/{database}"

    def sockets(self) -> str:
        """The folder of the socket that the server listens on besides its port."""
        with psycopg.connect(self.url("postgres"), connect_timeout=5) as connection:
            found = connection.execute("SHOW unix_socket_directories").fetchone()
        return found[0].split(",")[0].strip() if found else ""

    def stop(self) -> None:
        """Stop the server and wait until it is gone; its data stay.

        `pg0 stop` asks the program `kill` whether the server runs, and does nothing on a machine that has none.
        """
        self._run("stop")
        postmaster = self._postmaster()
        if postmaster is None:
            return
        os.kill(postmaster, signal.SIGINT)  # sends everybody home and writes everything down
        deadline = time.monotonic() + 60
        while self._pid_file().exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    def remove(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _pid_file(self) -> Path:
        return self.home / "data" / "postmaster.pid"

    def _postmaster(self) -> int | None:
        """The process that runs this server, None if none does: a file that was left behind may name a stranger."""
        try:
            pid, data, _began, port = self._pid_file().read_text(encoding="utf-8").split("\n")[:4]
            url = f"postgresql://postgres:postgres@127.0.0.1:{port}/postgres"
            with psycopg.connect(url, connect_timeout=5) as connection:
                found = connection.execute("SHOW data_directory").fetchone()
        except (OSError, ValueError, psycopg.OperationalError):
            return None
        return int(pid) if found and found[0] == data else None

    def _settings(self) -> tuple[str, ...]:
        return ("listen_addresses=127.0.0.1", "max_connections=200", *self.settings)

    def _run(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": ()} if _is_root() else {}
        log = self.home / "pg0.log"
        # The server inherits these files: a pipe would stay open for as long as it lives.
        with log.open("w+", encoding="utf-8") as out:
            code = subprocess.call(
                [str(self._program()), verb, "--name", self.name, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.home,
                env={"HOME": str(self.home), "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                start_new_session=True,
                **who,  # type: ignore[arg-type]  # user, group and extra_groups, or nothing
            )
            out.seek(0)
            return subprocess.CompletedProcess([verb], code, out.read(), "")

    def _program(self) -> Path:
        return self.home / "pg0" if _is_root() else _installed_program()

    def _hand_over(self) -> None:
        """Give the unprivileged user a home with its own copy of the program: where root installed it may be closed."""
        shutil.chown(self.home, NOBODY, NOBODY)
        if not self._program().exists():
            shutil.copy(_installed_program(), self._program())
            self._program().chmod(0o755)

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise ServerFailed(str(error)) from None
                time.sleep(0.1)


def home_of(project: Path, name: str) -> Path:
    """Where the server `name` of the checkout at `project` keeps its data: beside the code, but for root in /var/tmp,
    since an unprivileged user cannot walk into root's own folders."""
    if not _is_root():
        return project / ".demo" / name
    return Path("/var/tmp") / f"tbc-{sha256(str(project.resolve()).encode()).hexdigest()[:12]}" / name  # noqa: S108  # the folder is owned and named after the checkout


def create_database(server_url: str, name: str, template: str | None = None) -> None:
    """Create database `name`, as a copy of `template` if given."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        made_from = f' TEMPLATE "{_safe(template)}"' if template else ""
        connection.execute(f'CREATE DATABASE "{_safe(name)}"{made_from}'.encode())


def drop_database(server_url: str, name: str) -> None:
    """Drop database `name`, whoever is still connected."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{_safe(name)}" WITH (FORCE)'.encode())


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _safe(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_]{1,60}", name):
        raise ValueError(f"not a database name: {name}")
    return name


def _installed_program() -> Path:
    return Path(pg0.__file__).parent / "bin" / "pg0"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
