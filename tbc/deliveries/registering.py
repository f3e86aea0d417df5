"""What was shipped counts as registered from the 3rd business day on: the clock does it, nobody has to (CON-1)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, cast, func, select

from tbc.applications.models import Application
from tbc.applications.service.belonging import record
from tbc.calendar.queries import business_days_after
from tbc.deliveries.service.shipping import SHOWN_AFTER
from tbc.jobs import every
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.policy import ANONYMOUS

AT_ONCE = 500
# The day in Tokyo on which the last line went out.
_SHIPPED_ON = cast(func.timezone("Asia/Tokyo", Order.shipped_at), Date)


@every(minutes=60)
def register_shipped() -> int:
    """Make applications `registered` whose orders were wholly shipped so long ago; how many. The next run goes on."""
    days = _days_over()
    wanted = (
        select(Application)
        .join(Order, Order.application_id == Application.id)
        .where(Application.state == "shipped", Order.state == "shipped", _SHIPPED_ON.in_(days))
        .order_by(Application.id)
        .limit(AT_ONCE)
        .with_for_update(of=Application, skip_locked=True)
    )
    applications = session.scalars(wanted).all() if days else []
    for application in applications:
        application.state = "registered"
        record("application-registered", ANONYMOUS, application)
    session.flush()
    return len(applications)


def _days_over() -> list[date]:
    """The days of shipping, of those that wait, from which the 3rd business day has come."""
    waiting = (
        select(_SHIPPED_ON)
        .join(Application, Application.id == Order.application_id)
        .where(Application.state == "shipped", Order.state == "shipped")
        .distinct()
    )
    return [day for day in session.scalars(waiting) if business_days_after(day, SHOWN_AFTER) <= today()]
