"""Looking again at transfers that wait: a name was learned, an invoice issued, a booking undone meanwhile (PAY-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, update

from tbc import jobs
from tbc.invoices.models import Document, Invoice
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.payments.models import Booking, PayerAlias, Reconciliation, Transfer
from tbc.payments.queries.candidates import TakenBack
from tbc.payments.queries.working import came_of
from tbc.payments.rules import AGAIN, Came, Decision
from tbc.payments.service.keeping import booking_row, reconciliation_row
from tbc.payments.service.matching import decide_all
from tbc.payments.service.settling import settle_many
from tbc.payments.service.storing import store
from tbc.policy import Actor

LOOK = "payments:look-again"
AT_ONCE = 500
# News of a transaction that was still open when somebody looked was not seen.
_UNSEEN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Looked:
    """So many transfers were looked at again, and so many of them booked; whether there are more to look at."""

    rows: int = 0
    booked: int = 0
    has_more: bool = False


def ask_to_look_again() -> bool:
    """Have the worker look soon; whether nobody has asked yet."""
    return jobs.enqueue(LOOK, lock=LOOK)


def look_again(actor: Actor, *, since: datetime | None = None, most: int = AT_ONCE) -> Looked:
    """Decide anew on transfers that wait, the oldest first; those that staff have put back are left to them.

    `since` leaves out those that were looked at after it.
    """
    rows = _lock_waiting(since, most + 1)
    here = rows[:most]
    if not here:
        return Looked()
    decisions = decide_all(_cames(here))
    sure = [(new_id(), one, decision) for one, decision in zip(here, decisions, strict=True) if decision.invoice]
    _note(actor, here, decisions)
    store(Reconciliation, [reconciliation_row(act, actor) for act, _one, _decision in sure])
    store(Booking, [booking_row(act, one.id, decision) for act, one, decision in sure])
    settle_many(actor, {decision.invoice.id: one.value_on for _act, one, decision in sure if decision.invoice})
    return Looked(len(here), len(sure), len(rows) > most)


def is_due() -> bool:
    """Whether a transfer waits that was not looked at since something was learned that may settle it."""
    news = _last_news()
    wanted = select(Transfer.id).where(is_looked_at_again(), Transfer.looked_at < news + _UNSEEN).limit(1)
    return session.scalar(wanted) is not None


def is_looked_at_again() -> ColumnElement[bool]:
    """The condition that later knowledge may settle a transfer by itself."""
    return and_(Transfer.state == "waiting", ~Transfer.is_held, Transfer.reasons.contained_by(AGAIN))


def _last_news() -> datetime:
    """When something was last learned that may settle a transfer that waits."""
    latest = select(Invoice.document_id).order_by(Invoice.document_id.desc()).limit(1).scalar_subquery()
    news: list[Any] = [
        select(Document.issued_at).where(Document.id == latest).scalar_subquery(),
        select(func.max(PayerAlias.learned_at)).scalar_subquery(),
        select(func.max(Reconciliation.undone_at)).scalar_subquery(),
    ]
    return session.scalar(select(func.greatest(*news))) or datetime.min.replace(tzinfo=UTC)


def _lock_waiting(since: datetime | None, most: int) -> Sequence[Transfer]:
    wanted = select(Transfer).where(is_looked_at_again()).order_by(Transfer.id).limit(most)
    if since:
        wanted = wanted.where(Transfer.looked_at < since)
    # Whoever decides on one at this moment knows better.
    wanted = wanted.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return session.scalars(wanted).all()


def _cames(rows: Sequence[Transfer]) -> list[Came]:
    gone = TakenBack({one.amount for one in rows})
    return [
        replace(came_of(one), is_cancelled=gone.has(one.account_number, one.amount, one.name_key, one.booked_on))
        for one in rows
    ]


def _note(actor: Actor, rows: Sequence[Transfer], decisions: Sequence[Decision]) -> None:
    """What was decided on each; all that wait on as before are told by one statement."""
    moment, same = now(), list[UUID]()
    for one, decision in zip(rows, decisions, strict=True):
        if decision.invoice:
            one.state, one.decided_at, one.decided_by_name = "booked", moment, actor.name
        elif one.reasons == list(decision.reasons):
            same.append(one.id)
            continue
        one.reasons, one.looked_at = list(decision.reasons), moment
        one.version += 1
    session.flush()
    if same:
        unchanged = update(Transfer).where(Transfer.id.in_(same)).values(looked_at=moment)
        session.execute(unchanged, execution_options={"synchronize_session": False})
