"""Finding dealers: one, those that bear a name, those that staff list (PRT-4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select, text, union
from sqlalchemy.orm import aliased

from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.kit.text.companies import company_name, modern
from tbc.organizations.queries.paging import Beside, Listed, page_of
from tbc.partners.models import Dealer, DealerMerge, DealerName, Upstream
from tbc.partners.models.dealers import LOCK
from tbc.policy import Actor

PAGE = 50
STATES = ("live", "closed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What staff's list is narrowed to: words of any name, a tier, `live` or `closed`."""

    words: str = ""
    tier: int | None = None
    state: str = ""


def find_dealer(actor: Actor, dealer_id: UUID) -> Dealer | None:
    """A dealer in any state, as staff alone may see it."""
    return session.get(Dealer, dealer_id, populate_existing=True) if actor.is_staff else None


def find_unmerged(actor: Actor, dealer_id: UUID) -> Dealer | None:
    """As `find_dealer`, but none that went into another: nothing is done with it any more."""
    found = find_dealer(actor, dealer_id)
    return found if found and found.merged_into_id is None else None


def lock_dealer(actor: Actor, dealer_id: UUID) -> Dealer | None:
    """As `find_unmerged`, for an act: no other act on dealers goes on meanwhile."""
    if actor.is_staff:
        hold_dealers()
    return find_unmerged(actor, dealer_id)


def hold_dealers() -> None:
    """Let this transaction alone change dealers. The triggers take the same lock, and rows are locked after it."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def list_dealers(wanted: Wanted, beside: Beside) -> Listed:
    """One page of the dealers, by kana, each with the name of its default upstream."""
    upstream, default = aliased(Dealer), aliased(Upstream)
    names = select(func.count()).where(DealerName.dealer_id == Dealer.id, ~DealerName.is_main)
    query = (
        select(
            Dealer.id,
            Dealer.name,
            Dealer.kana,
            Dealer.tier,
            Dealer.corporate_number,
            Dealer.closed_at,
            upstream.id.label("upstream_id"),
            upstream.name.label("upstream"),
            names.correlate(Dealer).scalar_subquery().label("synonyms"),
        )
        .outerjoin(default, and_(default.dealer_id == Dealer.id, default.is_default))
        .outerjoin(upstream, upstream.id == default.upstream_id)
        .where(Dealer.merged_into_id.is_(None), *_narrowed(wanted))
    )
    return page_of(query, (Dealer.kana, Dealer.id), Dealer.id, beside, PAGE)


def list_names(dealer_id: UUID) -> Sequence[DealerName]:
    """All names of a dealer, the main one first."""
    wanted = select(DealerName).where(DealerName.dealer_id == dealer_id)
    return session.scalars(wanted.order_by(DealerName.is_main.desc(), DealerName.added_at, DealerName.id)).all()


def find_name(dealer_id: UUID, name_id: UUID) -> DealerName | None:
    """One name of a dealer."""
    found = session.get(DealerName, name_id)
    return found if found and found.dealer_id == dealer_id else None


def bearers_of(keys: Collection[str]) -> dict[str, Row[str, UUID, str]]:
    """By key: id and name of the dealer who bears it, in any state."""
    if not keys:
        return {}
    wanted = select(DealerName.name_key, Dealer.id, Dealer.name).join(Dealer, Dealer.id == DealerName.dealer_id)
    return {row.name_key: row for row in session.execute(wanted.where(DealerName.name_key.in_(keys)))}


def dealers_named(names: Iterable[str]) -> dict[str, UUID]:
    """By name as typed: the one dealer whom it means. A name without legal form means whoever bears it with any.

    One statement, whatever is asked.
    """
    asked = {name: company_name(name) for name in names}
    bearers = bearers_of({key for name in asked.values() for key in name.keys if key})
    found: dict[str, UUID] = {}
    for typed, name in asked.items():
        exact = bearers.get(name.key)
        meant = {exact.id} if exact else {bearers[key].id for key in name.keys if key in bearers}
        if len(meant) == 1:
            found[typed] = meant.pop()
    return found


def is_numbered(corporate_number: str, but: UUID | None = None) -> Dealer | None:
    """The dealer of that corporate number, other than `but`."""
    if not corporate_number:
        return None
    same = (Dealer.corporate_number == corporate_number, Dealer.merged_into_id.is_(None), Dealer.id != but)
    return session.scalars(select(Dealer).where(*same)).first()


def list_merges(dealer: Dealer) -> Sequence[Row[DealerMerge, str]]:
    """The merges into this dealer that were not undone, the latest first, with the other's name."""
    wanted = select(DealerMerge, Dealer.name).join(Dealer, Dealer.id == DealerMerge.from_id)
    return session.execute(
        wanted.where(DealerMerge.into_id == dealer.id, DealerMerge.undone_at.is_(None))
        .order_by(DealerMerge.merged_at.desc())
        .limit(PAGE)
    ).all()


def find_merge(actor: Actor, merge_id: UUID) -> DealerMerge | None:
    """A merge, for this transaction alone to undo."""
    if not actor.is_staff:
        return None
    hold_dealers()
    return session.get(DealerMerge, merge_id, populate_existing=True)


def matching(words: str) -> list[ColumnElement[bool]]:
    """The conditions under which a dealer has `words` in one of its names; the legal form may stand anywhere."""
    name = company_name(words)
    sought = name.core if name.form else modern(words)
    return containing(sought, Dealer.search_text, Dealer.search_pairs)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = matching(wanted.words) if wanted.words.strip() else []
    if wanted.tier:
        found.append(Dealer.tier == wanted.tier)
    if wanted.state in STATES:
        found.append(Dealer.closed_at.is_(None) if wanted.state == "live" else Dealer.closed_at.is_not(None))
    return found


def list_doubles() -> Sequence[Row[UUID, str, UUID, str]]:
    """Pairs of live dealers that may be one company: of the same kana, or of the same name but for its legal form."""
    one, other = aliased(DealerName), aliased(DealerName)
    apart = one.dealer_id < other.dealer_id
    core, other_core = (func.split_part(name.name_key, " ", 1) for name in (one, other))
    alike = union(
        select(one.dealer_id.label("a"), other.dealer_id.label("b"))
        .join(other, and_(one.kana == other.kana, apart))
        .where(one.kana != ""),
        select(one.dealer_id, other.dealer_id).join(other, and_(core == other_core, apart)),
    ).subquery()
    a, b = aliased(Dealer), aliased(Dealer)
    wanted = select(a.id, a.name, b.id.label("other_id"), b.name.label("other")).select_from(alike)
    wanted = wanted.join(a, a.id == alike.c.a).join(b, b.id == alike.c.b)
    live = (dealer.closed_at.is_(None) for dealer in (a, b))
    return session.execute(wanted.where(*live).order_by(a.kana, a.id, b.id).limit(PAGE)).all()
