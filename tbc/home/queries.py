"""The partner's working place: the end users of all their company accounts, each with its last application."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, bindparam, func, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from tbc.applications.models import Application
from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.organizations.models import EndUser
from tbc.organizations.queries.paging import Beside, Listed, page_of

PAGE = 10
_COLUMNS: tuple[Any, ...] = (
    EndUser.id,
    EndUser.account_id,
    EndUser.corporate_name,
    EndUser.department,
    EndUser.content["prefecture"].astext.label("prefecture"),
    EndUser.content["city"].astext.label("city"),
)
_LAST: tuple[Any, ...] = (
    Application.id,
    Application.number,
    Application.state,
    Application.kind,
    Application.products,
    Application.listed_at,
    Application.company_account_id,
    Application.company,
)


def list_end_users(accounts: Collection[UUID], words: str, beside: Beside) -> Listed:
    """One page of the end users that these company accounts keep, by kana; the caller is in all of the accounts."""
    within = EndUser.account_id == func.any(bindparam(None, list(accounts), type_=ARRAY(Uuid()), unique=True))
    query = select(*_COLUMNS).where(within, EndUser.archived_at.is_(None))
    found = query.where(*containing(words, EndUser.search_text, EndUser.search_pairs))
    return page_of(found, (EndUser.corporate_name_kana, EndUser.id), EndUser.id, beside, PAGE)


def last_applications(end_users: Sequence[Row[Any]]) -> dict[UUID, Row[Any]]:
    """The last filed application for each of these, by the end user's id: of the same name, in the same account."""
    pairs = {(row.account_id, row.corporate_name) for row in end_users}
    if not pairs:
        return {}
    own = tuple_(Application.company_account_id, Application.company)
    wanted = (
        select(*_LAST)
        .ext(distinct_on(Application.company_account_id, Application.company))
        .where(own.in_(sorted(pairs, key=str)), Application.number.is_not(None))
        .order_by(Application.company_account_id, Application.company, Application.listed_at.desc())
    )
    found = {(row.company_account_id, row.company): row for row in session.execute(wanted)}
    named = {row.id: found.get((row.account_id, row.corporate_name)) for row in end_users}
    return {own_id: last for own_id, last in named.items() if last}
