"""Reading who somebody is at partner portals, and which sessions began there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, or_, select

from tbc.accounts.models import SignedIn
from tbc.kit.db import session
from tbc.partners.models import Identity, PartnerSession
from tbc.policy import Actor


def find_identity(issuer: str, subject: str) -> Identity | None:
    """Whom a portal calls `subject`, locked: two sign-ins of one person are one after the other."""
    wanted = select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    return session.scalars(wanted.with_for_update()).one_or_none()


def list_identities(user_id: UUID) -> Sequence[Identity]:
    """The portals' accounts that are linked to a person's, the one that signed in last first."""
    wanted = select(Identity).where(Identity.user_id == user_id)
    return session.scalars(wanted.order_by(Identity.told_at.desc(), Identity.id)).all()


def find_identity_of_anybody(actor: Actor, user_id: UUID, identity_id: UUID) -> Identity | None:
    """One of a person's accounts at portals, as staff may see it."""
    wanted = select(Identity).where(Identity.id == identity_id, Identity.user_id == user_id)
    return session.scalars(wanted.with_for_update()).one_or_none() if actor.is_staff else None


def find_latest_identity(actor: Actor) -> Identity | None:
    """The actor's account at the portal from which they came last."""
    return next(iter(list_identities(actor.user_id)), None) if actor.user_id else None


def find_identity_in_use(actor: Actor) -> Identity | None:
    """The portal's account with which the session in use began, else the one that signed in last."""
    assert actor.session_id is not None
    began = find_beginning(actor.session_id)
    return began[1] if began else find_latest_identity(actor)


def find_beginning(session_id: UUID) -> Row[PartnerSession, Identity] | None:
    """How a session began at a portal, if it did: by itself, or as the one that waited for a second factor."""
    before = select(SignedIn.continues_id).where(SignedIn.id == session_id).scalar_subquery()
    wanted = (
        select(PartnerSession, Identity)
        .join(Identity, Identity.id == PartnerSession.identity_id)
        .where(or_(PartnerSession.session_id == session_id, PartnerSession.session_id == before))
    )
    return session.execute(wanted).first()


def list_begun(issuer: str, sid: str | None, subject: str | None) -> Sequence[Row[UUID, UUID]]:
    """The sessions that began at a portal, as (session, person): in its session `sid`, of its person `subject`."""
    wanted = (
        select(PartnerSession.session_id, Identity.user_id)
        .join(Identity, Identity.id == PartnerSession.identity_id)
        .where(Identity.issuer == issuer)
    )
    if sid is not None:
        wanted = wanted.where(PartnerSession.sid == sid)
    if subject is not None:
        wanted = wanted.where(Identity.subject == subject)
    return session.execute(wanted).all()
