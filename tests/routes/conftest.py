"""The cast is made once per module, and every scene with it is undone: the table has thousands of cells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tbc.kit import db
from tests.routes.actors import Cast, Stage, the_cast
from tests.routes.things import THINGS


@pytest.fixture(scope="module")
def stage(engine: Engine, app: Flask) -> Iterator[Stage]:
    """One connection and one cast for a module's tests.

    Reading a workbook starts a process, so the one that rows name is read before the first scene; what a scene does to
    it is undone with the scene.
    """
    with engine.connect() as connection:
        outer = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        cast = the_cast(app)
        cast.remember()
        THINGS["read-workbook"](cast)
        db.session.remove()
        yield Stage(connection, cast)
        db.session.remove()
        outer.rollback()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")


@pytest.fixture
def cast(stage: Stage) -> Iterator[Cast]:
    """The cast for one test."""
    with stage.scene() as cast:
        yield cast


@pytest.fixture
def session(cast: Cast) -> Iterator[Session]:
    """The session of the module's connection: another connection would wait for what the cast has written."""
    session = db.session()
    yield session
    session.close()
