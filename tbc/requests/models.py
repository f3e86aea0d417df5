"""Requests: who asks for what, until when it is decided, and how it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id

KINDS = ("resend", "inquiry", "delivery-email", "contact-change", "claim", "bounce", "renewal")
STATES = ("open", "approved", "refused", "answered", "withdrawn")


class Request(Base):
    """Something that staff decide within business days.

    `requester` holds whoever asks: company, department, name, phone, email, prefecture, city (DLV-5), as far as the
    kind needs them; `asked` what they ask for, by kind. `about_type` and `about` name the row that it was found to be
    about, both empty when none was: whoever asks is told nothing of that. `decision` is what staff wrote, and what
    the requester is told.
    """

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(k) for k in KINDS)})", name="kind_known"),
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state_known"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_says_when"),
        CheckConstraint("(about_type = '') = (about IS NULL)", name="about_names_its_kind"),
        CheckConstraint("language IN ('ja', 'en')", name="language_known"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        Index("ix_requests_open", "due_on", "id", postgresql_where=text("state = 'open'")),
        Index("ix_requests_state", "state", "id"),
        Index("ix_requests_about", "about_type", "about"),
        Index("ix_requests_user_id", "user_id", postgresql_where=text("user_id IS NOT NULL")),
        Index("ix_requests_search_pairs", "search_pairs", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="open")
    company: Mapped[str] = mapped_column(Text, default="")
    requester: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    asked: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    about_type: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[UUID | None]
    language: Mapped[str] = mapped_column(Text, default="ja")
    opened_at: Mapped[datetime] = mapped_column(default=now)
    due_on: Mapped[date]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_by_name: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)
