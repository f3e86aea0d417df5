"""The parts of a history, each read by an index of its own: the newest of many are found without reading the rest.

One condition with OR would read everything that a reader reaches before it sorts. Here each company account, the quick
filings and what was shown give their newest rows, and the newest of these are the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, func, or_, select, true, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from tbc.applications.models import Application, Share
from tbc.applications.queries.colleagues import is_colleague
from tbc.applications.queries.reach import QUICK, SHOWN, Reach
from tbc.policy import Actor

Conditions = Sequence[ColumnElement[bool]]
# Up to this many company accounts are searched one by one; beyond, the index of words is asked once for all of them.
FEW = 20
# The table and not the class: lists read rows, and the ORM would cost them a third more.
_TABLE = Application.__table__
_READER: Any = bindparam("reader", type_=Uuid())
_ACCOUNT: Any = bindparam("account", type_=Uuid())
_ACCOUNTS: Any = bindparam("accounts", type_=ARRAY(Uuid()))
_REACHED: Any = bindparam("reached", type_=ARRAY(Uuid()))


@dataclass(frozen=True, slots=True)
class Branches:
    """What is read: the reader's `quick` filings, those of so many `accounts`, those that were `shown` to them.

    It names no reader and no account: those are the statement's values, so that it can be put together once for all.
    """

    accounts: int
    quick: bool
    shown: bool
    reaches_accounts: bool
    has_words: bool

    def top(self, columns: Sequence[Any], conditions: Conditions, limit: int, *, oldest: bool) -> Select[Any] | None:
        """The newest (or `oldest`) rows, `limit` of them; None when there is nothing to read at all."""
        order = _order(_TABLE.c, oldest=oldest)
        parts = [part.where(*conditions).order_by(*order).limit(limit) for part in self._plain(columns)]
        if self.accounts > 1 and not self._asks_once:
            parts.append(_each(self.accounts, columns, conditions, limit, oldest=oldest))
        if len(parts) < 2:
            return parts[0] if parts else None
        rows = union_all(*(select(part.subquery()) for part in parts)).subquery()
        return select(rows).order_by(*_order(rows.c, oldest=oldest)).limit(limit)

    @property
    def _asks_once(self) -> bool:
        return self.has_words and self.accounts > FEW

    def _plain(self, columns: Sequence[Any]) -> Iterator[Select[Any]]:
        if self.quick:
            yield select(*columns).where(_TABLE.c.filer_id == _READER, _TABLE.c.company_account_id.is_(None))
        if self.accounts == 1:
            yield select(*columns).where(_TABLE.c.company_account_id == _ACCOUNT)
        elif self._asks_once:
            # Apart, since the newest of all that is filed and the words' index are there for filed ones alone.
            among = select(*columns).where(_TABLE.c.company_account_id == func.any(_ACCOUNTS))
            yield among.where(_TABLE.c.number.is_not(None))
            yield among.where(_TABLE.c.number.is_(None))
        if self.shown:
            shown = select(*columns).join(Share, Share.application_id == _TABLE.c.id).where(Share.user_id == _READER)
            yield shown.where(is_colleague(Share.user_id), self._is_not_seen_otherwise())

    def _is_not_seen_otherwise(self) -> ColumnElement[bool]:
        """A colleague may have come into the company account since it was shown to them: it is listed once."""
        if not self.reaches_accounts:
            return true()
        return or_(_TABLE.c.company_account_id.is_(None), _TABLE.c.company_account_id != func.all(_REACHED))


def branches_of(actor: Actor, reach: Reach, account: str, *, has_words: bool) -> tuple[Branches, dict[str, Any]]:
    """The branches for a reader and their values, narrowed to `account` as `Filter` has it; an account out of reach
    gives nothing."""
    accounts = [own for own in reach.accounts if not account or str(own) == account]
    branches = Branches(
        accounts=len(accounts),
        quick=account in {"", QUICK},
        shown=account in {"", SHOWN} and reach.is_shown_some,
        reaches_accounts=bool(reach.accounts),
        has_words=has_words,
    )
    values = {"reader": actor.user_id, "account": accounts[0] if accounts else None}
    return branches, values | {"accounts": accounts, "reached": list(reach.accounts)}


def _each(accounts: int, columns: Sequence[Any], conditions: Conditions, limit: int, *, oldest: bool) -> Select[Any]:
    """The first rows of each account that can have one on this page: those with the newest first rows."""
    own = func.unnest(_ACCOUNTS).table_valued("id", name="own").render_derived()
    source: Any = own
    if accounts > limit:
        first = _of(own.c.id, (_TABLE.c.listed_at, _TABLE.c.id), conditions, 1, oldest=oldest)
        chosen = select(own.c.id).select_from(own.join(first, true())).order_by(*_order(first.c, oldest=oldest))
        source = chosen.limit(limit).subquery()
    rows = _of(source.c.id, columns, conditions, limit, oldest=oldest)
    return select(rows).select_from(source.join(rows, true()))


def _of(
    account: ColumnElement[UUID], columns: Sequence[Any], conditions: Conditions, limit: int, *, oldest: bool
) -> Any:
    """The first rows of one account, beside the row that names it."""
    wanted = select(*columns).where(_TABLE.c.company_account_id == account, *conditions)
    return wanted.order_by(*_order(_TABLE.c, oldest=oldest)).limit(limit).lateral()


def _order(columns: Any, *, oldest: bool) -> list[Any]:
    return [column.asc() if oldest else column.desc() for column in (columns.listed_at, columns.id)]
