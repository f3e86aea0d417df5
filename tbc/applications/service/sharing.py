"""Showing an application to colleagues by name, inside the portal, until that is taken back (APP-7)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert

from tbc.accounts.models import User
from tbc.applications.models import Application, Share
from tbc.applications.queries import find_colleague
from tbc.applications.service.belonging import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import AccountMember
from tbc.policy import Actor


class NotAColleague(Exception):
    """Nobody with that address is in the same organization."""


class SeesItAnyway(Exception):
    """The person filed it, or is in its company account."""


def share(actor: Actor, application: Application, email: str) -> User:
    """Show `application` to the colleague with that login id; a second time changes nothing.

    Raises:
        NotAColleague: nobody with that address is in the same organization.
        SeesItAnyway: it needs no sharing.
    """
    colleague = find_colleague(application, email)
    if colleague is None:
        raise NotAColleague
    if _sees(application, colleague):
        raise SeesItAnyway
    new = insert(Share).values(
        application_id=application.id, user_id=colleague.id, shared_by_id=actor.user_id, shared_at=now()
    )
    added = session.execute(new.on_conflict_do_nothing().returning(Share.user_id)).scalar()
    if added:
        record("application-shared", actor, application, person=str(colleague.id), name=colleague.name)
    session.flush()
    return colleague


def revoke(actor: Actor, application: Application, user_id: UUID) -> bool:
    """Take it back; False if it was not shown to that person, or no more."""
    gone = delete(Share).where(Share.application_id == application.id, Share.user_id == user_id)
    if session.execute(gone.returning(Share.user_id)).scalar() is None:
        return False
    person = session.get_one(User, user_id)
    record("application-sharing-revoked", actor, application, person=str(user_id), name=person.name)
    session.flush()
    return True


def _sees(application: Application, person: User) -> bool:
    if application.company_account_id is None:
        return application.filer_id == person.id
    own = exists().where(AccountMember.account_id == application.company_account_id, AccountMember.user_id == person.id)
    return bool(session.scalar(select(own)))
