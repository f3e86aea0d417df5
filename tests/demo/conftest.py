"""A demo database with its data, made once, and the demo's portal on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask

from tbc import create_app, mail
from tbc.config import Settings
from tbc.demo import database
from tbc.demo.postgres import drop_database
from tbc.demo.seed import fill
from tbc.kit import db
from tests.client import Client
from tests.conftest import database_url, settings_for


@pytest.fixture(scope="package")
def demo_settings() -> Iterator[Settings]:
    """The settings of a demo whose data are written."""
    name = f"tbc_demo_{uuid4().hex[:16]}"
    own = database.prepare(database_url(name))
    settings = settings_for(own.url.replace("postgresql:", "postgresql+psycopg:"), demo=True)
    fill(settings)
    mail.set_up(settings_for())
    yield settings
    drop_database(os.environ["TBC_TEST_SERVER_URL"], name)


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


@pytest.fixture
def visitor(demo: Flask) -> Client:
    """A browser that nobody is signed in with."""
    client = demo.test_client()
    assert isinstance(client, Client)
    return client
