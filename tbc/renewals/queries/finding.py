"""Finding one renewal, with what its reader is towards it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from tbc.applications.queries.holding import found, is_seen, of_everybody
from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.policy import Actor
from tbc.renewals.models import Renewal

_ANY = of_everybody(Renewal)


def find_renewal(actor: Actor, renewal_id: UUID) -> Renewal | None:
    """The renewal with that key, if `actor` may know of it: as with the licenses in it; staff see any."""
    return _found(actor, _ANY, renewal_id)


def lock_renewal(actor: Actor, renewal_id: UUID) -> Renewal | None:
    """As `find_renewal`, as it is now and for this transaction alone."""
    return _found(actor, _ANY.with_for_update(of=Renewal).execution_options(populate_existing=True), renewal_id)


def find_of_invoice(invoice_id: UUID) -> Renewal | None:
    """The renewal that an invoice is of, locked; for what payments bring about."""
    wanted = select(Renewal).where(Renewal.invoice_id == invoice_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def find_invoice(renewal: Renewal) -> Invoice | None:
    """The invoice of a renewal, once there is one."""
    return session.get(Invoice, renewal.invoice_id) if renewal.invoice_id else None


def find_order_number(renewal: Renewal) -> str | None:
    """The number of the order that a renewal became, once it is ordered."""
    return session.scalar(select(Order.number).where(Order.id == renewal.order_id)) if renewal.order_id else None


def list_documents(renewal: Renewal) -> list[Document]:
    """What was issued about a renewal, first first."""
    return list(session.scalars(select(Document).where(Document.about == renewal.id).order_by(Document.id)))


def _found(actor: Actor, wanted: Select[*tuple[Any, ...]], renewal_id: UUID) -> Renewal | None:
    row = found(actor, wanted.where(is_seen(actor, Renewal)), renewal_id)
    return row[0] if row else None
