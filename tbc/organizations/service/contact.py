"""担当者メール: an address of the organization or of one of its people; all hear of a change and who owns (ORG-5)."""

from __future__ import annotations

from collections.abc import Collection

from tbc.accounts import lookups
from tbc.accounts.rules.addresses import Reason
from tbc.kit.db import session
from tbc.organizations.models import Organization
from tbc.organizations.queries.domains import domain_of, list_domains
from tbc.organizations.queries.members import has_address
from tbc.organizations.service.notices import note, tell_members
from tbc.policy import Actor

CHANGED = "organization-contact-changed"


class ContactRefused(Exception):
    """The address cannot be the contact e-mail: `reason` is set if it is none, else it is a stranger's."""

    def __init__(self, reason: Reason | None = None) -> None:
        super().__init__(reason.value if reason else "a stranger's")
        self.reason = reason


def read_contact(email: str, domains: Collection[str], *, own: str = "") -> str:
    """The contact e-mail that was typed: an address in one of `domains`, or `own`. A group's address will do.

    A stranger's would be mailed what they never asked for.

    Raises:
        ContactRefused: see there.
    """
    address = lookups.read_address(email)
    if isinstance(address, Reason):
        raise ContactRefused(address)
    if address.stored.lower() != own.lower() and domain_of(address.stored) not in domains:
        raise ContactRefused
    return address.stored


def change_contact(actor: Actor, organization: Organization, email: str) -> None:
    """Make `email` the contact e-mail; all members are told of it, and who the owners are.

    Raises:
        ContactRefused: see `read_contact`; here an address of any member will do.
    """
    domains = {row.domain for row in list_domains(organization)}
    contact = read_contact(email, domains, own=email if has_address(organization.id, email) else "")
    if contact == organization.contact_email:
        return
    note(CHANGED, actor, organization, old=organization.contact_email, new=contact)
    organization.contact_email = contact
    session.flush()
    tell_members(CHANGED, organization)
