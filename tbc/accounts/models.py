"""People, what they agreed to, their sessions, and the links that prove an address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class User(Base):
    """A person with an own account.

    `kind` is `customer`, `renewal-only` or `staff`; exactly staff have a `staff_role`. `email` is the login id, kept as
    typed but for the domain in lower case; mail goes to the stored address only. Nothing works before `proven_at`.
    """

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_email", text("lower(email)"), unique=True),
        CheckConstraint("kind IN ('customer', 'renewal-only', 'staff')", name="kind_known"),
        CheckConstraint("(kind = 'staff') = (staff_role IS NOT NULL)", name="staff_have_a_role"),
        CheckConstraint("staff_role IN ('operator', 'administrator', 'auditor')", name="staff_role_known"),
        CheckConstraint("mode IN ('corporate', 'partner')", name="mode_known"),
        CheckConstraint("language IN ('ja', 'en')", name="language_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    password_hash: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, default="customer")
    staff_role: Mapped[str | None] = mapped_column(Text)
    mode: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, default="ja")
    created_at: Mapped[datetime] = mapped_column(default=now)
    proven_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class SignedIn(Base):
    """A session on the server (ACC-4): the browser holds a random token, this row only its hash."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_user_id", "user_id", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    began_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(Text, default="")
    device: Mapped[str] = mapped_column(Text, default="")
