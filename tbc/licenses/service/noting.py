"""What every act on a license leaves behind: a row of what changed, an audit event, a webhook, the search columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from tbc.accounts.lookups import read_address
from tbc.accounts.rules.addresses import Address
from tbc.audit import service as audit
from tbc.kit.db import session
from tbc.kit.search import searchable
from tbc.licenses.models import License, LicenseChange, LicenseParties
from tbc.licenses.queries.referring import list_codes
from tbc.licenses.rules import resolved
from tbc.organizations.models import CompanyAccount
from tbc.organizations.queries.domains import domain_of
from tbc.policy import Actor
from tbc.webhooks import service as webhooks

_SEARCHED = {
    "end_user": ("corporate_name", "corporate_name_kana", "corporate_number", "contact_name", "email"),
    "reseller": ("company",),
    "distributor": ("company",),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Who or what changes a license: an actor, and behind them an order (with its application) or nothing."""

    actor: Actor
    by_name: str = ""
    order_number: str = ""
    application_id: UUID | None = None


class Before(NamedTuple):
    """What an act may change of a license, as it was before."""

    quantity: int | None = None
    ends_on: date | None = None
    product_code: str | None = None


def as_it_is(license_: License) -> Before:
    """What may change of a license, as it is now."""
    return Before(license_.quantity, license_.ends_on, license_.product_code)


def note(license_: License, act: str, cause: Cause, before: Before | None = None, **details: Any) -> None:
    """Write down that `act` has been done to a license, and what it was `before`."""
    session.flush()
    was = before or Before()
    is_other = was.product_code not in {None, license_.product_code}
    session.add(
        LicenseChange(
            license_id=license_.id,
            act=act,
            order_number=cause.order_number,
            application_id=cause.application_id,
            quantity_before=was.quantity,
            quantity=license_.quantity,
            ends_before=was.ends_on,
            ends_on=license_.ends_on,
            product_before=was.product_code if is_other else None,
            by_name=cause.by_name or cause.actor.name,
        )
    )
    if cause.order_number:
        details["order"] = cause.order_number
    record(act, cause.actor, license_, **details)
    webhooks.announce("license.changed", license_.license_id, _payload(license_, act, cause.order_number))
    session.flush()


def record(act: str, actor: Actor, license_: License, **details: Any) -> None:
    """Note in the audit trail what was done to a license, for the owners of its organization to see (AUD-1)."""
    organization_id = None
    if license_.company_account_id is not None:
        own = CompanyAccount.id == license_.company_account_id
        organization_id = session.scalar(select(CompanyAccount.organization_id).where(own))
    audit.record(f"license-{act}", actor, "license", license_.id, organization_id=organization_id, **details)


def keep_parties(license_: License, parties: dict[str, Any], cause: Cause, request_id: UUID | None = None) -> None:
    """Add a version of the parties, and bring what is found by them up to it; the number of the version stands."""
    session.flush()
    session.add(
        LicenseParties(
            license_id=license_.id,
            version=license_.parties_version,
            parties=parties,
            by_name=cause.by_name or cause.actor.name,
            request_id=request_id,
            order_number=cause.order_number,
        )
    )
    end_user = resolved(parties, "end_user")
    license_.end_user_name = str(end_user.get("corporate_name") or "")
    license_.end_user_domain = _domain_of(str(end_user.get("email") or ""))
    describe(license_, parties)


def describe(license_: License, parties: dict[str, Any]) -> None:
    """Bring the search columns of a license up to its parties and codes."""
    words = [license_.license_id, license_.product_code, license_.product_name]
    for section, names in _SEARCHED.items():
        party = resolved(parties, section)
        words += [str(party.get(name) or "") for name in names]
    words += [code.code for code in list_codes(license_.id)]
    license_.search_text, license_.search_pairs = searchable(words)


def _domain_of(email: str) -> str:
    """The registrable domain of a company's address; empty for an address that anybody can get (LIC-2)."""
    address = read_address(email) if email else None
    if not isinstance(address, Address) or address.free or address.disposable:
        return ""
    return domain_of(f"{address.local}@{address.domain}") or ""


def _payload(license_: License, act: str, order_number: str) -> dict[str, Any]:
    return {
        "license_id": license_.license_id,
        "act": act,
        "product": license_.product_code,
        "quantity": license_.quantity,
        "starts_on": license_.starts_on.isoformat(),
        "ends_on": license_.ends_on.isoformat(),
        "state": license_.state,
        "order_number": order_number or None,
    }
