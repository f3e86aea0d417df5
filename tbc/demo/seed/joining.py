"""Founding an organization and coming in, as owners and their colleagues do it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tbc.demo.seed.companies import COMPANIES, DEALERS
from tbc.kit.clock import told
from tbc.organizations.models import JoinRequest, Organization
from tbc.organizations.queries.asking import lock_request
from tbc.organizations.queries.domains import list_by_domain
from tbc.organizations.queries.members import Membership, lock_membership
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.service import founding, joining
from tbc.policy import Actor

ANSWERED_AFTER = timedelta(minutes=20)


def found(actor: Actor, _at: datetime) -> Organization:
    """`actor` founds the organization of their domain, under their company's name, and is its contact."""
    known = COMPANIES.get(actor.email.rpartition("@")[2])
    return founding.found(actor, known.party["corporate_name"] if known else DEALERS[0]["company"], actor.email)


def hold(actor: Actor, of: Actor | None = None) -> Organization:
    """The organization that was made here for the domain of `actor`, or of `of`, as `actor` stands to it; locked."""
    domain = founding.foundable_domain(of or actor)
    made_here = next(one for one in list_by_domain(domain) if one.source == "direct")
    organization = lock_organization(actor, made_here.id)
    assert organization is not None
    return organization


def ask(actor: Actor, reason: str, kind: str = joining.JOIN) -> JoinRequest:
    """`actor` asks the owners of their domain's organization."""
    return joining.ask(actor, hold(actor), kind, reason)


def come_in(actor: Actor, owner: Actor, reason: str, at: datetime) -> None:
    """`actor` asks to join at `at`, and the owner approves a little later."""
    with told(at):
        asked = ask(actor, reason)
    with told(at + ANSWERED_AFTER):
        request = lock_request(owner, asked.organization_id, asked.id)
        assert request is not None
        joining.approve(owner, request)


def membership_of(owner: Actor, user_id: UUID | None) -> Membership:
    """A person's place in the owner's organization, for the owner to change."""
    assert user_id is not None
    found = lock_membership(owner, hold(owner).id, user_id)
    assert found is not None
    return found
