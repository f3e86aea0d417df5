"""Changes to whole organizations that take days: merges that can be undone, and recoveries (ORG-8, ORG-9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings

MAX_REASON = 1000


class Merge(Standings, Base):
    """One organization went into another (ORG-8); until `undo_until` it can come back.

    `moved` is what moved, by table: the ids of company accounts and domains, and each member's rights before and
    after. What came later is not in it, and stays.
    """

    __tablename__ = "organization_merges"
    __table_args__ = (
        Index("uq_organization_merges_from_id", "from_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        Index("ix_organization_merges_into_id", "into_id"),
        CheckConstraint("from_id <> into_id", name="two_organizations"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_by_somebody"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    from_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    into_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    merged_at: Mapped[datetime] = mapped_column(default=now)
    merged_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    undo_until: Mapped[datetime]
    moved: Mapped[dict[str, Any]] = mapped_column(JSONB)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class RecoveryCase(Standings, Base):
    """A colleague asks for an organization whose owner is gone (ORG-9).

    `kind` is `ownerless` (there is no owner: granted at once, 7 days to object) or `owner-gone` (14 days to object,
    then proof by DNS TXT or staff's decision with a reason). `objection_token_hash` is of the link by which the contact
    e-mail objects, who may have no account.
    """

    __tablename__ = "recovery_cases"
    __table_args__ = (
        Index("uq_recovery_cases_open", "organization_id", "user_id", unique=True,
              postgresql_where=text("closed_at IS NULL")),
        Index("ix_recovery_cases_opened_at", "opened_at", postgresql_where=text("closed_at IS NULL")),
        CheckConstraint("kind IN ('ownerless', 'owner-gone')", name="kind_known"),
        CheckConstraint("decision IN ('granted', 'refused', 'withdrawn')", name="decision_known"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_have_a_time"),
        CheckConstraint("closed_at IS NULL OR decision IS NOT NULL", name="closed_are_decided"),
        CheckConstraint(f"length(reason) <= {MAX_REASON}", name="reason_not_too_long"),
        CheckConstraint(f"length(objection) <= {MAX_REASON}", name="objection_not_too_long"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime] = mapped_column(default=now)
    object_until: Mapped[datetime]
    txt_value: Mapped[str] = mapped_column(Text, default="")
    txt_seen_at: Mapped[datetime | None]
    objection_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    objected_at: Mapped[datetime | None]
    objected_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    objection: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
