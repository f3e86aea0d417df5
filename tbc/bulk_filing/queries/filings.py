"""Finding and listing bulk filings: one's own, and those into company accounts that one manages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from tbc.bulk_filing.models import BulkFiling, Entry
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor, Role

LISTED = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a filing has come: `counts` by outcome; `settled` also where all is settled at the end alone.

    `seconds_left` is an estimate from what has been done since it was begun or taken up again; None if it cannot be
    told.
    """

    counts: dict[str, int] = field(default_factory=dict)
    settled: int = 0
    total: int = 0
    seconds_left: float | None = None


def find_filing(actor: Actor, filing_id: UUID) -> BulkFiling | None:
    """A bulk filing of one's own; or a begun one that went into company accounts which one manages, all of them."""
    return _found(actor, select(BulkFiling, _managed(actor)).where(BulkFiling.id == filing_id, _seen_by(actor)))


def lock_filing(actor: Actor, filing_id: UUID) -> BulkFiling | None:
    """As `find_filing`, as it is now and for this transaction alone."""
    wanted = select(BulkFiling, _managed(actor)).where(BulkFiling.id == filing_id, _seen_by(actor))
    return _found(actor, wanted.with_for_update(of=BulkFiling).execution_options(populate_existing=True))


def list_filings(actor: Actor, older_than: UUID | None = None) -> tuple[Sequence[BulkFiling], UUID | None]:
    """Those that `actor` sees, newest first, and where the next page begins."""
    query = select(BulkFiling).where(_seen_by(actor)).order_by(BulkFiling.id.desc()).limit(LISTED + 1)
    rows = session.scalars(query.where(BulkFiling.id < older_than) if older_than else query).all()
    return rows[:LISTED], rows[LISTED - 1].id if len(rows) > LISTED else None


def list_open(actor: Actor, limit: int = 3) -> Sequence[BulkFiling]:
    """What `actor` has begun and not finished, newest first: it is being filed, was stopped, or waits for a word."""
    wanted = select(BulkFiling).where(
        BulkFiling.filer_id == actor.user_id, BulkFiling.state.in_(("checked", "filing", "cancelled"))
    )
    return session.scalars(wanted.order_by(BulkFiling.id.desc()).limit(limit)).all()


def progress_of(filings: Sequence[BulkFiling]) -> dict[UUID, Progress]:
    """How far each has come, in one statement for all."""
    counted = (
        select(Entry.filing_id, Entry.outcome, func.count().label("entries"))
        .where(Entry.filing_id.in_([one.id for one in filings]))
        .group_by(Entry.filing_id, Entry.outcome)
    )
    counts: dict[UUID, dict[str, int]] = {one.id: {} for one in filings}
    for row in session.execute(counted) if filings else ():
        counts[row.filing_id][row.outcome] = row.entries
    return {one.id: _progress(one, counts[one.id]) for one in filings}


def _progress(one: BulkFiling, counts: dict[str, int]) -> Progress:
    """What was left out from the start is no part of it."""
    total = sum(counts.values())
    waiting = counts.get("waiting", 0)
    settled = total - waiting
    if one.way == "all" and one.state in {"filing", "cancelled"}:
        settled = min(settled + one.settled, total)
    left, done = total - settled, settled - one.settled_before
    seconds = None
    if one.state == "filing" and one.resumed_at and done > 0:
        seconds = (now() - one.resumed_at).total_seconds() / done * left
    return Progress(counts, settled, total, seconds)


def _found(actor: Actor, wanted: Select[BulkFiling, bool]) -> BulkFiling | None:
    row = session.execute(wanted).one_or_none()
    if row is None:
        return None
    found: BulkFiling = row[0]
    found.stands(actor, frozenset({Role.ACCOUNT_MANAGER} if row[1] else ()))
    return found


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    return or_(BulkFiling.filer_id == actor.user_id, _managed(actor))


def _managed(actor: Actor) -> ColumnElement[bool]:
    """Whoever manages one of several accounts sees nothing of the others."""
    if actor.user_id is None:
        return false()
    own = (
        select(func.array_agg(AccountMember.account_id))
        .join(CompanyAccount, CompanyAccount.id == AccountMember.account_id)
        .join(Organization, Organization.id == CompanyAccount.organization_id)
        .where(
            AccountMember.user_id == actor.user_id,
            AccountMember.is_manager,
            CompanyAccount.closed_at.is_(None),
            Organization.deleted_at.is_(None),
            Organization.merged_into_id.is_(None),
        )
        .scalar_subquery()
    )
    return and_(
        BulkFiling.state != "checked",
        ~BulkFiling.has_quick,
        func.cardinality(BulkFiling.account_ids) > 0,
        func.coalesce(BulkFiling.account_ids.op("<@")(own), false()),
    )
