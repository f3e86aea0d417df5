"""Mails that came back: noted at the letter, and a task for the desk where a delivery waits for them (DLV-2)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from tbc.audit import service as audit
from tbc.deliveries.models import Delivery
from tbc.kit.db import session
from tbc.mail.bounces import Report, read_report
from tbc.mail.models import Letter
from tbc.mail.service import note_bounce
from tbc.orders.models import Order
from tbc.policy import Actor
from tbc.requests.models import Request
from tbc.requests.service import open_request

KIND = "bounce"


def receive(actor: Actor, content: bytes) -> Letter | None:
    """Read a report that a mail server sent back; the letter that it is about, or None.

    None too for a report that was read before, and for one about a letter that this portal did not send.

    Raises:
        NoReport: the message does not say that a letter came back.
    """
    report = read_report(content)
    letter = note_bounce(report)
    if letter is None:
        return None
    session.flush()
    audit.record("letter-bounced", actor, "letter", letter.id, letter=letter.kind, status=report.status)
    order = _order_of(letter)
    if order is not None and letter.about is not None:
        if letter.about_type == "delivery":
            audit.record("delivery-bounced", actor, "delivery", letter.about, to=letter.to, status=report.status)
        if not _waits(letter.about):
            _open(actor, letter, order, report)
    session.flush()
    return letter


def _order_of(letter: Letter) -> Order | None:
    """The order whose acceptance or delivery the letter tells of."""
    if letter.about_type == "delivery" and letter.about:
        delivery = session.get(Delivery, letter.about)
        return session.get(Order, delivery.order_id) if delivery else None
    return session.get(Order, letter.about) if letter.about_type == "order" and letter.about else None


def _waits(about: UUID) -> bool:
    """Whether staff have a task about it already: both mails of a delivery come back together."""
    # Two reports that are read at the same time open one task: the second waits for the first one's row.
    session.execute(select(Order.id).where(Order.id == _order_id(about)).with_for_update())
    open_ones = select(Request.id).where(Request.kind == KIND, Request.state == "open", Request.about == about)
    return session.scalar(open_ones) is not None


def _order_id(about: UUID) -> UUID:
    of_delivery = session.scalar(select(Delivery.order_id).where(Delivery.id == about))
    return of_delivery or about


def _open(actor: Actor, letter: Letter, order: Order, report: Report) -> None:
    asked = {
        "letter_id": str(letter.id),
        "letter": letter.kind,
        "to": letter.to,
        "status": report.status,
        "words": report.words,
    }
    open_request(
        KIND,
        company=order.company,
        requester={},
        asked=asked,
        language=order.language,
        about_type=letter.about_type,
        about=letter.about,
        actor=actor,
    )
