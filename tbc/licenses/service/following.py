"""Licenses of quick filings follow these into a company account (APP-1, LIC-2)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from tbc.applications.service.moving import follows
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.service.noting import Cause, note
from tbc.organizations.models import CompanyAccount
from tbc.policy import Actor


@follows("licenses")
def follow(actor: Actor, application_ids: Sequence[UUID], account: CompanyAccount) -> None:
    """Put the licenses that `actor` holds by these applications into the company account where these are now.

    Those that somebody else has claimed meanwhile, or that other applications began, stay.
    """
    begun = select(LicenseChange.license_id).where(
        LicenseChange.application_id.in_(application_ids), LicenseChange.act == "begun"
    )
    wanted = select(License).where(
        License.id.in_(begun), License.company_account_id.is_(None), License.holder_id == actor.user_id
    )
    locked = session.scalars(
        wanted.order_by(License.id).with_for_update(), execution_options={"populate_existing": True}
    ).all()
    for license_ in locked:
        license_.company_account_id, license_.holder_id = account.id, None
        license_.version += 1
        note(license_, "moved", Cause(actor), account=str(account.id))
