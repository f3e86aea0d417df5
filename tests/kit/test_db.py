"""Reading without a transaction: the session of a page that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import column, func, select, table, update
from sqlalchemy.exc import DBAPIError

from tbc.accounts.models import User
from tbc.catalog.models import Product
from tbc.kit import db
from tbc.kit.search import containing
from tests.people import a_customer


@pytest.fixture
def two_engines(fresh_database: str) -> Iterator[None]:
    """The session on a database of its own, with an engine to read from beside the one that writes."""
    writing, reading = db.open_engine(fresh_database), db.open_engine(fresh_database, reading=True)
    db.bind(writing, reading=reading)
    with db.unit_of_work():
        a_customer(email="hanako@bench.example.jp")
    yield
    db.bind(writing)
    db.session.configure(bind=None)
    writing.dispose()
    reading.dispose()


def _is_in_transaction() -> bool:
    """Whether two questions of the session lie in one transaction: its time is that of its beginning."""
    asked = select(func.now())
    return db.session.scalar(asked) == db.session.scalar(asked)


@pytest.mark.usefixtures("two_engines")
def test_a_page_asks_without_a_transaction(app: Flask) -> None:
    with app.test_request_context("/"):
        assert not _is_in_transaction()
        assert db.session.scalar(select(User.email)) == "hanako@bench.example.jp"


@pytest.mark.usefixtures("two_engines")
def test_an_act_asks_within_its_transaction(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        assert _is_in_transaction()


@pytest.mark.usefixtures("two_engines")
def test_a_page_that_changes_something_reads_its_change_and_can_take_it_back(app: Flask) -> None:
    with app.test_request_context("/"):
        assert not _is_in_transaction()
        db.session.execute(update(User).values(name="変更"))
        assert _is_in_transaction()
        assert db.session.scalar(select(User.name)) == "変更"
        db.session.rollback()
        assert db.session.scalar(select(User.name)) != "変更"


@pytest.mark.usefixtures("two_engines")
def test_what_a_page_has_loaded_and_changed_is_kept_on_demand(app: Flask) -> None:
    with app.test_request_context("/"):
        db.session.scalars(select(User)).one().name = "変更"
        db.session.commit()
    with app.test_request_context("/"):
        assert db.session.scalar(select(User.name)) == "変更"


@pytest.mark.usefixtures("two_engines")
def test_a_lock_begins_a_transaction(app: Flask) -> None:
    with app.test_request_context("/"):
        db.session.execute(select(User.id).with_for_update())
        assert _is_in_transaction()


@pytest.mark.usefixtures("two_engines")
def test_what_is_asked_behind_a_savepoint_lies_in_a_transaction(app: Flask) -> None:
    with app.test_request_context("/"), db.session.begin_nested() as savepoint:
        assert _is_in_transaction()
        db.session.execute(update(User).values(name="変更"))
        savepoint.rollback()
    with app.test_request_context("/"):
        assert db.session.scalar(select(User.name)) != "変更"


@pytest.mark.usefixtures("two_engines")
def test_the_database_refuses_a_change_through_the_reading_engine(app: Flask) -> None:
    drawing = select(func.nextval("procrastinate_jobs_id_seq"))
    with app.test_request_context("/"), pytest.raises(DBAPIError, match="read-only"):
        db.session.execute(drawing)


@pytest.mark.rule("APP-10")
@pytest.mark.usefixtures("two_engines")
def test_a_search_is_planned_for_its_words_however_often_people_search(app: Flask) -> None:
    search = select(Product.code).where(*containing("保護", Product.search_text, Product.search_pairs))
    prepared = table("pg_prepared_statements", column("statement"))
    with app.test_request_context("/"):
        for _ in range(12):
            db.session.scalars(search).all()
            db.session.scalars(select(Product.code).where(Product.kind == "software")).all()
        kept = db.session.scalars(select(prepared.c.statement)).all()
    assert any("products.kind" in statement for statement in kept)
    assert not any("search_pairs" in statement for statement in kept)
