"""What is written down and mailed of an act: the audit trail, and letters to those whom it concerns."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from tbc import jobs
from tbc.accounts.models import User
from tbc.audit import service as audit
from tbc.kit.clock import now
from tbc.kit.db import session, unit_of_work
from tbc.mail import service as mail
from tbc.organizations.models import Member, Organization
from tbc.organizations.queries.members import list_owners
from tbc.policy import Actor

TELL_MEMBERS = "tell-members"


def note(act: str, actor: Actor, organization: Organization, **details: Any) -> None:
    """Write `act` down for the organization's owners. People stand in `details` by id: names are looked up."""
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in details.items()}
    audit.record(act, actor, "organization", organization.id, organization_id=organization.id, **plain)


def tell_person(letter: str, user: User, organization: Organization, **values: Any) -> None:
    """Write `letter` to a person, in their language; not to an account that is closed or disabled."""
    if user.disabled_at is None:
        mail.post(
            letter,
            to=user.email,
            language=user.language,
            about=organization.id,
            about_type="organization",
            organization=organization,
            name=user.name,
            **values,
        )


def tell_owners(letter: str, organization: Organization, **values: Any) -> None:
    """Write `letter` to each owner."""
    for owner in list_owners(organization.id):
        tell_person(letter, owner, organization, **values)


def tell_members(letter: str, organization: Organization) -> None:
    """Leave `letter` to all people of the organization to the worker: there may be thousands of them."""
    jobs.enqueue(
        TELL_MEMBERS,
        lock=f"{TELL_MEMBERS} {organization.id} {letter}",
        letter=letter,
        organization_id=str(organization.id),
    )


@jobs.task(TELL_MEMBERS)
def write_to_members(letter: str, organization_id: str) -> None:
    """Write `letter` to all people of the organization, as it is when the worker comes to it; all letters or none."""
    with unit_of_work():
        organization = session.get(Organization, UUID(organization_id))
        if organization is None or not organization.is_live:
            return
        owners = list_owners(organization.id)
        people = (
            select(User)
            .join(Member, Member.user_id == User.id)
            .where(Member.organization_id == organization.id)
            .order_by(User.id)
        )
        for user in session.scalars(people).all():
            tell_person(letter, user, organization, owners=owners, at=now())
