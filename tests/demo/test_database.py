"""The demo's database is made, marked, and nobody else's is touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine

from tbc.demo import database
from tbc.demo.database import DatabaseRefused
from tbc.demo.postgres import create_database, drop_database
from tbc.kit import schema
from tests.conftest import database_url


@pytest.fixture
def url() -> Iterator[str]:
    """The address of a database that does not exist yet."""
    name = f"tbc_{uuid4().hex[:16]}"
    yield database_url(name)
    drop_database(os.environ["TBC_TEST_SERVER_URL"], name)


def test_is_made_and_migrated_where_there_is_none(url: str) -> None:
    own = database.prepare(url)
    assert not own.is_filled
    assert len(own.secret_key) >= 32
    engine = create_engine(own.url.replace("postgresql:", "postgresql+psycopg:"))
    assert schema.current(engine) == schema.head()
    engine.dispose()


def test_is_used_again_with_its_data_and_its_key(url: str) -> None:
    first = database.prepare(url)
    database.note_filled(url)
    _say(url, "CREATE TABLE kept (it int)")
    again = database.prepare(url)
    assert again.is_filled
    assert again.secret_key == first.secret_key
    assert _has(url, "kept")


def test_begins_anew_when_asked_to(url: str) -> None:
    first = database.prepare(url)
    database.note_filled(url)
    again = database.prepare(url, fresh=True)
    assert not again.is_filled
    assert again.secret_key != first.secret_key


def test_begins_anew_where_the_first_start_was_interrupted(url: str) -> None:
    database.prepare(url)
    _say(url, "CREATE TABLE half_done (it int)")
    assert not database.prepare(url).is_filled
    assert not _has(url, "half_done")


@pytest.mark.parametrize("fresh", [False, True])
def test_somebody_elses_is_refused_and_left_alone(url: str, fresh: bool) -> None:
    create_database(os.environ["TBC_TEST_SERVER_URL"], url.rsplit("/", 1)[1])
    _say(url, "CREATE TABLE customers (it int)")
    with pytest.raises(DatabaseRefused, match="was not made by the demo"):
        database.prepare(url, fresh=fresh)
    assert _has(url, "customers")
    assert not _has(url, "users")


def test_an_empty_one_of_somebody_else_is_refused_too(url: str) -> None:
    create_database(os.environ["TBC_TEST_SERVER_URL"], url.rsplit("/", 1)[1])
    with pytest.raises(DatabaseRefused, match="was not made by the demo"):
        database.prepare(url)


def test_a_newer_programs_data_are_a_sentence(url: str) -> None:
    database.prepare(url)
    database.note_filled(url)
    _say(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseRefused, match="ARGS=--fresh"):
        database.prepare(url)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://nobody:secret@127.0.0.1:1/tbc_demo", "cannot be used"),
        ("postgresql://127.0.0.1:1", "names no database"),
        ("not an address", "must begin with"),
    ],
)
def test_an_unusable_address_is_a_sentence(address: str, words: str) -> None:
    with pytest.raises(DatabaseRefused, match=words) as refusal:
        database.prepare(address)
    assert "secret" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def _say(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement.encode())


def _has(url: str, table: str) -> bool:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"]).fetchone()
        return bool(row and row[0])
