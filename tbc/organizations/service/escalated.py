"""Requests that no owner answered and that were handed to staff (ORG-3, ORG-9)."""

from __future__ import annotations

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Member
from tbc.organizations.queries.asking import Asked
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service.joining import CREATE_ACCOUNTS, NoLongerColleague, RequestClosed, is_of_domain
from tbc.organizations.service.notices import note, tell_owners, tell_person
from tbc.policy import Actor


def decide(actor: Actor, asked: Asked, *, approved: bool, reason: str) -> None:
    """Give or refuse what was asked for, in the owners' place, the organization being locked; the person and the owners
    are told.

    Raises:
        RequestClosed: it is not with staff, or was decided.
        NoLongerColleague: the person is not proven in the domain any more; it can still be refused.
    """
    if asked.request.escalated_at is None or asked.request.decision != "lapsed" or not asked.organization.is_live:
        raise RequestClosed
    if approved:
        _give(asked)
    asked.request.decision = "approved" if approved else "refused"
    asked.request.decided_at, asked.request.decided_by_id, asked.request.decision_reason = now(), actor.user_id, reason
    session.flush()
    done = "organization-request-approved" if approved else "organization-request-refused"
    note(done, actor, asked.organization, user_id=asked.user.id, kind=asked.request.kind, reason=reason)
    letter = "organization-approved" if approved else "organization-refused"
    tell_person(letter, asked.user, asked.organization, request=asked.request)
    tell_owners("organization-decided-by-staff", asked.organization, request=asked.request)


def _give(asked: Asked) -> None:
    member = find_member(asked.organization.id, asked.user.id)
    if asked.user.disabled_at or (member is None and not is_of_domain(asked.organization, asked.user)):
        raise NoLongerColleague
    if member is None:
        member = Member(organization_id=asked.organization.id, user_id=asked.user.id)
        session.add(member)
    if asked.request.kind == CREATE_ACCOUNTS:
        member.creates_accounts = True
