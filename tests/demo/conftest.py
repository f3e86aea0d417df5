"""A demo database with its data, made once, and the demo's portal on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from flask import Flask

from tbc import create_app, mail
from tbc.billing_settings import read_accounts
from tbc.config import Settings
from tbc.demo import database
from tbc.demo.billing import billing_settings
from tbc.demo.postgres import create_database, drop_database
from tbc.demo.seed import fill
from tbc.invoices import house
from tbc.kit import db
from tests.client import Client
from tests.conftest import database_url, settings_for

LOCK = 5_207_113  # two processes that need the data at once write them one after the other


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest) -> str:
    """The name of a database with the demo's data, written once in the whole run, whichever process needs it first."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", uuid4().hex)
    name = f"tbc_demo_{run[:24]}"
    with psycopg.connect(os.environ["TBC_TEST_SERVER_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        own = database.prepare(database_url(name))
        if not own.is_filled:
            fill(_settings(own.url))
            mail.set_up(settings_for())
            house.set_up(settings_for())
            database.note_filled(own.url)
    return name


@pytest.fixture(scope="package")
def demo_settings(template: str) -> Iterator[Settings]:
    """The settings of a demo whose data are written."""
    name = f"tbc_demo_{uuid4().hex[:16]}"
    create_database(os.environ["TBC_TEST_SERVER_URL"], name, template)
    yield _settings(database_url(name))
    drop_database(os.environ["TBC_TEST_SERVER_URL"], name)


def _settings(url: str) -> Settings:
    accounts = read_accounts(billing_settings()["TBC_BANK_ACCOUNTS"])
    return settings_for(url.replace("postgresql:", "postgresql+psycopg:"), demo=True, bank_accounts=accounts)


@pytest.fixture
def demo(demo_settings: Settings) -> Iterator[Flask]:
    """The demo's portal; what a test does in it stays for the next one."""
    engine = db.open_engine(demo_settings.database_url)
    db.bind(engine)
    app = create_app(demo_settings)
    app.test_client_class = Client
    yield app
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()
    mail.set_up(settings_for())
    house.set_up(settings_for())


@pytest.fixture
def visitor(demo: Flask) -> Client:
    """A browser that nobody is signed in with."""
    client = demo.test_client()
    assert isinstance(client, Client)
    return client
