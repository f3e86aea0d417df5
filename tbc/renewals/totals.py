"""What a choice or a renewal costs: its lines as an invoice has them, the tax per rate, and all in all (BIL-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tbc.invoices.house import settings
from tbc.invoices.rules import Line, RateTotal, grand_total, totals
from tbc.renewals.models import Renewal
from tbc.renewals.rules import Offer


@dataclass(frozen=True, slots=True)
class Summed:
    """In yen: `net` without tax, the tax by rate, `total` with tax."""

    net: int
    by_rate: list[RateTotal]
    total: int


def summed(chosen: Iterable[tuple[str, int, Offer]]) -> Summed | None:
    """What the offers for so many units of these products cost together; None without any."""
    lines = [Line(name, quantity, offer.unit_price, offer.tax_rate, offer.amount) for name, quantity, offer in chosen]
    return _sum(lines) if lines else None


def lines_of(renewal: Renewal, names: dict[int, str]) -> tuple[Line, ...]:
    """The lines of a renewal, called as `names` say by position."""
    return tuple(
        Line(names[line.position], line.quantity, line.unit_price, line.tax_rate, line.amount) for line in renewal.lines
    )


def sum_of(renewal: Renewal) -> Summed:
    """What a renewal costs."""
    return _sum(lines_of(renewal, {line.position: line.product_name for line in renewal.lines}))


def _sum(lines: Iterable[Line]) -> Summed:
    by_rate = totals(lines, settings().tax_rounding)
    return Summed(sum(one.net for one in by_rate), by_rate, grand_total(by_rate))
