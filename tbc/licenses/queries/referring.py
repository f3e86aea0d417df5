"""Which license a line refers to: by license id, activation code or serial number, locked for whoever changes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from tbc.kit.db import session
from tbc.licenses.models import License, LicenseChange, LicenseCode


def lock_referred(license_id: str, codes: Collection[str]) -> Sequence[License]:
    """The licenses with that id or any of these codes, locked in the order of their keys: none, one, or too many."""
    of_codes = select(LicenseCode.license_id).where(LicenseCode.code.in_(codes))
    wanted = select(License).where(or_(License.license_id == license_id, License.id.in_(of_codes)))
    return session.scalars(
        wanted.order_by(License.id).with_for_update(), execution_options={"populate_existing": True}
    ).all()


def list_codes(license_id: UUID) -> Sequence[LicenseCode]:
    """The codes of a license, first given first."""
    wanted = select(LicenseCode).where(LicenseCode.license_id == license_id)
    return session.scalars(wanted.order_by(LicenseCode.id)).all()


def lock_of_order(order_number: str, acts: Collection[str]) -> Sequence[License]:
    """The licenses that an order did one of `acts` to, locked in the order of their keys."""
    of_order = select(LicenseChange.license_id).where(
        LicenseChange.order_number == order_number, LicenseChange.act.in_(acts)
    )
    wanted = select(License).where(License.id.in_(of_order)).order_by(License.id)
    return session.scalars(wanted.with_for_update(), execution_options={"populate_existing": True}).all()
