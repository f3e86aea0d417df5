"""The chain around a dealer: from whom it buys, up to the vendor, and who buys from it (PRT-4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, literal, select, true, union_all

from tbc.kit.db import session
from tbc.partners.models import Dealer, Upstream

DOWNSTREAMS_SHOWN = 50
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Kin:
    """A dealer beside another in the chain."""

    id: UUID
    name: str
    tier: int
    closed_at: datetime | None
    is_default: bool


@dataclass(slots=True)
class Chain:
    """`line`: the default upstreams, the next one first and whoever buys from the vendor last. `upstreams`: all from
    whom the dealer buys, the default first. `downstreams`: who buys from it, at most 50 of `downstreams_in_all`.
    """

    line: list[Kin] = field(default_factory=list)
    upstreams: list[Kin] = field(default_factory=list)
    downstreams: list[Kin] = field(default_factory=list)
    downstreams_in_all: int = 0


def chain_of(dealer: Dealer) -> Chain:
    """The chain around `dealer`, in one statement."""
    chain = Chain()
    places = {"line": chain.line, "up": chain.upstreams, "down": chain.downstreams}
    for row in session.execute(union_all(_line(dealer.id), _upstreams(dealer.id), _downstreams(dealer.id))):
        places[row.place].append(Kin(row.id, row.name, row.tier, row.closed_at, row.is_default))
        if row.place == "down":
            chain.downstreams_in_all = row.rank
    chain.upstreams.sort(key=lambda kin: not kin.is_default)
    return chain


def all_upstreams() -> dict[UUID, set[UUID]]:
    """From whom each dealer buys: the whole chain, for looking for circles."""
    found: dict[UUID, set[UUID]] = {}
    for row in session.execute(select(Upstream.dealer_id, Upstream.upstream_id)):
        found.setdefault(row.dealer_id, set()).add(row.upstream_id)
    return found


def names_of(dealer_ids: Collection[UUID]) -> dict[UUID, str]:
    """What dealers are called, by id."""
    wanted = select(Dealer.id, Dealer.name).where(Dealer.id.in_(dealer_ids))
    return {row.id: row.name for row in session.execute(wanted)}


def list_upstreams(dealer_id: UUID) -> Sequence[Upstream]:
    """The rows by which a dealer buys from others, the default first."""
    wanted = select(Upstream).where(Upstream.dealer_id == dealer_id)
    return session.scalars(wanted.order_by(Upstream.is_default.desc(), Upstream.added_at, Upstream.upstream_id)).all()


def find_upstream(dealer_id: UUID, upstream_id: UUID) -> Upstream | None:
    """One of them."""
    return session.get(Upstream, (dealer_id, upstream_id), populate_existing=True)


_KIN = (Dealer.id, Dealer.name, Dealer.tier, Dealer.closed_at)


def _line(dealer_id: UUID) -> Any:
    first = select(Upstream.upstream_id.label("id"), literal(1).label("rank")).where(
        Upstream.dealer_id == dealer_id, Upstream.is_default
    )
    above = first.cte("above", recursive=True)
    above = above.union_all(
        select(Upstream.upstream_id, above.c.rank + 1).where(
            Upstream.dealer_id == above.c.id, Upstream.is_default, above.c.rank < _DEEPEST
        )
    )
    return (
        select(literal("line").label("place"), *_KIN, true().label("is_default"), above.c.rank)
        .join(above, above.c.id == Dealer.id)
        .order_by(above.c.rank)
        .subquery()
        .select()
    )


def _upstreams(dealer_id: UUID) -> Any:
    found = select(literal("up").label("place"), *_KIN, Upstream.is_default, literal(0).label("rank"))
    on = and_(Upstream.upstream_id == Dealer.id, Upstream.dealer_id == dealer_id)
    return found.join(Upstream, on).order_by(Dealer.kana, Dealer.id).subquery().select()


def _downstreams(dealer_id: UUID) -> Any:
    in_all = func.count().over().label("rank")
    found = select(literal("down").label("place"), *_KIN, Upstream.is_default, in_all)
    on = and_(Upstream.dealer_id == Dealer.id, Upstream.upstream_id == dealer_id)
    ordered = found.join(Upstream, on).order_by(Dealer.kana, Dealer.id).limit(DOWNSTREAMS_SHOWN)
    return ordered.subquery().select()
