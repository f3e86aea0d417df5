"""What the rows of a sheet name, looked up once for all of them: products, accounts, end users, what was filed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, and_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from tbc.applications.models import Application
from tbc.applications.queries import Reach, reach_of
from tbc.applications.record import Content
from tbc.applications.service.filing import final
from tbc.bulk_filing.rules import SAME_WITHIN_DAYS
from tbc.catalog.models import Product
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.search import fold
from tbc.organizations.models import EndUser
from tbc.policy import Actor

# What says nothing of what is applied for: the name follows from the code, the others from how it was filed.
_ASIDE = frozenset({"product_name", "consent", "supplements", "remarks"})
_STILL_COUNTS = ("filed", "ordered", "shipped", "registered")


@dataclass(frozen=True, slots=True)
class Names:
    """Ids and records by what a sheet calls them."""

    reach: Reach
    products: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, list[UUID]] = field(default_factory=dict)
    end_users: Mapping[tuple[UUID, str], list[Mapping[str, Any]]] = field(default_factory=dict)

    def code_of(self, product: str) -> str:
        """The code of the product that is called so; a text that no product has is left as it is."""
        return self.products.get(_plain(product), product)

    def end_user_of(self, account_id: UUID, typed: Mapping[str, str]) -> list[Mapping[str, Any]]:
        """The company account's end users of the typed name whose department and number are not other than typed."""
        known = self.end_users.get((account_id, typed.get("corporate_name", "").strip()), [])
        narrow = [name for name in ("department", "corporate_number") if typed.get(name)]
        return [one for one in known if all(str(one.get(name) or "") == typed[name].strip() for name in narrow)]


def look_up(actor: Actor, companies: Collection[str]) -> Names:
    """What rows of `actor` may name, in three statements; `companies` are the end users' names in them."""
    reach = reach_of(actor)
    accounts: dict[str, list[UUID]] = {}
    for own, name in reach.accounts.items():
        accounts.setdefault(fold(name), []).append(own)
    return Names(reach, _products(), accounts, _end_users(list(reach.accounts), companies))


def fingerprint(content: Content, account_id: UUID | None) -> str:
    """What is the same for records that ask for the same thing in the same place, drafts or filed."""
    whole = content if "consent" in content else final(content, consent=False)
    told = json.dumps(_bare(whole), ensure_ascii=False, sort_keys=True)
    return sha256(f"{account_id} {told}".encode()).hexdigest()


def filed_lately(actor: Actor, companies: Collection[str], accounts: Iterable[UUID]) -> dict[str, UUID]:
    """The applications of the last month for these end users, by fingerprint: own quick ones, and those of accounts."""
    since = now() - timedelta(days=SAME_WITHIN_DAYS)
    own = and_(Application.filer_id == actor.user_id, Application.company_account_id.is_(None))
    within = Application.company_account_id == func.any(_array(accounts, Uuid()))
    wanted = select(Application.id, Application.company_account_id, Application.content).where(
        or_(own, within),
        Application.number.is_not(None),
        Application.listed_at > since,
        Application.state.in_(_STILL_COUNTS),
        Application.company == func.any(_array(companies, Text())),
    )
    rows = session.execute(wanted.order_by(Application.listed_at)).all()
    return {fingerprint(row.content, row.company_account_id): row.id for row in rows}


def _products() -> dict[str, str]:
    """Codes by folded code and name; a name that two products have means neither."""
    found: dict[str, str] = {}
    named: dict[str, set[str]] = {}
    for code, *names in session.execute(select(Product.code, Product.name_ja, Product.name_en)):
        found[_plain(code)] = code
        for name in names:
            named.setdefault(_plain(name), set()).add(code)
    return {name: next(iter(codes)) for name, codes in named.items() if len(codes) == 1} | found


def _end_users(accounts: list[UUID], companies: Collection[str]) -> dict[tuple[UUID, str], list[Mapping[str, Any]]]:
    found: dict[tuple[UUID, str], list[Mapping[str, Any]]] = {}
    if not accounts or not companies:
        return found
    wanted = select(EndUser.account_id, EndUser.corporate_name, EndUser.content).where(
        EndUser.account_id == func.any(_array(accounts, Uuid())),
        EndUser.corporate_name == func.any(_array(companies, Text())),
        EndUser.archived_at.is_(None),
    )
    for account_id, name, content in session.execute(wanted):
        found.setdefault((account_id, name), []).append(content)
    return found


def _array(values: Iterable[Any], of: Any) -> Any:
    return bindparam(None, list(values), type_=ARRAY(of), unique=True)


def _bare(value: Any) -> Any:
    """`value` without what is empty and what does not count."""
    if isinstance(value, dict):
        parts = {name: _bare(one) for name, one in value.items() if name not in _ASIDE}
        return {name: one for name, one in parts.items() if one not in ("", None, [], {})}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _plain(name: str) -> str:
    return fold(name).replace(" ", "")
