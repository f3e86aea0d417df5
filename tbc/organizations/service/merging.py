"""Merging two organizations of one domain, and undoing it within thirty days (ORG-8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_, update

from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import (
    CompanyAccount,
    Domain,
    DomainProof,
    Invitation,
    JoinRequest,
    Member,
    Merge,
    Organization,
)
from tbc.organizations.queries.cases import is_contested
from tbc.organizations.queries.merging import Pair, open_invitations, open_requests
from tbc.organizations.rules import UNDO
from tbc.organizations.service import people_of_merges
from tbc.organizations.service.telling import list_people, tell
from tbc.policy import Actor

# Also those that lapsed and were handed to staff, who still decide them (ORG-9).
_UNANSWERED = or_(
    JoinRequest.decision.is_(None), and_(JoinRequest.decision == "lapsed", JoinRequest.escalated_at.is_not(None))
)
Table = type[CompanyAccount] | type[Domain] | type[DomainProof] | type[Invitation] | type[JoinRequest]


class Contested(Exception):
    """Who owns one of the organizations is being decided: until then nothing is moved or deleted (ORG-9)."""


class TooLateToUndo(Exception):
    """The thirty days are over, it was undone already, or the organization has moved on itself."""


def merge(actor: Actor, pair: Pair) -> Merge:
    """Move everything of the pair's source into its target, both rows being locked; applications hang on company
    accounts and are not touched. People keep the rights of both; the target's settings hold, but for a second factor
    that either asks for. All members of both are told.

    Raises:
        Contested: a recovery of one of the two is open.
    """
    target, source = pair.target, pair.source
    if is_contested(target, source):
        raise Contested
    people = list_people(target, source)
    done = Merge(from_id=source.id, into_id=target.id, merged_by_id=actor.user_id, undo_until=now() + UNDO, moved={})
    session.add(done)
    moved = _move_all(source, target)
    moved["members"] = people_of_merges.bring(source, target)
    moved["ownerless_since"] = source.ownerless_since.isoformat() if source.ownerless_since else None
    moved["asked_for_second_factor"] = source.needs_second_factor and not target.needs_second_factor
    target.needs_second_factor = target.needs_second_factor or source.needs_second_factor
    source.merged_into_id = target.id
    done.moved = moved
    session.flush()
    _note("organizations-merged", actor, done, source, target)
    tell("organizations-merged", target, people, source=source, merge=done)
    return done


def undo(actor: Actor, done: Merge) -> None:
    """Bring back what moved, both organizations being locked; what came later stays where it is.

    Who has left since is not brought back, and rights taken since are not given back. If nobody is left who owned the
    source, it has no owner (ORG-9).

    Raises:
        TooLateToUndo: see there.
        Contested: a recovery of the organization is open.
    """
    target = session.get_one(Organization, done.into_id)
    source = session.get_one(Organization, done.from_id)
    if not can_undo(done, source, target):
        raise TooLateToUndo
    if is_contested(target):
        raise Contested
    people = list_people(target)
    _move_back(done.moved, target, source)
    has_owner = people_of_merges.send_back(done.moved["members"], source, target, actor)
    source.ownerless_since = None if has_owner else source.ownerless_since or now()
    source.merged_into_id = None
    if done.moved["asked_for_second_factor"]:
        target.needs_second_factor = False
    done.undone_at, done.undone_by_id = now(), actor.user_id
    session.flush()
    _note("merge-undone", actor, done, source, target)
    tell("organizations-merge-undone", target, people, source=source)


def can_undo(done: Merge, source: Organization, target: Organization) -> bool:
    """Whether the merge can be undone now."""
    stands = done.undone_at is None and now() <= done.undo_until
    return stands and target.is_live and source.merged_into_id == target.id and source.deleted_at is None


def _move_all(source: Organization, target: Organization) -> dict[str, Any]:
    """What moved, by table: ids. What both have stays behind, and the target's holds: a request of the same person, an
    invitation to the same address; so does a request of somebody who is in the target already."""
    asked = select(JoinRequest.user_id, JoinRequest.kind).where(*open_requests(target.id))
    members = select(Member.user_id).where(Member.organization_id == target.id)
    new = or_(JoinRequest.kind != "join", JoinRequest.user_id.not_in(members))
    not_asked = tuple_(JoinRequest.user_id, JoinRequest.kind).not_in(asked)
    invited = select(func.lower(Invitation.email)).where(*open_invitations(target.id))
    return {
        "accounts": _move(CompanyAccount, source, target),
        "domains": _move(Domain, source, target),
        "proofs": _move(DomainProof, source, target, DomainProof.used_at.is_(None)),
        "requests": _move(JoinRequest, source, target, _UNANSWERED, new, not_asked),
        "invitations": _move(
            Invitation, source, target, *open_invitations(source.id), func.lower(Invitation.email).not_in(invited)
        ),
    }


def _move_back(moved: dict[str, Any], target: Organization, source: Organization) -> None:
    """What still waits for an answer goes back; what was answered meanwhile was answered by the target's owners."""
    for table, ids, *still in (
        (CompanyAccount, moved["accounts"]),
        (Domain, moved["domains"]),
        (DomainProof, moved["proofs"], DomainProof.used_at.is_(None)),
        (JoinRequest, moved["requests"], _UNANSWERED),
        (Invitation, moved["invitations"], *open_invitations(target.id)),
    ):
        _move(table, target, source, table.id.in_([UUID(own) for own in ids]), *still)


def _move(table: Table, from_: Organization, to: Organization, *which: ColumnElement[bool]) -> list[str]:
    wanted = update(table).where(table.organization_id == from_.id, *which).values(organization_id=to.id)
    return [str(own) for own in session.scalars(wanted.returning(table.id))]


def _note(act: str, actor: Actor, done: Merge, source: Organization, target: Organization) -> None:
    """In the trail of both: their owners differ once the merge is undone."""
    for own, other in ((target, source), (source, target)):
        record(
            act, actor, "organization", own.id, organization_id=own.id,
            merge=str(done.id), into=str(target.id), other=str(other.id), other_name=other.name,
        )  # fmt: skip
