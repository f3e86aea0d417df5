"""What has happened to a license, and the versions of its parties (CON-1, CON-2)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from tbc.kit.db import session
from tbc.licenses.models import License, LicenseChange, LicenseParties


def list_changes(license_: License) -> Sequence[LicenseChange]:
    """What changed a license, the latest first."""
    wanted = select(LicenseChange).where(LicenseChange.license_id == license_.id)
    return session.scalars(wanted.order_by(LicenseChange.id.desc())).all()


def list_versions(license_: License) -> Sequence[LicenseParties]:
    """The versions of a license's parties, the latest first; there is at least one."""
    wanted = select(LicenseParties).where(LicenseParties.license_id == license_.id)
    return session.scalars(wanted.order_by(LicenseParties.version.desc())).all()


def get_parties(license_: License) -> LicenseParties:
    """The version of the parties that holds now."""
    return session.get_one(LicenseParties, (license_.id, license_.parties_version))


def list_orders(changes: Sequence[LicenseChange]) -> list[str]:
    """The numbers of the orders behind changes, each once."""
    return list(dict.fromkeys(change.order_number for change in changes if change.order_number))


def list_applications(changes: Sequence[LicenseChange]) -> list[UUID]:
    """The applications behind changes, each once."""
    return list(dict.fromkeys(change.application_id for change in changes if change.application_id))
