"""Closing what an order made, and taking back what it added, when it is cancelled after shipping (ORD-3)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from tbc.catalog.models import Product
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.queries.referring import lock_of_order
from tbc.licenses.rules import add_years
from tbc.licenses.service.noting import Cause, as_it_is, note
from tbc.policy import Actor

_BY_ORDERS = ("begun", "enlarged", "extended")


def close_for_order(order_number: str, actor: Actor) -> Sequence[License]:
    """Close the licenses that the order began; take back what it added to others, which were there before it.

    Done twice it changes nothing more.
    """
    cause = Cause(actor, order_number=order_number)
    licenses = lock_of_order(order_number, _BY_ORDERS)
    for license_ in licenses:
        changes = _changes_of(license_, order_number)
        if license_.state == "closed" or any(change.act == "taken-back" for change in changes):
            continue
        before = as_it_is(license_)
        license_.version += 1
        if any(change.act == "begun" for change in changes) or not _take_back(license_, changes):
            license_.state, license_.closed_at = "closed", now()
            note(license_, "closed", cause, before)
        else:
            note(license_, "taken-back", cause, before)
    return licenses


def _take_back(license_: License, changes: Sequence[LicenseChange]) -> bool:
    """Undo what `changes` added, whatever came after them; False if nothing would be left."""
    for change in changes:
        license_.quantity -= change.quantity - (change.quantity_before or 0) if change.act == "enlarged" else 0
        if change.act == "extended" and change.ends_before:
            license_.ends_on = add_years(license_.ends_on, change.ends_before.year - change.ends_on.year)
            license_.shown_ends_on = license_.shown_ends_on and license_.ends_on
        if change.product_before:
            license_.product_code = change.product_before
            license_.product_name = session.get_one(Product, change.product_before).name_ja
    if license_.quantity >= 1 and license_.starts_on <= license_.ends_on:
        return True
    license_.quantity, license_.ends_on = max(license_.quantity, 1), max(license_.ends_on, license_.starts_on)
    return False


def _changes_of(license_: License, order_number: str) -> Sequence[LicenseChange]:
    wanted = select(LicenseChange).where(
        LicenseChange.license_id == license_.id, LicenseChange.order_number == order_number
    )
    return session.scalars(wanted.order_by(LicenseChange.id)).all()
