"""What documents know by themselves: tax per rate, when a transfer is due, and numbers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

# How each kind is called in its number (SPEC §2: 見積書, 請求書, 領収書; BIL-3).
PREFIXES = {"quote": "QUO", "invoice": "INV", "receipt": "RCP", "cancellation": "CAN", "correction": "COR"}
KINDS = tuple(PREFIXES)
STATES = ("open", "paid", "cancelled", "lapsed")
STANDARD_RATE, REDUCED_RATE = 10, 8
TAX_RATES = (STANDARD_RATE, REDUCED_RATE)
MONTHS_TO_PAY = 2
BANK_DAYS_OF_GRACE = 5
# How long what is owed has been due: by name the most days that it is overdue, none for the last; in order.
AGES: dict[str, int | None] = {"not-due": 0, "to-30": 30, "to-60": 60, "over-60": None}
OVERDUE = "overdue"
MOST_LINES = 100
_DIGITS = 6

# `(day, n)` → the n-th business day after `day`, closed days considered.
BusinessDays = Callable[[date, int], date]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document: `amount` = `quantity` x `unit_price`, whole yen without tax; `tax_rate` in per cent.

    Raises:
        ValueError: it is no such line, which only a fault of the program can bring about.
    """

    name: str
    quantity: int
    unit_price: int
    tax_rate: int
    amount: int

    def __post_init__(self) -> None:
        if not self.name or self.quantity < 1 or self.unit_price < 0 or self.tax_rate not in TAX_RATES:
            raise ValueError("A line has a name, a quantity, a price and a known tax rate.")
        if self.amount != self.quantity * self.unit_price:
            raise ValueError("The amount of a line is its quantity times its unit price.")

    @property
    def is_reduced(self) -> bool:
        """Whether it bears the mark of the reduced rate (軽減税率 ※)."""
        return self.tax_rate == REDUCED_RATE


@dataclass(frozen=True, slots=True)
class RateTotal:
    """What a document sums up for one tax rate (per cent): `net` without tax and the `tax` on it, in yen."""

    rate: int
    net: int
    tax: int

    @property
    def gross(self) -> int:
        return self.net + self.tax


def totals(lines: Iterable[Line], rounding: str = "floor") -> list[RateTotal]:
    """The sums of `lines` by tax rate, the highest rate first (BIL-2).

    Tax is rounded once for each rate of the document and never by line (消費税法施行令 70条の10; the National Tax
    Agency's インボイス Q&A 問57 leaves the direction to the issuer).
    """
    nets: dict[int, int] = {}
    for line in lines:
        nets[line.tax_rate] = nets.get(line.tax_rate, 0) + line.amount
    return [RateTotal(rate, net, _tax(net, rate, rounding)) for rate, net in sorted(nets.items(), reverse=True)]


def grand_total(sums: Iterable[RateTotal]) -> int:
    """What is to be paid: yen with tax."""
    return sum(one.gross for one in sums)


def due_on(issued_on: date) -> date:
    """Until when an invoice is to be paid: two months after its issue; a day the month lacks is its last (BIL-1)."""
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + MONTHS_TO_PAY, 12)
    return date(year, month + 1, min(issued_on.day, monthrange(year, month + 1)[1]))


def counts_until(due: date, business_days_after: BusinessDays) -> date:
    """The last value date at which a transfer still counts: the fifth bank day after the due date (BIL-1)."""
    return business_days_after(due, BANK_DAYS_OF_GRACE)


def age_of(due: date, on: date) -> str:
    """Which of `AGES` an invoice has at the end of the day `on`."""
    return next(name for name, most in AGES.items() if most is None or (on - due).days <= most)


def number_of(kind: str, year: int, sequence: int) -> str:
    """How a document is called, such as `INV-2026-000001`; beyond a million a year the number grows longer."""
    return f"{PREFIXES[kind]}-{year:04}-{sequence:0{_DIGITS}}"


def _tax(net: int, rate: int, rounding: str) -> int:
    """The tax on `net` yen, in whole numbers throughout: a fraction in binary is not the law's."""
    hundredfold = net * rate
    if rounding == "ceil":
        return -(-hundredfold // 100)
    if rounding == "half-up":
        return (hundredfold + 50) // 100
    return hundredfold // 100
