"""The whole portal as it runs in earnest: gunicorn, worker, mail server, database, and a partner portal beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

from sqlalchemy import Engine, create_engine, text

from tbc import mail
from tbc.demo.portal.beside import PortalBeside
from tbc.demo.postgres import create_database, drop_database
from tbc.kit import db
from tests.conftest import _TEMPLATE, ACCOUNT, _driver, database_url, settings_for
from tests.mailbox import Mailbox, free_port
from tests.products import the_catalogue
from tests.worker import PROJECT, environment

STARTED_WITHIN = 90.0
# Who issues invoices and where they are paid, as in the tests' settings.
BILLING = {
    "TBC_ISSUER_NAME": "見本ベンダー株式会社",
    "TBC_ISSUER_ADDRESS": "東京都千代田区見本町1-1",
    "TBC_ISSUER_REGISTRATION_NUMBER": settings_for().issuer_registration_number,
    "TBC_BANK_ACCOUNTS": json.dumps([{name: text for name, text in asdict(ACCOUNT).items() if text is not None}]),
}


@dataclass
class Portal:
    """A running portal: `address` for browsers, `engine` for what no page shows, `mailbox` for what it sent.

    `partners` is the partner portal of the demo, by which people come in.
    """

    address: str
    engine: Engine
    mailbox: Mailbox = field(repr=False)
    partners: PortalBeside = field(repr=False)

    @contextmanager
    def given(self) -> Iterator[None]:
        """Within the block the tests' people and applications (`people`, `given`) are put into this portal."""
        db.bind(self.engine)
        try:
            yield
            db.session.commit()
        finally:
            db.session.remove()
            db.session.configure(bind=None)

    def letter(self, to: str, at: int = 0) -> EmailMessage:
        """Letter number `at` to an address, as soon as it has arrived."""
        until(lambda: len(self.mailbox.to(to)) > at, 20, f"no letter {at + 1} to {to}")
        return self.mailbox.to(to)[at]

    def product_names(self) -> set[str]:
        """How the catalogue calls its products in Japanese; an application keeps that name."""
        with self.engine.connect() as connection:
            return set(connection.execute(text("SELECT name_ja FROM products")).scalars())

    def count(self, sql: str, **values: object) -> int:
        """What a counting query gives."""
        with self.engine.connect() as connection:
            return int(connection.execute(text(sql), values).scalar_one())

    def do(self, sql: str, **values: object) -> None:
        """Change rows behind the portal's back: time passes, a session ends."""
        with self.engine.begin() as connection:
            connection.execute(text(sql), values)


def until(true: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{otherwise} within {seconds} s"
        time.sleep(0.05)


@contextmanager
def running(log: Path) -> Iterator[Portal]:
    """Start everything, and end it again; errors that web or worker have logged by then fail the run."""
    server, name = os.environ["TBC_TEST_SERVER_URL"], f"tbc_browser_{uuid4().hex[:12]}"
    create_database(server, name, _TEMPLATE)
    engine = create_engine(_driver(database_url(name)))
    mailbox, port = Mailbox(), free_port()
    mailbox.start()
    address = f"http://localhost:{port}"
    partners = PortalBeside(port, address)
    partners.start()
    portal = Portal(address, engine, mailbox, partners)
    mail.set_up(settings_for(base_url=address))
    with portal.given():
        the_catalogue()
    known = environment(database_url(name), mailbox.url)
    known |= BILLING
    known |= {"TBC_BASE_URL": address, "PORT": str(port), "TBC_LOG_LEVEL": "ERROR"} | partners.settings
    with log.open("wb") as lines:
        processes = [_start(words, known, lines) for words in (["serve", "--workers", "1"], ["worker"])]
        try:
            _wait_for(address, processes, log)
            yield portal
            said = log.read_text(encoding="utf-8")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(30)
            mailbox.stop()
            partners.stop()
            engine.dispose()
            drop_database(server, name)
            mail.set_up(settings_for())
    assert not said, f"the portal logged:\n{said[-4000:]}"


def _start(words: list[str], known: dict[str, str], log: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tbc", *words], env=known, cwd=PROJECT, stdout=log, stderr=log)  # type: ignore[call-overload]  # an open file


def _wait_for(address: str, processes: list[subprocess.Popen[bytes]], log: Path) -> None:
    until(
        lambda: _answers(address) or any(process.poll() is not None for process in processes),
        STARTED_WITHIN,
        "the portal does not answer",
    )
    assert all(process.poll() is None for process in processes), log.read_text(encoding="utf-8")[-4000:]


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/readyz", timeout=5):
            return True
    except (URLError, ConnectionError, TimeoutError):
        return False
