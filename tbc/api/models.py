"""Tokens of the API, and the answers that are given again for the same key."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tbc.api.rules import SCOPES
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class ApiToken(Base):
    """What another system shows: only its hash stands here, and its first characters, by which staff tell it apart.

    `last_used_at` is true to ten minutes.
    """

    __tablename__ = "api_tokens"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name_is_something"),
        CheckConstraint(f"scopes <@ ARRAY[{', '.join(repr(scope) for scope in SCOPES)}]::text[]", name="scopes_known"),
        CheckConstraint("cardinality(scopes) >= 1", name="scopes_are_some"),
        CheckConstraint("expires_at > made_at", name="ends_after_it_begins"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by_name = '')", name="revoked_by_somebody"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    beginning: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by_name: Mapped[str] = mapped_column(Text, default="")
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by_name: Mapped[str] = mapped_column(Text, default="")
    last_used_at: Mapped[datetime | None]


class KeptAnswer(Base):
    """What a call with an Idempotency-Key was answered; the row is there before the act, so that only one does it.

    `fingerprint` is the hash of method, path and body; `body` the bytes of the answer, `place` its Location.
    """

    __tablename__ = "api_answers"
    __table_args__ = (CheckConstraint("(status IS NULL) = (body IS NULL)", name="answered_whole"),)

    token_id: Mapped[UUID] = mapped_column(ForeignKey("api_tokens.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(Text)
    status: Mapped[int | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now, index=True)
