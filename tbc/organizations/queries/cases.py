"""Finding recovery cases, for whom they concern (ORG-9)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from tbc.accounts.links import digest
from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Organization, RecoveryCase
from tbc.organizations.queries.domains import domain_of
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.rules import BEFORE_ASKING_AGAIN, MOST_CASES
from tbc.policy import Actor, Role


def find_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """The case, if `actor` opened it or is a member of its organization; with what they are there."""
    case = session.get(RecoveryCase, case_id, populate_existing=True)
    organization = find_organization(actor, case.organization_id) if case else None
    if case is None or organization is None:
        return None
    roles = organization.roles_of(actor)
    if case.user_id != actor.user_id and not roles - {Role.COLLEAGUE}:
        return None
    case.stands(actor, roles)
    return case


def lock_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """As `find_case`, with the organization's row locked for this transaction."""
    case = session.get(RecoveryCase, case_id)
    if case is None or lock_organization(actor, case.organization_id) is None:
        return None
    return find_case(actor, case_id)


def find_own_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """The case, if `actor` opened it."""
    case = find_case(actor, case_id)
    return case if case and case.user_id == actor.user_id else None


def lock_own_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """As `find_own_case`, with the organization's row locked."""
    case = lock_case(actor, case_id)
    return case if case and case.user_id == actor.user_id else None


def find_others_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """A case to which `actor` may object: an owner to one against the owners, any other member to the claim of an
    organization that had none."""
    case = find_case(actor, case_id)
    if case is None or case.user_id == actor.user_id:
        return None
    return case if case.kind == "ownerless" or Role.OWNER in case.roles_of(actor) else None


def lock_others_case(actor: Actor, case_id: UUID) -> RecoveryCase | None:
    """As `find_others_case`, with the organization's row locked."""
    case = lock_case(actor, case_id)
    return find_others_case(actor, case_id) if case else None


def find_case_of_link(token: str) -> RecoveryCase | None:
    """The open case to which the holder of a link mailed to the contact e-mail may object."""
    wanted = select(RecoveryCase).where(
        RecoveryCase.objection_token_hash == digest(token), RecoveryCase.closed_at.is_(None)
    )
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def find_open_case(actor: Actor, organization: Organization) -> RecoveryCase | None:
    """The actor's own open case about the organization."""
    wanted = select(RecoveryCase).where(
        RecoveryCase.organization_id == organization.id,
        RecoveryCase.user_id == actor.user_id,
        RecoveryCase.closed_at.is_(None),
    )
    return session.scalars(wanted).one_or_none()


def list_open_cases(organization: Organization) -> Sequence[tuple[RecoveryCase, str]]:
    """The organization's open cases with their persons' e-mail addresses, the oldest first; its page warns of them."""
    wanted = (
        select(RecoveryCase, User.email)
        .join(User, User.id == RecoveryCase.user_id)
        .where(RecoveryCase.organization_id == organization.id, RecoveryCase.closed_at.is_(None))
        .order_by(RecoveryCase.opened_at)
    )
    return [(case, email) for case, email in session.execute(wanted)]


def is_contested(*organizations: Organization) -> bool:
    """Whether it is being decided who owns one of these: until then none is merged or deleted."""
    wanted = select(RecoveryCase.id).where(
        RecoveryCase.organization_id.in_([one.id for one in organizations]), RecoveryCase.closed_at.is_(None)
    )
    return session.scalar(wanted.limit(1)) is not None


def has_asked_enough(actor: Actor, organization: Organization) -> bool:
    """Whether `actor` must wait: a case of theirs was refused, or they opened several, within the last 30 days."""
    lately = (
        RecoveryCase.organization_id == organization.id,
        RecoveryCase.user_id == actor.user_id,
        RecoveryCase.opened_at > now() - BEFORE_ASKING_AGAIN,
    )
    refused = func.count().filter(RecoveryCase.decision == "refused")
    asked, turned_away = session.execute(select(func.count(), refused).where(*lately)).one()
    return bool(turned_away) or asked >= MOST_CASES


def proof_name(case: RecoveryCase) -> str:
    """The name under which the TXT record of the case is looked for: below its person's domain."""
    person = session.get_one(User, case.user_id)
    return f"_tbc-challenge.{domain_of(person.email)}"
