"""How recovery cases end: by staff with a reason, or by the clock (ORG-9)."""

from __future__ import annotations

from sqlalchemy import and_, or_, select

from tbc.accounts.models import User
from tbc.accounts.queries import get_user
from tbc.audit.service import record
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Domain, Member, Organization, RecoveryCase
from tbc.organizations.queries.domains import domain_of
from tbc.organizations.service.claiming import has_owner, make_owner
from tbc.organizations.service.recovering import CaseClosed
from tbc.organizations.service.telling import list_people, tell
from tbc.policy import ANONYMOUS, Actor

AT_ONCE = 100


class NoColleague(Exception):
    """Whoever asked is not proven in the organization's domain any more, or has closed their account."""


class TooEarly(Exception):
    """The owners still have time to object."""


def grant(actor: Actor, case: RecoveryCase, reason: str, *, others_stay: bool = True) -> None:
    """Let the case's person own the organization, whose row is locked; the other owners stay unless staff say
    otherwise. All members are told.

    Raises:
        CaseClosed, TooEarly, NoColleague: see there.
    """
    organization = _organization_of(case)
    if case.kind == "owner-gone" and case.objected_at is None and now() <= case.object_until:
        raise TooEarly
    person = get_user(case.user_id)
    if not _is_colleague(person, organization):
        raise NoColleague
    make_owner(organization, person.id)
    if not others_stay:
        _demote_others(organization, person)
    _close(actor, case, "granted", reason, others_stay=others_stay)
    people = list_people(organization)
    tell("recovery-granted", organization, people, email=person.email, case=case)


def refuse(actor: Actor, case: RecoveryCase, reason: str) -> None:
    """Refuse a case, its organization being locked; a right that its person took themself is taken back. If nobody
    else owns the organization, it is without an owner again.

    Raises:
        CaseClosed: see there.
    """
    organization = _organization_of(case)
    if case.kind == "ownerless":
        _take_back(organization, case)
    _close(actor, case, "refused", reason)
    person = get_user(case.user_id)
    letter = "ownership-taken-back" if case.kind == "ownerless" else "recovery-refused"
    others = list_people(organization) if case.kind == "ownerless" else list_people(organization, owners=True)
    readers = {user.id: user for user in (person, *others)}
    tell(letter, organization, readers.values(), email=person.email, case=case)


@every(minutes=60)
def tend_cases() -> None:
    """Let claims stand to which nobody objected in time, and grant cases against a silent owner whose domain was
    proven by a TXT record. What was objected to waits for staff."""
    unopposed = and_(RecoveryCase.closed_at.is_(None), RecoveryCase.objected_at.is_(None))
    proven = or_(RecoveryCase.kind == "ownerless", RecoveryCase.txt_seen_at.is_not(None))
    due = select(RecoveryCase.id, RecoveryCase.organization_id).where(
        unopposed, proven, RecoveryCase.object_until < now()
    )
    for case_id, organization_id in session.execute(due.order_by(RecoveryCase.object_until).limit(AT_ONCE)).all():
        session.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())
        case = session.get_one(RecoveryCase, case_id, populate_existing=True)
        if case.closed_at is None and case.objected_at is None:
            _end(case)


def _end(case: RecoveryCase) -> None:
    """What a person may no longer have is left to staff."""
    if case.kind == "ownerless":
        _close(ANONYMOUS, case, "granted", "")
        return
    organization = _organization_of(case)
    if organization.is_live and _is_colleague(get_user(case.user_id), organization):
        grant(ANONYMOUS, case, "")


def _organization_of(case: RecoveryCase) -> Organization:
    if case.closed_at is not None:
        raise CaseClosed
    return session.get_one(Organization, case.organization_id, populate_existing=True)


def _is_colleague(person: User, organization: Organization) -> bool:
    domain = domain_of(person.email)
    leads = select(Domain.id).where(Domain.organization_id == organization.id, Domain.domain == domain)
    return person.disabled_at is None and session.scalar(leads) is not None


def _demote_others(organization: Organization, person: User) -> None:
    others = select(Member).where(
        Member.organization_id == organization.id, Member.is_owner, Member.user_id != person.id
    )
    for member in session.scalars(others.execution_options(populate_existing=True)):
        member.is_owner = False


def _take_back(organization: Organization, case: RecoveryCase) -> None:
    member = session.get(Member, (organization.id, case.user_id), populate_existing=True)
    if member:
        member.is_owner = member.creates_accounts = False
        session.flush()
    if not has_owner(organization):
        organization.ownerless_since = now()


def _close(actor: Actor, case: RecoveryCase, decision: str, reason: str, **details: bool) -> None:
    case.decision, case.decided_by_id, case.decision_reason = decision, actor.user_id, reason
    case.decided_at = case.closed_at = now()
    session.flush()
    record(
        f"recovery-{decision}", actor, "organization", case.organization_id, organization_id=case.organization_id,
        case=str(case.id), kind=case.kind, user_id=str(case.user_id), reason=reason, **details,
    )  # fmt: skip
