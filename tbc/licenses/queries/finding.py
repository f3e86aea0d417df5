"""Finding one license, with what its reader is towards it (LIC-2)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select

from tbc.applications.queries.holding import found, is_seen, of_everybody
from tbc.catalog.models import Product
from tbc.licenses.models import License
from tbc.organizations.models import CompanyAccount
from tbc.policy import Actor

_ANY = of_everybody(License, CompanyAccount.name.label("account"), Product.unit).join(
    Product, Product.code == License.product_code
)


def find_license(actor: Actor, license_id: UUID) -> License | None:
    """The license with that key, if `actor` may know of it.

    Members of its company account may while that is open, else the quick filer who holds it; staff see any. What the
    reader is towards it, the account's name and the unit are noted on it.
    """
    return _found(actor, _ANY.where(is_seen(actor, License)), license_id)


def lock_license(actor: Actor, license_id: UUID) -> License | None:
    """As `find_license`, as it is now and for this transaction alone."""
    wanted = _ANY.where(is_seen(actor, License)).with_for_update(of=License).execution_options(populate_existing=True)
    return _found(actor, wanted, license_id)


def _found(actor: Actor, wanted: Select[*tuple[Any, ...]], license_id: UUID) -> License | None:
    row = found(actor, wanted, license_id)
    if row is None:
        return None
    license_: License = row[0]
    license_.account_name = row.account if row.account and row.is_open else ""
    license_.unit = row.unit
    return license_
