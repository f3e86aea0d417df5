"""Merging two dealers that are one company, and undoing it within thirty days. Whoever calls holds the dealers.

What names the one goes on to the other by itself: applications follow the names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.partners.models import Dealer, DealerMerge, DealerName, Upstream
from tbc.partners.queries.chain import all_upstreams, names_of
from tbc.partners.queries.dealers import list_names
from tbc.partners.rules.dealers import NAMES_AT_MOST, find_circle
from tbc.partners.service.dealers import TooManyNames, describe, note
from tbc.policy import Actor

UNDO = timedelta(days=30)
Pair = tuple[UUID, UUID]


class NotMergeable(Exception):
    """One of them was merged already, or both are the same."""


class TooLateToUndo(Exception):
    """The thirty days are over, it was undone already, or the heir was itself merged since."""


@dataclass(slots=True)
class Preview:
    """What merging would do: names that move; sellers and buyers that come along; edges that fall away (names of
    seller and buyer), since they would lead from the dealer to itself or close a circle; and facts that differ.
    """

    names: list[DealerName] = field(default_factory=list)
    sellers: list[str] = field(default_factory=list)
    buyers: list[str] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    differing: list[tuple[str, Any, Any]] = field(default_factory=list)


def look(source: Dealer, target: Dealer) -> Preview:
    """What would happen if `source` went into `target`."""
    edges = _edges(source)
    kept, dropped = _sorted_out(edges, source, target)
    called = names_of({one for edge in edges for one in edge[:2]} | {target.id})
    preview = Preview(names=list(list_names(source.id)))
    preview.sellers = sorted(called[above] for below, above, _ in kept if below == target.id)
    preview.buyers = sorted(called[below] for below, above, _ in kept if above == target.id)
    preview.dropped = [(called[above], called[below]) for below, above, _ in dropped]
    for name in ("corporate_number", "tier", "organization_id"):
        theirs, ours = getattr(source, name), getattr(target, name)
        if theirs and theirs != ours:
            preview.differing.append((name, theirs, ours))
    return preview


def merge(actor: Actor, source: Dealer, target: Dealer, reason: str) -> DealerMerge:
    """Move names and chain of `source` into `target`, whose own data hold; what it lacks it takes over.

    Raises:
        NotMergeable, TooManyNames: see there.
    """
    if source.id == target.id or source.merged_into_id or target.merged_into_id:
        raise NotMergeable
    names = list_names(source.id)
    if len(names) + len(list_names(target.id)) > NAMES_AT_MOST:
        raise TooManyNames
    moved: dict[str, Any] = {"names": [str(name.id) for name in names], "main": str(names[0].id)}
    moved["edges"] = [[str(below), str(above), is_default] for below, above, is_default in _edges(source)]
    moved["added"] = [[str(below), str(above)] for below, above in _move_edges(source, target)]
    moved["took"] = _take_over(source, target)
    source.merged_into_id = target.id
    session.execute(
        update(DealerName).where(DealerName.dealer_id == source.id).values(dealer_id=target.id, is_main=False)
    )
    done = DealerMerge(from_id=source.id, into_id=target.id, reason=reason, merged_by_name=actor.name,
                       undo_until=now() + UNDO, moved=moved)  # fmt: skip
    session.add(done)
    _finish(source, target)
    note("dealers-merged", actor, target, name=target.name, other=source.name, other_id=str(source.id), reason=reason)
    note(
        "dealer-merged-away", actor, source, name=source.name, other=target.name, other_id=str(target.id), reason=reason
    )
    return done


def undo(actor: Actor, done: DealerMerge) -> Dealer:
    """Bring the merged dealer back with the names that are still its heir's, and with its chain where that closes no
    circle; what came to the heir since stays there.

    Raises:
        TooLateToUndo: see there.
    """
    source, target = session.get_one(Dealer, done.from_id), session.get_one(Dealer, done.into_id)
    if done.undone_at or done.undo_until < now() or source.merged_into_id != target.id or target.merged_into_id:
        raise TooLateToUndo
    if not any(str(name.id) in done.moved["names"] and not name.is_main for name in list_names(target.id)):
        # Nobody could find a dealer without a name.
        raise TooLateToUndo
    source.merged_into_id = None
    for name, value in done.moved["took"].items():
        if str(getattr(target, name)) == value:
            setattr(target, name, "" if name == "corporate_number" else None)
    session.flush()
    for name, value in done.moved["took"].items():
        setattr(source, name, UUID(value) if name == "organization_id" else value)
    _bring_names_back(source, target, done)
    _bring_edges_back(source, target, done)
    done.undone_at = now()
    _finish(source, target)
    note("dealer-merge-undone", actor, target, name=target.name, other=source.name, other_id=str(source.id))
    note("dealer-merge-undone", actor, source, name=source.name, other=target.name, other_id=str(target.id))
    return source


def _finish(*dealers: Dealer) -> None:
    for dealer in dealers:
        dealer.version += 1
        dealer.changed_at = now()
    session.flush()
    session.expire_all()
    describe(*dealers)


def _edges(dealer: Dealer) -> list[tuple[UUID, UUID, bool]]:
    """Buyer, seller and default mark of each row that has the dealer on either side."""
    rows = select(Upstream.dealer_id, Upstream.upstream_id, Upstream.is_default).where(
        or_(Upstream.dealer_id == dealer.id, Upstream.upstream_id == dealer.id)
    )
    return [(row.dealer_id, row.upstream_id, row.is_default) for row in session.execute(rows)]


Edges = list[tuple[UUID, UUID, bool]]


def _sorted_out(edges: Edges, source: Dealer, target: Dealer) -> tuple[Edges, Edges]:
    """The edges as the target would have them, and those (as they are) that cannot be."""
    upstreams = all_upstreams()
    for below, above, _ in edges:
        upstreams[below].discard(above)
    kept, dropped = [], []
    for below, above, is_default in edges:
        heir = (target.id if below == source.id else below, target.id if above == source.id else above)
        if heir[0] == heir[1] or find_circle(upstreams, *heir):
            dropped.append((below, above, is_default))
        elif heir[1] not in upstreams.setdefault(heir[0], set()):
            upstreams[heir[0]].add(heir[1])
            kept.append((*heir, is_default))
    return kept, dropped


def _move_edges(source: Dealer, target: Dealer) -> list[Pair]:
    """The edges that the target has now and had not before."""
    kept, _dropped = _sorted_out(_edges(source), source, target)
    session.execute(delete(Upstream).where(or_(Upstream.dealer_id == source.id, Upstream.upstream_id == source.id)))
    for below, above, is_default in kept:
        _add_edge(below, above, is_default=is_default)
    _mend_defaults({below for below, _, _ in kept} | {target.id})
    return [(below, above) for below, above, _ in kept]


def _add_edge(below: UUID, above: UUID, *, is_default: bool) -> None:
    has_default = session.scalar(select(Upstream.dealer_id).where(Upstream.dealer_id == below, Upstream.is_default))
    session.add(Upstream(dealer_id=below, upstream_id=above, is_default=is_default and not has_default))
    session.flush()


def _mend_defaults(buyers: set[UUID]) -> None:
    """Whoever buys from somebody has a default: the first that was added, where none is left."""
    rows = select(Upstream).where(Upstream.dealer_id.in_(buyers)).order_by(Upstream.dealer_id, Upstream.added_at)
    first: dict[UUID, Upstream] = {}
    with_default = set()
    for row in session.scalars(rows):
        first.setdefault(row.dealer_id, row)
        if row.is_default:
            with_default.add(row.dealer_id)
    for buyer, row in first.items():
        row.is_default = row.is_default or buyer not in with_default
    session.flush()


def _take_over(source: Dealer, target: Dealer) -> dict[str, str]:
    """Number and organization, where the target has none."""
    took = {}
    for name, nothing in (("corporate_number", ""), ("organization_id", None)):
        value = getattr(source, name)
        if value and not getattr(target, name):
            took[name] = str(value)
            setattr(source, name, nothing)
            session.flush()
            setattr(target, name, value)
    session.flush()
    return took


def _bring_names_back(source: Dealer, target: Dealer, done: DealerMerge) -> None:
    own = DealerName.id.in_([UUID(one) for one in done.moved["names"]])
    back = update(DealerName).where(own, DealerName.dealer_id == target.id, ~DealerName.is_main)
    session.execute(back.values(dealer_id=source.id))
    session.flush()
    session.expire_all()
    names = list_names(source.id)
    main = next((one for one in names if str(one.id) == done.moved["main"]), names[0])
    main.is_main = True
    source.name, source.kana = main.name, main.kana
    session.flush()


def _bring_edges_back(source: Dealer, target: Dealer, done: DealerMerge) -> None:
    for below, above in done.moved["added"]:
        gone = delete(Upstream).where(Upstream.dealer_id == UUID(below), Upstream.upstream_id == UUID(above))
        session.execute(gone)
    session.expire_all()
    upstreams = all_upstreams()
    buyers = {source.id, target.id}
    for below, above, is_default in done.moved["edges"]:
        edge = UUID(below), UUID(above)
        buyers.add(edge[0])
        if edge[1] in upstreams.get(edge[0], ()) or find_circle(upstreams, *edge):
            continue
        upstreams.setdefault(edge[0], set()).add(edge[1])
        _add_edge(*edge, is_default=is_default)
    _mend_defaults(buyers | {UUID(below) for below, _ in done.moved["added"]})
