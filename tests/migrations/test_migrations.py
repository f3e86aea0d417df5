"""Migrations: forward, back, forward again, and never apart from the models."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, create_engine, text

from tbc.demo.postgres import create_database, drop_database
from tbc.kit import schema
from tbc.kit.db import Base
from tbc.rooms import load_models
from tests.conftest import _driver, database_url

pytestmark = pytest.mark.rule("OPS-1")

# Everything that makes a schema, one line each: columns, constraints, indexes, triggers, functions, types.
EVERYTHING = """
SELECT 'column', table_name, column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '')
    || ' ' || coalesce(collation_name, '') FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', p.oid::regprocedure::text, md5(prosrc) FROM pg_proc p
    WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'type', typname, typtype::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
UNION ALL SELECT 'sequence', sequencename, data_type::text FROM pg_sequences WHERE schemaname = 'public'
"""


@pytest.fixture
def bare() -> Iterator[Engine]:
    """A database in which nothing is yet."""
    name, server = f"tbc_{uuid4().hex[:16]}", os.environ["TBC_TEST_SERVER_URL"]
    create_database(server, name)
    engine = create_engine(_driver(database_url(name)))
    yield engine
    engine.dispose()
    drop_database(server, name)


def test_back_and_forward_again_gives_the_same_schema(bare: Engine) -> None:
    nothing = everything(bare)
    schema.upgrade(bare)
    first = everything(bare)
    assert schema.current(bare) == schema.head()
    schema.downgrade(bare, "base")
    left = {name for _kind, name, _said in everything(bare) - nothing}
    assert left <= {"alembic_version", "_alembic_version"}  # Alembic's own, empty
    assert schema.current(bare) is None
    schema.upgrade(bare)
    assert everything(bare) == first


def test_each_step_back_can_be_taken_alone(bare: Engine) -> None:
    schema.upgrade(bare)
    for revision in scripts().walk_revisions():
        schema.downgrade(bare, revision.down_revision if isinstance(revision.down_revision, str) else "base")
        assert schema.current(bare) == revision.down_revision
        schema.upgrade(bare, revision.revision)
        schema.downgrade(bare, revision.down_revision if isinstance(revision.down_revision, str) else "base")


def test_upgrading_twice_changes_nothing(bare: Engine) -> None:
    schema.upgrade(bare)
    first = everything(bare)
    schema.upgrade(bare)
    assert everything(bare) == first


# Alembic cannot compare two expressions of the mails' indexes; the constraints' own tests and the plans do.
@pytest.mark.filterwarnings("ignore:Expression #:UserWarning")
def test_the_models_and_the_database_are_in_step(engine: Engine) -> None:
    load_models()
    with engine.connect() as connection:
        assert [change for change in differences(connection) if not _is_the_queues(change)] == []


def test_each_check_is_called_in_the_database_what_the_model_calls_it(engine: Engine) -> None:
    """Alembic does not compare them; forms find their field by a broken constraint's name."""
    load_models()
    modelled = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    named = """
        SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
        AND conrelid::regclass::text NOT LIKE 'procrastinate%'
        """
    with engine.connect() as connection:
        found = set(connection.scalars(text(named)))
    assert found == modelled


def test_there_is_one_head_and_it_is_pinned() -> None:
    assert scripts().get_heads() == [schema.head()]


def test_revisions_are_numbered_without_gaps() -> None:
    found = sorted(revision.revision for revision in scripts().walk_revisions())
    assert found == [f"{number:04}" for number in range(1, len(found) + 1)]


def test_a_migrated_database_says_that_it_is_ready(bare: Engine) -> None:
    schema.upgrade(bare)
    with bare.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [schema.head()]


def everything(engine: Engine) -> set[tuple[str, str, str]]:
    """The whole schema as text."""
    with engine.connect() as connection:
        return {(kind, name, said) for kind, name, said in connection.execute(text(EVERYTHING))}


def differences(connection: Connection) -> list[object]:
    """What Alembic would write into a new migration."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
    return list(compare_metadata(context, Base.metadata))


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def _is_the_queues(change: object) -> bool:
    """The tables of procrastinate are made by its own SQL and have no models here."""
    kind, thing = (change[0], change[1]) if isinstance(change, tuple) else ("", change)
    table = getattr(thing, "table", thing)
    return str(kind).startswith("remove_") and str(getattr(table, "name", "")).startswith("procrastinate_")
