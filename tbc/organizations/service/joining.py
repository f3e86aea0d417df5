"""Asking to come in and for the right to create company accounts, and what owners answer (ORG-3)."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from tbc.accounts.limits import TooManyTries
from tbc.accounts.models import User
from tbc.accounts.queries import get_own
from tbc.kit import throttle
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.throttle import Limit
from tbc.organizations.models import JoinRequest, Member, Organization
from tbc.organizations.queries.asking import Asked, find_open_request
from tbc.organizations.queries.domains import domain_of, list_domains
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.rules import ASKING
from tbc.organizations.service.notices import note, tell_owners, tell_person
from tbc.policy import Actor, Role

JOIN, CREATE_ACCOUNTS = "join", "create-accounts"
# Each request is a letter to every owner.
BY_ONE_PERSON = Limit("join-request", 10, 24 * 60)


class AlreadyHeld(Exception):
    """The person has what they ask for."""


class AlreadyAsked(Exception):
    """The same was asked before and waits for the owners' decision."""


class NotOpen(Exception):
    """People of the domain do not join this organization by themselves."""


class RequestClosed(Exception):
    """The request was decided or withdrawn, or has lapsed."""


class NoLongerColleague(Exception):
    """The person's address leads elsewhere by now, or their account is closed."""


class NotLapsed(Exception):
    """Only what owners left undecided goes to staff, once."""


def ask(actor: Actor, organization: Organization, kind: str, reason: str) -> JoinRequest:
    """Ask the owners for `kind` (`join` or `create-accounts`), with a reason; they have 14 days.

    Raises:
        AlreadyHeld, AlreadyAsked: see there.
        TooManyTries: asked, withdrawn and asked again too often in one day.
    """
    user = get_own(actor)
    member = find_member(organization.id, user.id)
    if member and (kind == JOIN or member.creates_accounts):
        raise AlreadyHeld
    seconds = throttle.take(BY_ONE_PERSON, f"{organization.id} {user.id}")
    if seconds:
        raise TooManyTries("join-request", seconds)
    at = now()
    request = JoinRequest(
        organization_id=organization.id,
        user_id=user.id,
        kind=kind,
        reason=reason,
        asked_at=at,
        lapses_at=at + ASKING,
    )
    try:
        with session.begin_nested():
            session.add(request)
            session.flush()
    except IntegrityError:
        raise AlreadyAsked from None
    note("organization-asked", actor, organization, user_id=user.id, kind=kind)
    tell_owners("organization-asked", organization, asker=user, request=request)
    return request


def join(actor: Actor, organization: Organization) -> None:
    """Come in without asking, where the owners let people of the domain do so.

    Raises:
        AlreadyHeld: they are in.
        NotOpen: see there.
    """
    user = get_own(actor)
    if find_member(organization.id, user.id):
        raise AlreadyHeld
    if organization.joining != "domain" or Role.COLLEAGUE not in organization.roles_of(actor):
        raise NotOpen
    session.add(Member(organization_id=organization.id, user_id=user.id))
    asked = find_open_request(organization.id, user.id, JOIN)
    if asked:
        _close(asked, "withdrawn", actor)
    session.flush()
    note("organization-joined", actor, organization, user_id=user.id)


def approve(actor: Actor, asked: Asked) -> None:
    """Give what was asked for, and tell the person.

    Raises:
        RequestClosed: it is no longer open.
        NoLongerColleague: see there; the request stays open and can be refused.
    """
    _require_open(asked.request)
    member = find_member(asked.organization.id, asked.user.id)
    if asked.user.disabled_at or (member is None and not is_of_domain(asked.organization, asked.user)):
        raise NoLongerColleague
    if member is None:
        member = Member(organization_id=asked.organization.id, user_id=asked.user.id)
        session.add(member)
    if asked.request.kind == CREATE_ACCOUNTS:
        member.creates_accounts = True
    _close(asked.request, "approved", actor)
    session.flush()
    note("organization-request-approved", actor, asked.organization, user_id=asked.user.id, kind=asked.request.kind)
    tell_person("organization-approved", asked.user, asked.organization, request=asked.request)


def refuse(actor: Actor, asked: Asked, reason: str) -> None:
    """Refuse what was asked for, and tell the person why.

    Raises:
        RequestClosed: it is no longer open.
    """
    _require_open(asked.request)
    _close(asked.request, "refused", actor, reason)
    session.flush()
    note("organization-request-refused", actor, asked.organization, user_id=asked.user.id, kind=asked.request.kind)
    tell_person("organization-refused", asked.user, asked.organization, request=asked.request)


def withdraw(actor: Actor, request: JoinRequest) -> None:
    """Take one's own request back.

    Raises:
        RequestClosed: it is no longer open.
    """
    _require_open(request)
    _close(request, "withdrawn", actor)
    session.flush()
    note("organization-request-withdrawn", actor, _of(request), user_id=request.user_id, kind=request.kind)


def escalate(actor: Actor, request: JoinRequest) -> None:
    """Hand a request that no owner decided to staff (ORG-9).

    Raises:
        NotLapsed: it is open, was decided, or is with staff already.
    """
    if request.decision != "lapsed" or request.escalated_at:
        raise NotLapsed
    request.escalated_at = now()
    session.flush()
    note("organization-request-escalated", actor, _of(request), user_id=request.user_id, kind=request.kind)


def is_of_domain(organization: Organization, user: User) -> bool:
    """Whether the person's proven address leads to the organization: what makes a Domain Member (ORG-3)."""
    return domain_of(user.email) in {row.domain for row in list_domains(organization)}


def _require_open(request: JoinRequest) -> None:
    if request.decision or request.lapses_at <= now():
        raise RequestClosed


def _close(request: JoinRequest, decision: str, actor: Actor, reason: str = "") -> None:
    request.decision, request.decision_reason = decision, reason
    request.decided_at, request.decided_by_id = now(), actor.user_id


def _of(request: JoinRequest) -> Organization:
    return session.get_one(Organization, request.organization_id)
