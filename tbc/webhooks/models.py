"""Receivers of webhooks, and what each is told: the row is the truth about what was heard."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.webhooks.rules import KINDS, PING

STATES = ("queued", "taken", "failed")


class Endpoint(Base):
    """A receiver: where it listens, for which kinds, and the sealed secret that it knows us by.

    While it is paused what it wants to know is kept for it. `rests_until` after it did not answer at all; the secret
    before the last is signed with too until `old_secret_until`. Once deleted it only explains its history.
    """

    __tablename__ = "webhook_endpoints"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name_is_something"),
        CheckConstraint("url ~ '^https?://'", name="url_is_web"),
        CheckConstraint(f"kinds <@ ARRAY[{', '.join(repr(kind) for kind in KINDS)}]::text[]", name="kinds_known"),
        CheckConstraint("cardinality(kinds) >= 1", name="kinds_are_some"),
        CheckConstraint("(old_secret IS NULL) = (old_secret_until IS NULL)", name="old_secret_ends"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    secret: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    old_secret: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    old_secret_until: Mapped[datetime | None]
    is_paused: Mapped[bool] = mapped_column(default=False)
    rests_until: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by_name: Mapped[str] = mapped_column(Text, default="")
    deleted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Message(Base):
    """One thing told to one receiver: `body` goes out byte for byte, at each attempt with the same id.

    `sequence` orders what is about one subject. `begun_at` is the first attempt, from which 12 hours count; `status`
    and `answer` are what the receiver last said (`answer` its first thousand characters), `last_error` why none came.
    """

    __tablename__ = "webhook_messages"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in (*KINDS, PING))})", name="kind_known"),
        CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="state_known"),
        CheckConstraint("(state = 'queued') = (settled_at IS NULL)", name="settled_says_when"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("subject <> ''", name="subject_is_something"),
        Index(
            "ix_webhook_messages_stream",
            "endpoint_id",
            "subject",
            "sequence",
            postgresql_where=text("state = 'queued'"),
        ),
        Index("ix_webhook_messages_due", "next_at", postgresql_where=text("state = 'queued'")),
        Index("ix_webhook_messages_endpoint", "endpoint_id", "id"),
        Index("ix_webhook_messages_state", "state", "id"),
        Index("ix_webhook_messages_subject", "subject", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoints.id"))
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    announced_at: Mapped[datetime] = mapped_column(default=now)
    begun_at: Mapped[datetime | None]
    next_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]
    status: Mapped[int | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    last_error: Mapped[str] = mapped_column(Text, default="")

    @property
    def wire_id(self) -> str:
        """What the receiver knows it by, however often it comes."""
        return f"msg_{self.id.hex}"
