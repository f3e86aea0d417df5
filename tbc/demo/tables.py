"""What the demo keeps in a schema of its own, beside the portal's: that it made the database, and the mailbox."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    Column,
    DateTime,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
)

metadata = MetaData(schema="demo")

# One row. A database without it was not made by the demo, and is left alone.
made = Table(
    "made",
    metadata,
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("filled_at", DateTime(timezone=True)),
    Column("secret_key", Text, nullable=False),
)

mails = Table(
    "mails",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("arrived_at", DateTime(timezone=True), nullable=False),
    Column("recipients", ARRAY(Text), nullable=False),
    Column("subject", Text, nullable=False),
    Column("message", LargeBinary, nullable=False),
)
