"""Pure decisions on dealers: tiers, who may buy from whom, and circles in the chain (PRT-4)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

TIERS = (1, 2, 3)
NAMES_AT_MOST = 20
UPSTREAMS_AT_MOST = 20


def is_odd_tier(tier: int, upstream_tier: int) -> bool:
    """Whether a dealer buys from one of its own tier or of a lower one: possible, but worth a second look."""
    return upstream_tier >= tier


def find_circle(upstreams: Mapping[T, Collection[T]], dealer: T, upstream: T) -> list[T]:
    """The circle that `dealer` buying from `upstream` would close: dealer, upstream, … , dealer; empty for none.

    `upstreams` are those of each dealer now. The shortest circle is given.
    """
    ways = {upstream: [dealer, upstream]}
    waiting = [upstream]
    for here in waiting:
        if here == dealer:
            return ways[here]
        for above in upstreams.get(here, ()):
            if above == dealer:
                return [*ways[here], above]
            if above not in ways:
                ways[above] = [*ways[here], above]
                waiting.append(above)
    return []


def find_any_circle(upstreams: Mapping[T, Collection[T]]) -> list[T]:
    """Some circle in the chain, first and last the same; empty for none. For a chain that comes as a whole."""
    left = {dealer: set(above) for dealer, above in upstreams.items()}
    while left:
        # Whoever buys only from such as buy from nobody else in question stands in no circle.
        free = [dealer for dealer, above in left.items() if not above & left.keys()]
        if not free:
            start = next(iter(left))
            return _walk(left, start)
        for dealer in free:
            del left[dealer]
    return []


def _walk(left: Mapping[T, Collection[T]], start: T) -> list[T]:
    """Upwards from `start`, always to one that is left, until one is met again."""
    way, here = [start], start
    while True:
        here = next(above for above in left[here] if above in left)
        if here in way:
            return [*way[way.index(here) :], here]
        way.append(here)
