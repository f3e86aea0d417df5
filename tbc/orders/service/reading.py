"""Which applications typed reception numbers mean, and why some cannot be ordered by them (ORD-1, NUM-3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

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
    return _found(look_up_many([typed])[0])


def look_up_many(typed: Sequence[str]) -> list[Application | NumberRefused]:
    """For each of these the application that could be ordered by it, or why none; few statements for however many."""
    read = [_read(one) for one in typed]
    wanted = [one for one in read if isinstance(one, str)]
    found = session.scalars(select(Application).where(Application.number.in_(wanted))) if wanted else ()
    return _judge(typed, read, {one.number: one for one in found})


def lock_ordered(typed: str) -> Application:
    """As `look_up`, for this transaction alone: whoever comes with the same number waits, and then finds it used.

    Raises:
        NumberRefused: see there.
    """
    number = _read(typed)
    wanted = select(Application).where(Application.number == number).with_for_update()
    found = None
    if isinstance(number, str):
        found = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    return _found(_judge([typed], [number], {found.number: found} if found else {})[0])


def _found(one: Application | NumberRefused) -> Application:
    if isinstance(one, NumberRefused):
        raise one
    return one


def _read(typed: str) -> str | NumberRefused:
    try:
        return numbers.read(typed)
    except numbers.WrongLength as wrong:
        return NumberRefused("wrong-length", length=wrong.length)
    except numbers.WrongCharacter as wrong:
        return NumberRefused("wrong-character", character=wrong.character, place=wrong.place)
    except numbers.Mistyped:
        return NumberRefused("mistyped")


def _judge(
    typed: Sequence[str], read: Sequence[str | NumberRefused], known: Mapping[str | None, Application]
) -> list[Application | NumberRefused]:
    """`known` are the applications with the numbers that could be read."""
    orders = _orders_of([one.id for one in known.values() if one.state not in {"filed", "withdrawn", "superseded"}])
    newest = _newest_of([one for one in known.values() if one.state == "superseded"])
    slips = _likely_slips([one for one, number in zip(typed, read, strict=True) if isinstance(number, NumberRefused)])
    judged: list[Application | NumberRefused] = []
    for one, number in zip(typed, read, strict=True):
        if isinstance(number, NumberRefused):
            number.place = number.place or slips.get(one)
            judged.append(number)
        elif number not in known:
            judged.append(NumberRefused("unknown"))
        else:
            application = known[number]
            other = orders.get(application.id) or newest.get(application.id) or ""
            judged.append(_refusal(application, other) or application)
    return judged


def _refusal(application: Application, other: str) -> NumberRefused | None:
    """Why an application cannot be ordered; `other` is its order's number, or the newer reception number."""
    if application.state in {"superseded", "withdrawn"}:
        return NumberRefused(application.state, other=other)
    if application.state != "filed":
        return NumberRefused("used", other=other)
    if application.valid_until and application.valid_until < today():
        return NumberRefused("expired")
    return None if is_complete(application.content["items"]) else NumberRefused("incomplete")


def _likely_slips(typed: Collection[str]) -> dict[str, int]:
    """Where the slip is, counted from 1, for what is one slip away from exactly one number that was issued.

    The number itself is told nobody.
    """
    near = {one: numbers.near(numbers.fold(one)) for one in typed}
    candidates = {number for numbers_near in near.values() for number in numbers_near}
    if not candidates:
        return {}
    issued = set(session.scalars(select(Application.number).where(Application.number.in_(candidates))))
    slips = {}
    for one, places in near.items():
        meant = issued & places.keys()
        if len(meant) == 1:
            slips[one] = places[meant.pop() or ""]
    return slips


def _newest_of(applications: Collection[Application]) -> dict[UUID, str]:
    """By application the number of the last one in its chain of corrections; one statement per link."""
    newest = {one.id: one for one in applications}
    while behind := {one.superseded_by_id for one in newest.values() if one.superseded_by_id}:
        following = {one.id: one for one in session.scalars(select(Application).where(Application.id.in_(behind)))}
        newest = {own: following.get(one.superseded_by_id or own, one) for own, one in newest.items()}
    return {own: one.number or "" for own, one in newest.items()}


def _orders_of(application_ids: Collection[UUID]) -> dict[UUID, str]:
    """The number of the order that has used each of these applications."""
    if not application_ids:
        return {}
    wanted = select(Order.application_id, Order.number)
    rows = session.execute(wanted.where(Order.application_id.in_(application_ids), Order.keeps_number))
    return {row.application_id: row.number for row in rows if row.application_id}
