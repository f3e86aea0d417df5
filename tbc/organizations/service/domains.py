"""Further domains: proven by a link mailed to an address of them, taken off again (ORG-1)."""

from __future__ import annotations

from sqlalchemy import or_, select, update

from tbc.accounts import limits, links
from tbc.accounts.models import User
from tbc.accounts.proofs import LinkSpent
from tbc.accounts.rules.addresses import Reason
from tbc.accounts.service import addresses
from tbc.accounts.service.addresses import AddressRefused
from tbc.kit import throttle
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.language import language
from tbc.kit.throttle import Limit
from tbc.mail import service as mail
from tbc.organizations.models import DomainProof, Member, Organization
from tbc.organizations.queries.domains import domain_of, list_domains
from tbc.organizations.queries.proving import OfOrganization, find_taken
from tbc.organizations.rules import DOMAIN_PROOF
from tbc.organizations.service.founding import DomainTaken, claim_domain
from tbc.organizations.service.notices import note, tell_owners
from tbc.policy import Actor

TO_ONE_ADDRESS = Limit("domain-proof-address", 5, 24 * 60)


class AlreadyOurs(Exception):
    """The domain leads to this organization already."""


class LastDomain(Exception):
    """An organization keeps a domain: by none nobody would find it."""


class OwnersDomain(Exception):
    """An owner's address is of this domain: who is proven in none of an organization's domains owns nothing."""


def ask_proof(actor: Actor, organization: Organization, email: str) -> DomainProof:
    """Mail a link to an address of a further domain: whoever opens it shows that the organization reads its mail.

    Raises:
        AddressRefused: free-mail, a group's, a public suffix …
        AlreadyOurs, DomainTaken: the domain leads here, or to another.
        TooManyTries: too many letters to the address.
    """
    address = addresses.read(email)
    domain = domain_of(address.stored)
    if address.free or address.disposable or domain is None:
        raise AddressRefused(Reason.FREE_MAIL if domain else Reason.NOTHING_REGISTRABLE)
    own = list_domains(organization)
    if domain in {row.domain for row in own}:
        raise AlreadyOurs
    if find_taken(domain, organization.source):
        raise DomainTaken(domain)
    seconds = throttle.take(TO_ONE_ADDRESS, address.stored.lower())
    if seconds:
        raise limits.TooManyTries("domain-proof", seconds)
    token, until = links.new_token(), now() + DOMAIN_PROOF
    assert actor.user_id is not None
    proof = DomainProof(
        organization_id=organization.id, domain=domain, email=address.stored, token_hash=links.digest(token),
        asked_by_id=actor.user_id, expires_at=until,
    )  # fmt: skip
    session.add(proof)
    session.flush()
    # The name of an organization is chosen by strangers to whoever reads this letter: its proven domain is not.
    mail.post(
        "organization-domain-requested", to=address.stored, language=language(), about=organization.id,
        about_type="organization", domain=domain, ours=own[0].domain, by=actor.email, token=token, until=until,
    )  # fmt: skip
    note("organization-domain-requested", actor, organization, domain=domain)
    return proof


def prove(actor: Actor, proof: DomainProof) -> Organization:
    """Let the proven domain lead to the organization; guests from there are Domain Members from now on.

    Raises:
        LinkSpent: the link was used or has expired, or the organization is no more.
        DomainTaken: another has the domain by now.
    """
    organization = session.get_one(Organization, proof.organization_id, with_for_update=True, populate_existing=True)
    if not is_open(proof) or not organization.is_live or not _use_up(proof):
        raise LinkSpent
    claim_domain(actor, organization, proof.domain)
    for member in _people_of(organization, proof.domain):
        member.standing = "domain"
    session.flush()
    note("organization-domain-added", actor, organization, domain=proof.domain)
    tell_owners("organization-domain-added", organization, domain=proof.domain)
    return organization


def remove_domain(actor: Actor, found: OfOrganization) -> None:
    """Let a domain no longer lead here: its people become guests.

    Raises:
        LastDomain, OwnersDomain: see there.
    """
    organization, domain = found.organization, found.domain
    if len(list_domains(organization)) == 1:
        raise LastDomain
    people = _people_of(organization, domain.domain)
    if any(member.is_owner for member in people):
        raise OwnersDomain
    for member in people:
        member.standing = "guest"
    session.delete(domain)
    session.flush()
    note("organization-domain-removed", actor, organization, domain=domain.domain)


def is_open(proof: DomainProof) -> bool:
    """Whether the link can still be used."""
    return proof.used_at is None and proof.expires_at > now()


def _use_up(proof: DomainProof) -> bool:
    """Use the link, once; False if it was used in whatever other window."""
    used = session.execute(
        update(DomainProof)
        .where(DomainProof.id == proof.id, DomainProof.used_at.is_(None))
        .values(used_at=now())
        .returning(DomainProof.id)
    )
    return used.one_or_none() is not None


def _people_of(organization: Organization, domain: str) -> list[Member]:
    """The members whose addresses lead to `domain`."""
    wanted = (
        select(Member, User.email)
        .join(User, User.id == Member.user_id)
        .where(
            Member.organization_id == organization.id,
            or_(User.email.endswith(f"@{domain}"), User.email.endswith(f".{domain}")),
        )
    )
    return [member for member, email in session.execute(wanted) if domain_of(email) == domain]
