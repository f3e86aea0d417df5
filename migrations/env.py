"""How migrations run: on the engine that the caller hands over, one transaction for all of them."""

from __future__ import annotations

from alembic import context

from tbc.kit.db import Base
from tbc.rooms import load_models

load_models()


def run() -> None:
    """Run the migrations asked for."""
    engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()


run()
