"""Asking for an organization whose owner is gone, proving the domain, and objecting (ORG-9)."""

from __future__ import annotations

from secrets import token_urlsafe

from tbc.accounts.queries import get_user
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Organization, RecoveryCase
from tbc.organizations.queries.cases import find_open_case, has_asked_enough, proof_name
from tbc.organizations.rules import OBJECTION_OF_OWNER
from tbc.organizations.service import dns
from tbc.organizations.service.claiming import AskedEnough, has_owner
from tbc.organizations.service.telling import list_people, tell
from tbc.policy import Actor, Role


class HasNoOwner(Exception):
    """Nobody owns the organization: a Domain Member makes themself Owner at once instead."""


class OwnsItAlready(Exception):
    """Whoever asks is an owner themself."""


class AskedAlready(Exception):
    """The person's earlier case about the organization is still open."""


class CaseClosed(Exception):
    """The case is decided."""


class NotToWithdraw(Exception):
    """Who made themself Owner does not end the time to object by giving the case up: they step down as an owner."""


class ObjectedAlready(Exception):
    """Somebody objected before: staff decide."""


def open_case(actor: Actor, organization: Organization, reason: str) -> RecoveryCase:
    """Ask for the organization, whose row is locked and whose owner is gone. The owners are told, and have fourteen
    days to object.

    Raises:
        HasNoOwner, OwnsItAlready, AskedAlready, AskedEnough: see there.
    """
    if not has_owner(organization):
        raise HasNoOwner
    if Role.OWNER in organization.roles_of(actor):
        raise OwnsItAlready
    if find_open_case(actor, organization):
        raise AskedAlready
    if has_asked_enough(actor, organization):
        raise AskedEnough
    case = RecoveryCase(
        organization_id=organization.id,
        user_id=actor.user_id,
        kind="owner-gone",
        reason=reason,
        object_until=now() + OBJECTION_OF_OWNER,
        txt_value=f"tbc-recovery={token_urlsafe(24)}",
    )
    session.add(case)
    session.flush()
    _record("recovery-opened", actor, case)
    owners = list_people(organization, owners=True)
    tell("recovery-opened", organization, owners, case=case, email=actor.email)
    return case


def look_for_proof(actor: Actor, case: RecoveryCase, server: str) -> bool:
    """Whether the TXT record of an open case stands in the DNS now; once seen, it is noted. No row is locked while
    the DNS answers. `server` is as in `dns.has_text`.

    Raises:
        dns.Unreachable: no name server answered.
        CaseClosed: see there.
    """
    _require_open(case)
    seen = dns.has_text(proof_name(case), case.txt_value, server)
    session.refresh(case, with_for_update=True)
    _require_open(case)
    if seen and case.txt_seen_at is None:
        case.txt_seen_at = now()
        _record("recovery-proven", actor, case, name=proof_name(case))
        session.flush()
    return seen


def withdraw(actor: Actor, case: RecoveryCase) -> None:
    """Give the own case up, its organization being locked.

    Raises:
        CaseClosed, NotToWithdraw: see there.
    """
    _require_open(case)
    if case.kind == "ownerless":
        raise NotToWithdraw
    case.decision, case.decided_by_id = "withdrawn", actor.user_id
    case.decided_at = case.closed_at = now()
    session.flush()
    _record("recovery-withdrawn", actor, case)


def object_to(actor: Actor, case: RecoveryCase, objection: str) -> None:
    """Object to a case: staff decide it then, and nothing happens by the clock.

    To a case against an owner the owners object, to a claim of an ownerless organization every other member and the
    contact e-mail (`actor` is nobody then).

    Raises:
        CaseClosed, ObjectedAlready: see there.
    """
    session.refresh(case, with_for_update=True)
    _require_open(case)
    if case.objected_at is not None:
        raise ObjectedAlready
    case.objected_at, case.objected_by_id, case.objection = now(), actor.user_id, objection
    session.flush()
    _record("recovery-objected", actor, case)
    organization = session.get_one(Organization, case.organization_id)
    tell("recovery-objected", organization, [get_user(case.user_id)], case=case)


def _require_open(case: RecoveryCase) -> None:
    if case.closed_at is not None:
        raise CaseClosed


def _record(act: str, actor: Actor, case: RecoveryCase, **details: str) -> None:
    record(act, actor, "organization", case.organization_id, organization_id=case.organization_id, case=str(case.id),
           kind=case.kind, **details)  # fmt: skip
