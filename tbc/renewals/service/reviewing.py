"""Licenses that are paid for, but are no longer what was ordered: staff decide about each (RNW-4)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from tbc.deliveries.service.answering import APPROVALS, Answer
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.service import renewing
from tbc.licenses.service.noting import Cause
from tbc.policy import Actor
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.rules import Obstacle
from tbc.renewals.service.choosing import record
from tbc.renewals.service.entering import lock_order_of
from tbc.renewals.service.extending import extend
from tbc.requests.models import Request
from tbc.requests.service import decide, open_request

KIND = "renewal"


class NotExtendable(Exception):
    """The license is closed, was extended already, or its renewal is not paid (any more)."""


def ask(actor: Actor, renewal: Renewal, line: RenewalLine, license_: License, why: Obstacle) -> Request:
    """Put it into the queue of staff. Nobody asked for it, so nobody is told."""
    return open_request(
        KIND,
        company=license_.end_user_name,
        requester={},
        asked={"license_id": line.license_number, "position": line.position, "why": why.value},
        language=renewal.language,
        about_type="renewal",
        about=renewal.id,
        actor=actor,
    )


def lock_open(invoice_id: UUID) -> Sequence[Request]:
    """What is left to decide about the renewal of that invoice. Whoever decides locks a request first, and then what it
    is about; whoever undoes a payment does so too."""
    own = select(Renewal.id).where(Renewal.invoice_id == invoice_id).scalar_subquery()
    wanted = select(Request).where(Request.kind == KIND, Request.about == own, Request.state == "open")
    locked = wanted.order_by(Request.id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(locked).all()


def withdraw(actor: Actor, requests: Sequence[Request]) -> None:
    """The payment is undone: nothing is left to decide."""
    for request in requests:
        decide(actor, request, "withdrawn", "", request.version)


def approve(actor: Actor, request: Request, _answer: Answer) -> None:
    """Extend the license after all, as it is now, by the years that were paid for.

    Raises:
        NotExtendable: see there.
    """
    wanted = select(Renewal).where(Renewal.id == request.about).with_for_update()
    renewal = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    lines = renewal.lines if renewal and renewal.state == "paid" else []
    line = next((one for one in lines if one.position == request.asked.get("position")), None)
    if renewal is None or line is None or line.ends_after is not None:
        raise NotExtendable
    order = lock_order_of(renewal)
    (license_,) = renewing.lock_all([line.license_id])
    if license_.state != "active":
        raise NotExtendable
    extend(renewal, line, license_, Cause(actor, order_number=order.number))
    renewal.version += 1
    session.flush()
    record(actor, renewal, "renewal-license-extended", license=license_.license_id)


APPROVALS[KIND] = approve
