"""The audit trail: rows are added, never changed and never removed (a trigger refuses it)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class AuditEvent(Base):
    """One act. `act` is the past-tense word that the letter and the HX-Trigger share, such as `application-filed`.

    `organization_id` is set where it happened in an organization: its owners see these (AUD-1).
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_subject", "subject_type", "subject_id", "at"),
        Index("ix_audit_events_actor", "actor_id", "at"),
        Index(
            "ix_audit_events_organization",
            "organization_id",
            "at",
            "id",
            postgresql_where=text("organization_id IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=now)
    act: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    subject_type: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    organization_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
