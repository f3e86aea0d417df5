"""The dealers that are offered to whoever fills in an application: names alone, of live ones alone (PRT-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, or_, select

from tbc.kit.db import session
from tbc.kit.text.companies import company_name, modern
from tbc.organizations.models import Member, Organization
from tbc.partners.models import Dealer, DealerName, Upstream
from tbc.partners.queries.dealers import dealers_named, matching
from tbc.policy import Actor

AT_MOST = 8

_LIVE = (Dealer.closed_at.is_(None), Dealer.merged_into_id.is_(None))


@dataclass(frozen=True, slots=True)
class Choice:
    """A dealer to choose: its name, and the other name by which it was found."""

    id: UUID
    name: str
    also: str = ""


def offer_dealers(words: str) -> tuple[list[Choice], bool]:
    """The dealers whose names contain `words`, those that begin with them first; and whether there are more.

    Two statements at most, however many dealers there are.
    """
    core = company_name(words).core
    if not core:
        return [], False
    begins = _begins(core)
    query = select(Dealer.id, Dealer.name).where(*_LIVE, *matching(words))
    found = session.execute(query.order_by(begins.desc(), Dealer.kana, Dealer.id).limit(AT_MOST + 1)).all()
    names = _names_of([row.id for row in found[:AT_MOST]])
    choices = [Choice(row.id, row.name, _also(row.name, names.get(row.id, ()), words)) for row in found[:AT_MOST]]
    return choices, len(found) > AT_MOST


def find_offered(dealer_id: UUID) -> Choice | None:
    """A live dealer by its id."""
    row = session.execute(select(Dealer.id, Dealer.name).where(Dealer.id == dealer_id, *_LIVE)).one_or_none()
    return Choice(row.id, row.name) if row else None


def own_dealer(actor: Actor) -> Choice | None:
    """The dealer whose organization `actor` is in: their own company, offered first as reseller."""
    home = func.coalesce(Organization.merged_into_id, Organization.id)
    query = (
        select(Dealer.id, Dealer.name)
        .join(Organization, Organization.id == Dealer.organization_id)
        .join(Member, Member.organization_id == home)
        .where(Member.user_id == actor.user_id, Member.standing == "domain", Organization.deleted_at.is_(None), *_LIVE)
    )
    row = session.execute(query.order_by(Dealer.kana, Dealer.id).limit(1)).one_or_none()
    return Choice(row.id, row.name) if row else None


def upstreams_of(company: str) -> Sequence[Row[UUID, str, bool]] | None:
    """From whom the dealer called `company` buys: id, name and whether it is the default, which comes first.

    None if no dealer bears that name; empty if it buys from nobody that is known. Two statements.
    """
    dealer_id = dealers_named([company]).get(company) if company else None
    if dealer_id is None:
        return None
    query = (
        select(Dealer.id, Dealer.name, Upstream.is_default)
        .join(Upstream, Upstream.upstream_id == Dealer.id)
        .where(Upstream.dealer_id == dealer_id, *_LIVE)
    )
    return session.execute(query.order_by(Upstream.is_default.desc(), Dealer.kana, Dealer.id).limit(AT_MOST)).all()


def same_dealer(one: str, other: str) -> bool:
    """Whether both names mean one dealer, if only by a synonym."""
    found = dealers_named([one, other])
    return one in found and found.get(one) == found.get(other)


def _begins(core: str) -> ColumnElement[bool]:
    """Whether a name, or its kana, begins with what was typed."""
    one = select(DealerName.id).where(
        DealerName.dealer_id == Dealer.id,
        or_(DealerName.name_key.startswith(core, autoescape=True), DealerName.kana.startswith(core, autoescape=True)),
    )
    return one.exists()


def _names_of(ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    if not ids:
        return {}
    found: dict[UUID, list[tuple[str, str]]] = {}
    wanted = select(DealerName.dealer_id, DealerName.name, DealerName.kana).where(DealerName.dealer_id.in_(ids))
    for row in session.execute(wanted.order_by(DealerName.is_main.desc(), DealerName.added_at)):
        found.setdefault(row.dealer_id, []).append((row.name, row.kana))
    return found


def _also(main: str, names: Sequence[tuple[str, str]], words: str) -> str:
    """The synonym by which it was found, if the main name and its kana have nothing of what was typed."""
    core = company_name(words).core
    for name, kana in names:
        if core in company_name(name).core or core in modern(kana).replace(" ", ""):
            return "" if name == main else name
    return ""
