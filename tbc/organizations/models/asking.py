"""Asking to come in, and being asked in (ORG-3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id

OPEN = text("decision IS NULL")
MAX_REASON = 1000


class JoinRequest(Base):
    """A person asks an organization: `kind` is `join`, or `create-accounts` for the right to create company accounts.

    Undecided for 14 days it lapses. One open one per person, organization and kind. `escalated_at` when it was
    handed to staff after an owner's silence (ORG-9).
    """

    __tablename__ = "join_requests"
    __table_args__ = (
        Index("uq_join_requests_open", "organization_id", "user_id", "kind", unique=True, postgresql_where=OPEN),
        Index("ix_join_requests_user_id", "user_id"),
        Index("ix_join_requests_lapses_at", "lapses_at", postgresql_where=OPEN),
        CheckConstraint("kind IN ('join', 'create-accounts')", name="kind_known"),
        CheckConstraint("decision IN ('approved', 'refused', 'lapsed', 'withdrawn')", name="decision_known"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_have_a_time"),
        CheckConstraint(f"length(reason) <= {MAX_REASON}", name="reason_not_too_long"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(Text, default="join")
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    lapses_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decision_reason: Mapped[str] = mapped_column(Text, default="")


class Invitation(Base):
    """A link to come in, mailed by an owner; good for seven days and for one person (ORG-3).

    `account_id` names a company account that the person becomes a member of too.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "uq_invitations_open",
            "organization_id",
            text("lower(email)"),
            unique=True,
            postgresql_where=text("used_at IS NULL AND revoked_at IS NULL"),
        ),
        Index(
            "ix_invitations_email",
            text("lower(email)"),
            postgresql_where=text("used_at IS NULL AND revoked_at IS NULL"),
        ),
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="used_or_revoked"),
        CheckConstraint("(used_at IS NULL) = (used_by_id IS NULL)", name="used_by_somebody"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("company_accounts.id"))
    email: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    creates_accounts: Mapped[bool] = mapped_column(default=False)
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    invited_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None]
