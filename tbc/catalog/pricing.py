"""Which prices follow one another, and which hold on a day; of two for the same thing only one does. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Generic

from tbc.catalog.rules import SomePrice

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one price, inclusive; `until` None for no end. `key` is whatever tells it from others."""

    key: Any
    since: date
    until: date | None


@dataclass(slots=True)
class Succession:
    """`spans` in order of time, each ended where the next begins; `clashes`: pairs that share a day, in that order."""

    spans: list[Span] = field(default_factory=list)
    clashes: list[tuple[Span, Span]] = field(default_factory=list)


def arrange(spans: Iterable[Span]) -> Succession:
    """Let each span without an end, end on the day before the next one begins."""
    ordered = sorted(spans, key=lambda span: span.since)
    found = Succession()
    for span, following in zip(ordered, [*ordered[1:], None], strict=True):
        if following is None:
            found.spans.append(span)
        elif span.since == following.since or (span.until and span.until >= following.since):
            found.spans.append(span)
            found.clashes.append((span, following))
        else:
            found.spans.append(span if span.until else replace(span, until=following.since - DAY))
    return found


def may_end(until: date | None, today: date) -> bool:
    """Whether a price may be ended with the day `until`: what it was on days that have passed is not changed."""
    return until is None or until >= today - DAY


@dataclass(slots=True)
class Matrix(Generic[SomePrice]):
    """Prices of one class on one day: `rows` by kind and years, each with a price or None per band of `bands`."""

    bands: list[int]
    rows: list[tuple[str, int, list[SomePrice | None]]]


def matrix(prices: Iterable[SomePrice], contract_class: str, kinds: Sequence[str], on: date) -> Matrix[SomePrice]:
    """The prices that hold on the day `on`, with `kinds` in their order."""
    held = [
        price
        for price in prices
        if price.contract_class == contract_class
        and price.valid_from <= on
        and (price.valid_until is None or on <= price.valid_until)
    ]
    bands = sorted({price.quantity_from for price in held})
    cells = {(price.application_kind, price.years, price.quantity_from): price for price in held}
    rows = sorted({(kinds.index(price.application_kind), price.years) for price in held})
    return Matrix(
        bands, [(kinds[at], years, [cells.get((kinds[at], years, band)) for band in bands]) for at, years in rows]
    )
