"""The room's background work: the receipt of each renewal that is paid, and the letter that brings it (RNW-4)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.types import Text

from tbc import jobs
from tbc.kit.db import session, unit_of_work
from tbc.renewals.models import Renewal
from tbc.renewals.service import receipting

AT_ONCE = 1000


@jobs.task(receipting.TELL)
def tell(renewal_id: str) -> None:
    """Issue the receipt and send it, in a transaction of its own: killed before its end, it has done nothing."""
    with unit_of_work():
        receipting.tell(UUID(renewal_id))


@jobs.every(minutes=5)
def tell_left() -> int:
    """Give each renewal that is paid, but whose receipt no job is about, a new job; how many. The row is the truth."""
    lost = ~jobs.is_asked_for(func.concat(receipting.LOCK, Renewal.id.cast(Text)))
    wanted = select(Renewal).where(Renewal.state == "paid", Renewal.told_at.is_(None), lost)
    return sum(receipting.ask(one) for one in session.scalars(wanted.order_by(Renewal.id).limit(AT_ONCE)).all())
