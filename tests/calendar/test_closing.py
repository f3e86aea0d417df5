"""Closing days and opening them again, and what is counted with them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.calendar import service
from tbc.calendar.queries import business_days_after, list_closed
from tests.people import acting, an_administrator

FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.rule("CON-1", "AUD-1")
def test_a_day_is_closed_and_opened_again(session: Session, statements: list[str]) -> None:
    who = acting(an_administrator())
    with time_machine.travel(FRIDAY, tick=False):
        closed = service.close(who, date(2026, 11, 25), "創立記念日")
        assert [row.day for row in list_closed(date(2026, 11, 20))] == [date(2026, 11, 25)]
        statements.clear()
        assert business_days_after(date(2026, 11, 20), 3) == date(2026, 11, 27)
        assert len(statements) == 1
        service.reopen(who, closed)
        assert business_days_after(date(2026, 11, 20), 3) == date(2026, 11, 26)
    wanted = select(AuditEvent).where(AuditEvent.subject_type == "calendar").order_by(AuditEvent.id)
    events = session.scalars(wanted).all()
    assert [(event.act, event.details["day"]) for event in events] == [
        ("day-closed", "2026-11-25"),
        ("day-reopened", "2026-11-25"),
    ]


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 28), date(2026, 12, 29)])
def test_a_day_that_is_off_anyway_is_not_closed(session: Session, day: date) -> None:
    with time_machine.travel(FRIDAY, tick=False), pytest.raises(service.AlreadyOff):
        service.close(acting(an_administrator()), day, "創立記念日")


def test_nothing_is_closed_twice(session: Session) -> None:
    who = acting(an_administrator())
    with time_machine.travel(FRIDAY, tick=False):
        service.close(who, date(2026, 11, 25), "創立記念日")
        with pytest.raises(service.AlreadyOff):
            service.close(who, date(2026, 11, 25), "棚卸し")


@pytest.mark.rule("CON-1")
def test_what_has_passed_stays_as_it_was(session: Session) -> None:
    who = acting(an_administrator())
    with time_machine.travel(FRIDAY, tick=False):
        closed = service.close(who, date(2026, 11, 25), "創立記念日")
        with pytest.raises(service.DayPassed):
            service.close(who, date(2026, 11, 20), "今日")
    with time_machine.travel(datetime(2026, 11, 25, 3, tzinfo=UTC), tick=False), pytest.raises(service.DayPassed):
        service.reopen(who, closed)
