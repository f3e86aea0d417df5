"""Reading the end users of a company account (ORG-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.organizations.models import CompanyAccount, EndUser
from tbc.organizations.queries.accounts import find_account, find_end_user
from tbc.organizations.queries.paging import Beside, Listed, page_of
from tbc.policy import Actor, Permission, Role, allowed

PAGE = 20
LATEST = 5
OFFERED = 10

_COLUMNS = (
    EndUser.id,
    EndUser.corporate_name,
    EndUser.corporate_name_kana,
    EndUser.corporate_number,
    EndUser.department,
    EndUser.content["contact_name"].astext.label("contact_name"),
    EndUser.content["prefecture"].astext.label("prefecture"),
    EndUser.content["city"].astext.label("city"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An end user and the company account that keeps it, as an address names both."""

    account: CompanyAccount
    end_user: EndUser

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.end_user.roles_of(actor)


def find_in_account(actor: Actor, account_id: UUID, end_user_id: UUID) -> Kept | None:
    """The end user, if the company account keeps it and `actor` is in that."""
    found = find_end_user(actor, end_user_id)
    if found is None or found.account_id != account_id:
        return None
    return Kept(session.get_one(CompanyAccount, account_id), found)


def lock_in_account(actor: Actor, account_id: UUID, end_user_id: UUID) -> Kept | None:
    """As `find_in_account`, for this transaction alone."""
    session.execute(select(EndUser.id).where(EndUser.id == end_user_id).with_for_update())
    return find_in_account(actor, account_id, end_user_id)


def list_end_users(
    account: CompanyAccount, words: str, beside: Beside, *, archived: bool = False, limit: int = PAGE
) -> Listed:
    """One page of the account's end users, by kana; those that are archived only when asked for."""
    query = _of(account.id, archived=archived).where(*_containing(words))
    return page_of(query, (EndUser.corporate_name_kana, EndUser.id), EndUser.id, beside, limit)


def list_latest(account: CompanyAccount, limit: int = LATEST) -> Sequence[Row[*tuple[Any, ...]]]:
    """The end users that were added or changed last."""
    return session.execute(_of(account.id).order_by(EndUser.changed_at.desc(), EndUser.id).limit(limit)).all()


def list_offered(actor: Actor, account_id: UUID, words: str, limit: int = OFFERED) -> Sequence[Row[*tuple[Any, ...]]]:
    """The end users of a company account that `actor` may choose from in an application, by kana.

    Rows have `id`, `corporate_name`, `corporate_number`, `department`, `contact_name`, `prefecture`, `city`. None for
    whoever is not in the account.
    """
    account = find_account(actor, account_id)
    if account is None or not allowed(actor, Permission.END_USER_READ, account):
        return ()
    query = _of(account.id).where(*_containing(words))
    return session.execute(query.order_by(EndUser.corporate_name_kana, EndUser.id).limit(limit)).all()


def find_offered(actor: Actor, end_user_id: UUID) -> EndUser | None:
    """The end user that was chosen, if it is offered to `actor`: its `content` is the application's section."""
    found = find_end_user(actor, end_user_id)
    return found if found and found.archived_at is None else None


def find_same(account_id: UUID, corporate_number: str, department: str) -> EndUser | None:
    """The end user on offer that has this corporate number and department: there is one at most."""
    if not corporate_number:
        return None
    wanted = select(EndUser).where(
        EndUser.account_id == account_id,
        EndUser.corporate_number == corporate_number,
        EndUser.department == department,
        EndUser.archived_at.is_(None),
    )
    return session.scalars(wanted).one_or_none()


def find_namesake(account_id: UUID, corporate_name: str, department: str) -> EndUser | None:
    """An end user on offer that has this name and department."""
    wanted = select(EndUser).where(
        EndUser.account_id == account_id,
        EndUser.corporate_name == corporate_name,
        EndUser.department == department,
        EndUser.archived_at.is_(None),
    )
    return session.scalars(wanted.order_by(EndUser.id).limit(1)).one_or_none()


def list_known(account_id: UUID, *, lock: bool = False) -> Sequence[Row[*tuple[Any, ...]]]:
    """All end users on offer, in the columns by which a sheet is compared with them; `lock` keeps them as they are."""
    wanted = select(EndUser.id, EndUser.content, EndUser.version).where(
        EndUser.account_id == account_id, EndUser.archived_at.is_(None)
    )
    ordered = wanted.order_by(EndUser.id)
    return session.execute(ordered.with_for_update() if lock else ordered).all()


def name_of_changer(end_user: EndUser) -> str:
    """Who changed the record last; empty when nobody did."""
    return (
        (session.scalar(select(User.name).where(User.id == end_user.changed_by_id)) or "")
        if (end_user.changed_by_id)
        else ""
    )


def _of(account_id: UUID, *, archived: bool = False) -> Select[*tuple[Any, ...]]:
    state = EndUser.archived_at.is_not(None) if archived else EndUser.archived_at.is_(None)
    return select(*_COLUMNS).where(EndUser.account_id == account_id, state)


def _containing(words: str) -> list[Any]:
    return containing(words, EndUser.search_text, EndUser.search_pairs)
