"""Days on which no business is done although the law knows no holiday."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base


class ClosedDay(Base):
    """A day that staff have closed, with the reason that they gave (such as 創立記念日)."""

    __tablename__ = "closed_days"
    __table_args__ = (CheckConstraint("reason <> ''", name="closed_for_a_reason"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    closed_by_name: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime] = mapped_column(default=now)
