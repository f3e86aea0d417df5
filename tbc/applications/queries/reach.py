"""What a reader's history reaches over: their own quick filings, their company accounts, what they were shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Uuid,
    and_,
    bindparam,
    exists,
    false,
    literal,
    null,
    select,
    union_all,
)

from tbc.applications.models import Share
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tbc.policy import Actor

QUICK = "quick"
SHOWN = "shown"
# The tables and not the classes: nearly every page asks this, and the ORM would cost it a third more.
_ACCOUNTS, _MEMBERS, _ORGANIZATIONS = CompanyAccount.__table__, AccountMember.__table__, Organization.__table__
# Nothing is seen of a company account that is closed, or whose organization is deleted or went into another.
IS_OPEN = and_(
    _ACCOUNTS.c.closed_at.is_(None), _ORGANIZATIONS.c.deleted_at.is_(None), _ORGANIZATIONS.c.merged_into_id.is_(None)
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The names of the reader's company accounts by id, in the order of their reading; `managed` are those that they
    manage; `is_shown_some` if colleagues have shown them applications."""

    accounts: dict[UUID, str]
    managed: frozenset[UUID]
    is_shown_some: bool

    def has(self, account_id: str | None) -> bool:
        """Whether this is the id of one of the accounts."""
        try:
            return UUID(account_id or "") in self.accounts
        except ValueError:
            return False


_READER: BindParameter[UUID | None] = bindparam("reader", type_=Uuid())
_REACH: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(_ACCOUNTS.c.id, _ACCOUNTS.c.name, _ACCOUNTS.c.name_kana, _MEMBERS.c.is_manager)
    .join(_MEMBERS, _MEMBERS.c.account_id == _ACCOUNTS.c.id)
    .join(_ORGANIZATIONS, _ORGANIZATIONS.c.id == _ACCOUNTS.c.organization_id)
    .where(_MEMBERS.c.user_id == _READER, IS_OPEN),
    select(null(), literal(""), literal(""), false()).where(exists().where(Share.__table__.c.user_id == _READER)),
)


def reach_of(actor: Actor) -> Reach:
    """What `actor` sees in their history, in one statement."""
    rows = session.execute(_REACH, {"reader": actor.user_id}).all()
    accounts = sorted((row for row in rows if row.id), key=lambda row: (row.name_kana or row.name, row.name, row.id))
    return Reach(
        accounts={row.id: row.name for row in accounts},
        managed=frozenset(row.id for row in accounts if row.is_manager),
        is_shown_some=len(rows) > len(accounts),
    )
