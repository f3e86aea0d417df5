"""A longer term that an invoice has paid for, and taking that back (RNW-2, RNW-4, PAY-2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tbc.catalog.models import Product
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.service.applying import current_parties
from tbc.licenses.service.noting import Cause, as_it_is, describe, note


class BuiltUpon(Exception):
    """Something later changed the license's end: what came before it can no longer be taken back."""


def lock_all(keys: Collection[UUID]) -> Sequence[License]:
    """The licenses with these keys, locked in their order."""
    wanted = select(License).where(License.id.in_(keys)).order_by(License.id)
    return session.scalars(wanted.with_for_update(), execution_options={"populate_existing": True}).all()


def extend(license_: License, ends_on: date, product_code: str, cause: Cause) -> None:
    """Let a license that is locked end on `ends_on`, and be of that product from now on. It shows at once."""
    before = as_it_is(license_)
    license_.ends_on = ends_on
    _become(license_, product_code)
    license_.version += 1
    note(license_, "extended", cause, before)
    describe(license_, current_parties(license_))
    session.flush()


def take_back(license_: License, cause: Cause) -> None:
    """Give a license that is locked the end and the product back that it had before the invoice `cause` names.

    Raises:
        BuiltUpon: a later act changed the end or the product, or the license was closed.
    """
    change = _latest(license_)
    if change is None or change.act != "extended" or change.order_number != cause.order_number:
        raise BuiltUpon
    if license_.state != "active" or license_.ends_on != change.ends_on or change.ends_before is None:
        raise BuiltUpon
    before = as_it_is(license_)
    license_.ends_on = change.ends_before
    _become(license_, change.product_before or license_.product_code)
    license_.version += 1
    note(license_, "taken-back", cause, before)
    describe(license_, current_parties(license_))
    session.flush()


def _become(license_: License, product_code: str) -> None:
    if product_code != license_.product_code:
        license_.product_code = product_code
        license_.product_name = session.get_one(Product, product_code).name_ja


def _latest(license_: License) -> LicenseChange | None:
    """The latest change of the license's end."""
    wanted = select(LicenseChange).where(
        LicenseChange.license_id == license_.id, LicenseChange.act.in_(("extended", "taken-back", "closed"))
    )
    return session.scalars(wanted.order_by(LicenseChange.id.desc()).limit(1)).one_or_none()
