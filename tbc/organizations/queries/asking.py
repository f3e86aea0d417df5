"""Reading who asks to come in and who is asked in (ORG-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from tbc.accounts.links import digest
from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Invitation, JoinRequest, Organization
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.policy import Actor, Role

# How long a person still sees how their request ended.
SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request and whom it is made to, as an address names both."""

    organization: Organization
    request: JoinRequest
    user: User

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.organization.roles_of(actor)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and where it leads, as an address names both."""

    organization: Organization
    invitation: Invitation

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.organization.roles_of(actor)


_LIVE = (Organization.deleted_at.is_(None), Organization.merged_into_id.is_(None))
_OPEN = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))


def find_request(actor: Actor, organization_id: UUID, request_id: UUID) -> Asked | None:
    """A request made to the organization, if `actor` may know of it."""
    return _asked(find_organization(actor, organization_id), request_id)


def lock_request(actor: Actor, organization_id: UUID, request_id: UUID) -> Asked | None:
    """As `find_request`, with the organization's row locked: for whoever decides."""
    return _asked(lock_organization(actor, organization_id), request_id)


def lock_own_request(actor: Actor, request_id: UUID) -> JoinRequest | None:
    """A request of `actor`'s own, for this transaction alone."""
    wanted = select(JoinRequest).where(JoinRequest.id == request_id, JoinRequest.user_id == actor.user_id)
    return session.scalars(wanted.with_for_update(), execution_options={"populate_existing": True}).one_or_none()


def find_open_request(organization_id: UUID, user_id: UUID, kind: str) -> JoinRequest | None:
    """What the person asked the organization and nobody has decided yet."""
    wanted = (
        JoinRequest.organization_id == organization_id,
        JoinRequest.user_id == user_id,
        JoinRequest.kind == kind,
        JoinRequest.decision.is_(None),
    )
    return session.scalars(select(JoinRequest).where(*wanted)).one_or_none()


def list_waiting(organization_id: UUID) -> Sequence[Row[JoinRequest, User]]:
    """What owners have to decide, the oldest first."""
    wanted = (
        select(JoinRequest, User)
        .join(User, User.id == JoinRequest.user_id)
        .where(
            JoinRequest.organization_id == organization_id,
            JoinRequest.decision.is_(None),
            JoinRequest.lapses_at > now(),
        )
    )
    return session.execute(wanted.order_by(JoinRequest.asked_at, JoinRequest.id)).all()


def list_own_requests(actor: Actor) -> Sequence[Row[JoinRequest, Organization]]:
    """What `actor` asks and nobody has decided, and what was refused or lapsed within a month; the latest first."""
    ended = and_(JoinRequest.decision.in_(("refused", "lapsed")), JoinRequest.decided_at > now() - SHOWN_FOR)
    wanted = (
        select(JoinRequest, Organization)
        .join(Organization, Organization.id == JoinRequest.organization_id)
        .where(JoinRequest.user_id == actor.user_id, or_(JoinRequest.decision.is_(None), ended), *_LIVE)
    )
    return session.execute(wanted.order_by(JoinRequest.asked_at.desc(), JoinRequest.id).limit(20)).all()


def lock_invitation(actor: Actor, organization_id: UUID, invitation_id: UUID) -> Invited | None:
    """An invitation that is neither used nor revoked, with its organization's row locked."""
    organization = lock_organization(actor, organization_id)
    wanted = select(Invitation).where(
        Invitation.id == invitation_id, Invitation.organization_id == organization_id, *_OPEN
    )
    found = session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()
    return Invited(organization, found) if organization and found else None


def list_open_invitations(organization_id: UUID) -> Sequence[Row[Invitation, User]]:
    """The invitations neither used nor revoked, expired ones too, with who invited; the latest first."""
    wanted = (
        select(Invitation, User)
        .join(User, User.id == Invitation.invited_by_id)
        .where(Invitation.organization_id == organization_id, *_OPEN)
    )
    return session.execute(wanted.order_by(Invitation.invited_at.desc(), Invitation.id).limit(200)).all()


def find_open_invitation(organization_id: UUID, email: str) -> Invitation | None:
    """The one invitation of an address that is neither used nor revoked."""
    wanted = (Invitation.organization_id == organization_id, func.lower(Invitation.email) == email.lower(), *_OPEN)
    return session.scalars(select(Invitation).where(*wanted)).one_or_none()


def find_invitation(token: str) -> tuple[Invitation, Organization] | None:
    """What a mailed link belongs to, also when it has expired, was used or was revoked."""
    return _with_organization(Invitation.token_hash == digest(token))


def find_own_invitation(actor: Actor, invitation_id: UUID) -> Invitation | None:
    """An open invitation to the address of `actor`."""
    found = _with_organization(
        and_(Invitation.id == invitation_id, func.lower(Invitation.email) == actor.email.lower(), *_OPEN)
    )
    return found[0] if found and found[1].is_live and found[0].expires_at > now() else None


def list_own_invitations(actor: Actor) -> Sequence[Row[Invitation, Organization]]:
    """The invitations to the address of `actor` that can be accepted, the latest first."""
    wanted = (
        select(Invitation, Organization)
        .join(Organization, Organization.id == Invitation.organization_id)
        .where(func.lower(Invitation.email) == actor.email.lower(), Invitation.expires_at > now(), *_OPEN, *_LIVE)
    )
    return session.execute(wanted.order_by(Invitation.invited_at.desc(), Invitation.id).limit(20)).all()


def _asked(organization: Organization | None, request_id: UUID) -> Asked | None:
    if organization is None:
        return None
    wanted = (
        select(JoinRequest, User)
        .join(User, User.id == JoinRequest.user_id)
        .where(JoinRequest.id == request_id, JoinRequest.organization_id == organization.id)
    )
    found = session.execute(wanted, execution_options={"populate_existing": True}).one_or_none()
    return Asked(organization, found[0], found[1]) if found else None


def _with_organization(condition: ColumnElement[bool]) -> tuple[Invitation, Organization] | None:
    wanted = (
        select(Invitation, Organization)
        .join(Organization, Organization.id == Invitation.organization_id)
        .where(condition)
    )
    found = session.execute(wanted, execution_options={"populate_existing": True}).one_or_none()
    return (found[0], found[1]) if found else None
