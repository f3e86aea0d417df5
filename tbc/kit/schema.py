"""Bringing a database to the state that this program needs, forward and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def head() -> str:
    """The migration that this program needs, as pinned in `migrations/HEAD`."""
    return (MIGRATIONS / "HEAD").read_text(encoding="ascii").strip()


def current(engine: Engine) -> str | None:
    """The migration that the database is at; None before the first."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def upgrade(engine: Engine, to: str = "head") -> None:
    """Migrate forward to revision `to`."""
    # Only whoever migrates pays for Alembic: each web worker does without its 12 MB.
    from alembic import command

    command.upgrade(_config(engine), to)


def downgrade(engine: Engine, to: str) -> None:
    """Migrate back to revision `to` (`base` for nothing)."""
    from alembic import command

    command.downgrade(_config(engine), to)


def _config(engine: Engine) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config
