"""What waits for the staff, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from tbc.applications.models import Application
from tbc.desk.queries import recoveries as recoveries_
from tbc.imports.queries import count_waiting
from tbc.kit.clock import TOKYO, today
from tbc.kit.db import session
from tbc.mail.queries import count_unsent


@dataclass(frozen=True, slots=True)
class Figures:
    """How many: applications filed today and yesterday (in Tokyo), workbooks to look through, letters that
    wait, letters that failed; recoveries that wait for staff, and how many of these are late."""

    filed_today: int
    filed_yesterday: int
    workbooks: int
    queued: int
    failed: int
    recoveries: int
    late_recoveries: int


def get_figures() -> Figures:
    """The figures of this moment."""
    began = datetime.combine(today(), time.min, TOKYO)
    today_, yesterday = _count_filed((began, began + timedelta(days=1)), (began - timedelta(days=1), began))
    recoveries, late = recoveries_.count_waiting()
    return Figures(today_, yesterday, count_waiting(), **count_unsent(), recoveries=recoveries, late_recoveries=late)


def _count_filed(*spans: tuple[datetime, datetime]) -> Sequence[int]:
    """How many applications were filed from … until before …, in one statement."""
    counts = [
        select(func.count())
        .where(Application.number.is_not(None), Application.listed_at >= start, Application.listed_at < end)
        .scalar_subquery()
        for start, end in spans
    ]
    return session.execute(select(*counts)).one()
