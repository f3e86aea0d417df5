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


@dataclass(frozen=True, slots=True)
class Branches:
    """What is read: the quick filings of `actor`, those of `accounts`, those that were `shown` to them."""

    actor: Actor
    reach: Reach
    accounts: tuple[UUID, ...]
    quick: bool
    shown: bool
    has_words: bool

    def top(self, columns: Sequence[Any], conditions: Conditions, limit: int, *, oldest: bool) -> Select[Any] | None:
        """The newest (or `oldest`) rows, `limit` of them; None when there is nothing to read at all."""
        order = _order(Application, oldest=oldest)
        parts = [part.where(*conditions).order_by(*order).limit(limit) for part in self._plain(columns)]
        if len(self.accounts) > 1 and not self._asks_once:
            parts.append(_each(self.accounts, columns, conditions, limit, oldest=oldest))
        if len(parts) < 2:
            return parts[0] if parts else None
        rows = union_all(*(select(part.subquery()) for part in parts)).subquery()
        return select(rows).order_by(*_order(rows.c, oldest=oldest)).limit(limit)

    @property
    def _asks_once(self) -> bool:
        return self.has_words and len(self.accounts) > FEW

    def _plain(self, columns: Sequence[Any]) -> Iterator[Select[Any]]:
        if self.quick:
            yield select(*columns).where(
                Application.filer_id == self.actor.user_id, Application.company_account_id.is_(None)
            )
        if len(self.accounts) == 1:
            yield select(*columns).where(Application.company_account_id == self.accounts[0])
        elif self._asks_once:
            # Apart, since the newest of all that is filed and the words' index are there for filed ones alone.
            among = select(*columns).where(Application.company_account_id == func.any(_ids(self.accounts)))
            yield among.where(Application.number.is_not(None))
            yield among.where(Application.number.is_(None))
        if self.shown:
            yield (
                select(*columns)
                .join(Share, Share.application_id == Application.id)
                .where(
                    Share.user_id == self.actor.user_id, is_colleague(Share.user_id), _not_seen_otherwise(self.reach)
                )
            )


def branches_of(actor: Actor, reach: Reach, account: str, *, has_words: bool) -> Branches:
    """The branches for a reader, narrowed to `account` as `Filter` has it; an account out of reach gives nothing."""
    accounts = tuple(own for own in reach.accounts if not account or str(own) == account)
    return Branches(
        actor,
        reach,
        accounts=accounts,
        quick=account in {"", QUICK},
        shown=account in {"", SHOWN} and reach.is_shown_some,
        has_words=has_words,
    )


def _each(
    accounts: Sequence[UUID], columns: Sequence[Any], conditions: Conditions, limit: int, *, oldest: bool
) -> Select[Any]:
    """The first rows of each account that can have one on this page: those with the newest first rows."""
    own = func.unnest(_ids(accounts)).table_valued("id", name="own").render_derived()
    source: Any = own
    if len(accounts) > limit:
        first = _of(own.c.id, (Application.listed_at, Application.id), conditions, 1, oldest=oldest)
        chosen = select(own.c.id).select_from(own.join(first, true())).order_by(*_order(first.c, oldest=oldest))
        source = chosen.limit(limit).subquery()
    rows = _of(source.c.id, columns, conditions, limit, oldest=oldest)
    return select(rows).select_from(source.join(rows, true()))


def _of(
    account: ColumnElement[UUID], columns: Sequence[Any], conditions: Conditions, limit: int, *, oldest: bool
) -> Any:
    """The first rows of one account, beside the row that names it."""
    wanted = select(*columns).where(Application.company_account_id == account, *conditions)
    return wanted.order_by(*_order(Application, oldest=oldest)).limit(limit).lateral()


def _ids(accounts: Sequence[UUID]) -> Any:
    return bindparam("accounts", list(accounts), type_=ARRAY(Uuid()), unique=True)


def _order(columns: Any, *, oldest: bool) -> list[Any]:
    return [column.asc() if oldest else column.desc() for column in (columns.listed_at, columns.id)]


def _not_seen_otherwise(reach: Reach) -> ColumnElement[bool]:
    """A colleague may have come into the company account since it was shown to them: it is listed once."""
    if not reach.accounts:
        return true()
    outside = Application.company_account_id != func.all(_ids(list(reach.accounts)))
    return or_(Application.company_account_id.is_(None), outside)
