"""Cancelling an order: before shipping its number is free again; after it two persons end what it brought (ORD-3)."""

from __future__ import annotations

from typing import Any

from tbc.applications.models import Application
from tbc.applications.service.belonging import record
from tbc.audit import service as audit
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.licenses.service.closing import close_for_order
from tbc.orders.models import Order
from tbc.orders.queries import lines_of
from tbc.orders.rules import REASON_AT_MOST, needs_two
from tbc.orders.service.changes import ChangedMeanwhile, require_version
from tbc.orders.telling import told_of
from tbc.policy import Actor
from tbc.webhooks.service import announce

__all__ = ["ChangedMeanwhile", "NotCancellable", "ReasonMissing", "SamePerson", "ask", "cancel", "confirm", "take_back"]


class NotCancellable(Exception):
    """The order no longer stands where this act is possible: it was cancelled, or shipped meanwhile. One that renews by
    invoice is cancelled with its invoice alone."""


class ReasonMissing(Exception):
    """An order is cancelled for a reason of 1 to 500 characters."""


class SamePerson(Exception):
    """Whoever asked for it does not confirm it too (ORD-3)."""


def cancel(actor: Actor, order: Order, reason: str, version: int | None = None) -> None:
    """Cancel an order of which nothing is shipped; its reception number can be ordered by again.

    The caller has locked the order (`queries.lock_order`). `version` is the order's as it was shown, None if nobody
    looked.

    Raises:
        ChangedMeanwhile: somebody else has changed it.
        NotCancellable: it is cancelled, or something was shipped: then `ask`.
        ReasonMissing: and nothing was cancelled.
    """
    require_version(order, version)
    if order.state != "entered" or order.is_begun or order.application_id is None:
        raise NotCancellable
    order.cancel_reason = _reason(reason)
    order.keeps_number = False
    _end(actor, order)
    _free(actor, order)
    session.flush()
    _tell(order)


def ask(actor: Actor, order: Order, reason: str, version: int | None = None) -> None:
    """Ask that an order be cancelled of which something was shipped; another person confirms it.

    Raises:
        ChangedMeanwhile: somebody else has changed it.
        NotCancellable: it is cancelled, asked for already, or not shipped: then `cancel`.
        ReasonMissing: and nothing was asked for.
    """
    require_version(order, version)
    if not needs_two(order.state, is_begun=order.is_begun) or order.cancel_asked_at or order.application_id is None:
        raise NotCancellable
    order.cancel_reason = _reason(reason)
    order.cancel_asked_at = now()
    order.cancel_asked_by_id, order.cancel_asked_by_name = actor.user_id, actor.name
    order.version += 1
    audit.record("order-cancel-asked", actor, "order", order.id, number=order.number, reason=order.cancel_reason)
    session.flush()


def take_back(actor: Actor, order: Order, version: int | None = None) -> None:
    """Ask no more that it be cancelled; anybody of the acting staff may.

    Raises:
        ChangedMeanwhile: somebody else has changed it.
        NotCancellable: nobody asks for it.
    """
    require_version(order, version)
    _require_asked(order)
    audit.record("order-cancel-taken-back", actor, "order", order.id, number=order.number, reason=order.cancel_reason)
    order.cancel_reason = ""
    order.cancel_asked_at = order.cancel_asked_by_id = None
    order.cancel_asked_by_name = ""
    order.version += 1
    session.flush()


def confirm(actor: Actor, order: Order, version: int | None = None) -> None:
    """Cancel what another person asked to cancel: its licenses close, its reception number stays used.

    Raises:
        ChangedMeanwhile: somebody else has changed it.
        NotCancellable: nobody asks for it.
        SamePerson: `actor` asked for it.
    """
    require_version(order, version)
    _require_asked(order)
    if actor.user_id is None or actor.user_id == order.cancel_asked_by_id:
        raise SamePerson
    _end(actor, order)
    if order.application_id:
        application = session.get_one(Application, order.application_id)
        application.state = "cancelled"
        record("application-cancelled", actor, application, other=str(order.id), order_number=order.number)
    session.flush()
    close_for_order(order.number, actor)
    _tell(order)


def _require_asked(order: Order) -> None:
    if order.state == "cancelled" or not order.cancel_asked_at:
        raise NotCancellable


def _reason(typed: str) -> str:
    reason = typed.strip()
    if not 1 <= len(reason) <= REASON_AT_MOST:
        raise ReasonMissing
    return reason


def _end(actor: Actor, order: Order) -> None:
    order.state = "cancelled"
    order.cancelled_at = now()
    order.cancelled_by_name = actor.name
    order.version += 1
    told: dict[str, Any] = {"number": order.number, "reason": order.cancel_reason}
    if order.is_begun:
        told["asked_by"] = order.cancel_asked_by_name
    audit.record("order-cancelled", actor, "order", order.id, **told)


def _free(actor: Actor, order: Order) -> None:
    """The application stands again as it was before the order."""
    if order.application_id:
        application = session.get_one(Application, order.application_id)
        application.state = "filed"
        record("application-order-cancelled", actor, application, other=str(order.id), order_number=order.number)


def _tell(order: Order) -> None:
    application = session.get_one(Application, order.application_id) if order.application_id else None
    announce(
        "order.cancelled", order.number, told_of(order, lines_of(order), application.number if application else None)
    )
