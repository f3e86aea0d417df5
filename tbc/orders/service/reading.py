"""Which application a typed reception number means, and why it cannot be ordered by it (ORD-1, NUM-3)."""

from __future__ import annotations

from sqlalchemy import Select, select

from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.orders.rules import NumberRefused, is_complete


def look_up(typed: str) -> Application:
    """The application that could be ordered now by what was typed; nothing is locked.

    Raises:
        NumberRefused: it is no number, nobody's, or one that may not be used.
    """
    return _usable(session.scalars(_bearing(typed)).one_or_none())


def lock_ordered(typed: str) -> Application:
    """As `look_up`, for this transaction alone: whoever comes with the same number waits, and then finds it used.

    Raises:
        NumberRefused: see there.
    """
    wanted = _bearing(typed).with_for_update().execution_options(populate_existing=True)
    return _usable(session.scalars(wanted).one_or_none())


def _bearing(typed: str) -> Select[Application]:
    return select(Application).where(Application.number == _read(typed))


def _read(typed: str) -> str:
    try:
        return numbers.read(typed)
    except numbers.WrongLength as wrong:
        raise NumberRefused("wrong-length", length=wrong.length, place=_likely_slip(typed)) from None
    except numbers.WrongCharacter as wrong:
        raise NumberRefused("wrong-character", character=wrong.character, place=wrong.place) from None
    except numbers.Mistyped:
        raise NumberRefused("mistyped", place=_likely_slip(typed)) from None


def _likely_slip(typed: str) -> int | None:
    """Where the slip is, if exactly one number that was issued is one slip away; the number itself is told nobody."""
    near = numbers.near(numbers.fold(typed))
    if not near:
        return None
    issued = session.scalars(select(Application.number).where(Application.number.in_(near))).all()
    return near[issued[0] or ""] if len(issued) == 1 else None


def _usable(application: Application | None) -> Application:
    """`application` if it may be ordered.

    Raises:
        NumberRefused: and why not.
    """
    if application is None:
        raise NumberRefused("unknown")
    if application.state == "superseded":
        raise NumberRefused("superseded", other=_newest(application))
    if application.state == "withdrawn":
        raise NumberRefused("withdrawn")
    if application.state != "filed":
        raise NumberRefused("used", other=_order_of(application))
    if application.valid_until and application.valid_until < today():
        raise NumberRefused("expired")
    if not is_complete(application.content["items"]):
        raise NumberRefused("incomplete")
    return application


def _newest(application: Application) -> str:
    """The number of the last one in the chain of corrections."""
    while application.superseded_by_id:
        application = session.get_one(Application, application.superseded_by_id)
    return application.number or ""


def _order_of(application: Application) -> str:
    wanted = select(Order.number).where(Order.application_id == application.id, Order.keeps_number)
    return session.scalar(wanted) or ""
