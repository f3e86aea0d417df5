"""One PostgreSQL for the whole run, a database built by the migrations, and a portal on it for each test."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import settings as properties
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from tbc import create_app, mail
from tbc.billing_settings import BankAccount
from tbc.config import Settings
from tbc.demo.postgres import UNSAFE_BUT_FAST, EmbeddedPostgres, create_database, drop_database, home_of
from tbc.invoices.house import set_up as set_up_invoices
from tbc.kit import db, schema
from tests.client import Client
from tests.mailbox import mailbox  # noqa: F401  # a fixture for every test

PROJECT = Path(__file__).parents[1]
# The same examples in every run, so that a change is refused for what it changes; `make explore` looks for new ones.
properties.register_profile("steady", derandomize=True, deadline=None)
properties.register_profile("exploring", max_examples=3000, deadline=None, print_blob=True)
properties.load_profile(os.environ.get("TBC_TEST_EXAMPLES", "steady"))


def pytest_configure(config: pytest.Config) -> None:
    """The run's first process starts the server; xdist's workers find it by its address."""
    config.addinivalue_line("markers", "rule(id): the rule of the specification that this test shows")
    config.addinivalue_line("markers", "browser: drives a real browser")
    mail.set_up(settings_for())
    set_up_invoices(settings_for())
    if not (hasattr(config, "workerinput") or os.environ.get("TBC_TEST_SERVER_URL")):
        _start(config)
    if templates := os.environ.get("TBC_TEST_TEMPLATES"):
        # Each process would compile each template for itself, for each portal that it builds.
        Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(templates)}


def _start(config: pytest.Config) -> None:
    server_url = os.environ.get("TBC_DATABASE_URL")
    if not server_url:
        # A fresh folder per run: two runs at once (a developer's and a clone's) must not meet.
        home = home_of(PROJECT, f"tests-{uuid4().hex[:8]}")
        config.stash[_SERVER] = EmbeddedPostgres(home, home.name, UNSAFE_BUT_FAST)
        server_url = config.stash[_SERVER].start()
        os.environ["TBC_TEST_SOCKETS"] = config.stash[_SERVER].sockets()
    os.environ["TBC_TEST_SERVER_URL"] = server_url
    config.stash[_TEMPLATES] = TemporaryDirectory(prefix="templates-")
    os.environ["TBC_TEST_TEMPLATES"] = config.stash[_TEMPLATES].name
    _build_template(server_url)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what the whole run needs: a sixth of the processor's time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started, and leave nothing behind."""
    server = config.stash.get(_SERVER, None)
    if server:
        server.remove()
    templates = config.stash.get(_TEMPLATES, None)
    if templates:
        templates.cleanup()


_TEMPLATES = pytest.StashKey[TemporaryDirectory[str]]()
_SERVER = pytest.StashKey[EmbeddedPostgres]()
_TEMPLATE = "tbc_template"


def _build_template(server_url: str) -> None:
    drop_database(server_url, _TEMPLATE)
    create_database(server_url, _TEMPLATE)
    engine = create_engine(_driver(database_url(_TEMPLATE)))
    schema.upgrade(engine)
    engine.dispose()


def database_url(name: str) -> str:
    """The URL of database `name` on the run's server."""
    return os.environ["TBC_TEST_SERVER_URL"].rsplit("/", 1)[0] + "/" + name


def _driver(url: str) -> str:
    return "postgresql+psycopg://" + url.split("://", 1)[1]


@pytest.fixture
def fresh_database() -> Iterator[str]:
    """The URL of a migrated database of this test's own, for tests that commit from several connections."""
    name = f"tbc_{uuid4().hex[:16]}"
    server = os.environ["TBC_TEST_SERVER_URL"]
    create_database(server, name, _TEMPLATE)
    yield _driver(database_url(name))
    db.session.remove()
    drop_database(server, name)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """This process's database, shared by all tests that roll back; by the server's socket, which answers faster."""
    name = f"tbc_run_{uuid4().hex[:16]}"
    server = os.environ["TBC_TEST_SERVER_URL"]
    create_database(server, name, _TEMPLATE)
    sockets = os.environ.get("TBC_TEST_SOCKETS")
    engine = create_engine(_driver(database_url(name)), connect_args={"host": sockets} if sockets else {})
    yield engine
    engine.dispose()
    drop_database(server, name)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """The portal's session, inside a transaction that the end of the test rolls back: a commit is a savepoint."""
    with engine.connect() as connection:
        outer = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield db.session()
        db.session.remove()
        outer.rollback()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")


ACCOUNT = BankAccount(
    key="main",
    bank="見本銀行",
    bank_code="9999",
    branch="見本支店",
    branch_code="001",
    kind="ordinary",
    number="1234567",
    holder="見本ベンダー株式会社",
    holder_kana="ミホンベンダー（カ",
)


def settings_for(url: str = "postgresql+psycopg://unused", **changes: object) -> Settings:
    """The settings that tests run with."""
    values: dict[str, object] = {
        "database_url": url,
        "secret_key": "a key for the tests alone, of no use elsewhere",
        "base_url": "http://localhost",
        "smtp_url": "smtp://127.0.0.1:1",
        "mail_from": "portal@tbc.example.com",
        "support_url": "https://support.example.com/",
        "partner_program_url": "https://partners.example.com/",
        "password_memory_kib": 64,
        "issuer_registration_number": "T3987654321098",
        "bank_accounts": (ACCOUNT,),
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]  # each test changes settings of its own


@pytest.fixture(scope="session")
def app() -> Flask:
    """The portal, built once: it holds no state of its own."""
    app = create_app(settings_for())
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.test_client_class = Client
    return app


@pytest.fixture
def client(app: Flask, session: Session) -> Client:
    """A browser of nobody in particular that reads each page it fetches."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client


@pytest.fixture
def statements(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements sent while the test runs; clear it before what is to be counted."""
    sent: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
