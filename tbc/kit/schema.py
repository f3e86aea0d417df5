"""Bringing a database to the state that this program needs, forward and back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def head() -> str:
    """The migration that this program needs, as pinned in `migrations/HEAD`."""
    return (MIGRATIONS / "HEAD").read_text(encoding="ascii").strip()


def current(engine: Engine) -> str | None:
    """The migration that the database is at; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, to: str = "head") -> None:
    """Migrate forward to revision `to`."""
    command.upgrade(_config(engine), to)


def downgrade(engine: Engine, to: str) -> None:
    """Migrate back to revision `to` (`base` for nothing)."""
    command.downgrade(_config(engine), to)


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config
