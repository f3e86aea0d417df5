"""Codes and their deliveries: taken from the stock or brought with the shipment, each given once (DLV-1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select

from tbc.catalog.models import Product
from tbc.catalog.rules import codes_needed, has_shape
from tbc.deliveries.models import Delivery, StockCode
from tbc.deliveries.rules import CodesFaulty, OutOfStock, read_code
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.licenses.models import LicenseCode
from tbc.orders.models import OrderLine


@dataclass(frozen=True, slots=True)
class Taken:
    """The codes of one line: rows of the stock that are locked, or new ones that come with the shipment."""

    position: int
    kind: str
    rows: tuple[StockCode, ...]

    @property
    def codes(self) -> list[str]:
        return [row.code for row in self.rows]


def take(
    lines: Sequence[OrderLine], products: Mapping[str, Product], kind: str, given: Mapping[int, Sequence[str]]
) -> list[Taken]:
    """The codes that the lines of an order of `kind` bring; nothing is changed yet.

    Rows that another shipment holds are passed over and never waited for, so that it does not matter in which order
    two of them come. `given` are codes that come with the shipment, by position, instead of those in stock.

    Raises:
        OutOfStock: there are too few.
        CodesFaulty: the codes that came with the shipment are too few or many, malformed, double or given already.
    """
    needs = {line.position: codes_needed(products[line.product_code], kind, line.quantity) for line in lines}
    read = {position: [read_code(code) for code in codes if code.strip()] for position, codes in given.items()}
    known = _known(code for codes in read.values() for code in codes)
    seen: set[str] = set()
    taken: list[Taken] = []
    for line in lines:
        product, needed = products[line.product_code], needs[line.position]
        codes = read.get(line.position) or []
        if codes:
            _check(line, product, codes, needed, seen)
            rows = [_brought(line, product, code, known) for code in codes]
        else:
            rows = _free(product, needed, {row.id for one in taken for row in one.rows}) if needed else []
        if rows:
            taken.append(Taken(line.position, product.code_kind, tuple(rows)))
    return taken


def give(taken: Iterable[Taken], delivery: Delivery, by_name: str) -> None:
    """Mark the codes as given with the delivery; from now on the database lets nobody take them back."""
    at = now()
    for line in taken:
        for row in line.rows:
            row.delivery_id, row.position, row.given_at = delivery.id, line.position, at
            row.brought_by_name = row.brought_by_name or by_name
            session.add(row)
    session.flush()


def _free(product: Product, needed: int, held: set[UUID]) -> list[StockCode]:
    """So many free codes, the first brought first; `held` are those that an earlier line of this shipment takes."""
    free = (
        StockCode.product_code == product.code,
        StockCode.kind == product.code_kind,
        StockCode.given_at.is_(None),
        # An older contract may have been imported with a code that still lies here: nobody gets it again.
        ~exists().where(LicenseCode.code == StockCode.code),
    )
    wanted = select(StockCode).where(*free, StockCode.id.not_in(held)).order_by(StockCode.id).limit(needed)
    rows = list(session.scalars(wanted.with_for_update(skip_locked=True)))
    if len(rows) < needed:
        raise OutOfStock(product.code, needed, len(rows))
    return rows


def _known(codes: Iterable[str]) -> dict[str, StockCode | None]:
    """Which of these codes are in the stock, and None for those that a license has without it."""
    asked = sorted(set(codes))
    if not asked:
        return {}
    held = session.scalars(select(LicenseCode.code).where(LicenseCode.code.in_(asked)))
    stocked = session.scalars(select(StockCode).where(StockCode.code.in_(asked)).order_by(StockCode.id))
    return dict.fromkeys(held) | {row.code: row for row in stocked.all()}


def _check(line: OrderLine, product: Product, codes: Sequence[str], needed: int, seen: set[str]) -> None:
    if len(codes) != needed:
        raise CodesFaulty("count", line.position, needed=needed)
    for code in codes:
        if not has_shape(pattern_of(product), code):
            raise CodesFaulty("shape", line.position, code)
        if code in seen:
            raise CodesFaulty("double", line.position, code)
        seen.add(code)


def _brought(line: OrderLine, product: Product, code: str, known: Mapping[str, StockCode | None]) -> StockCode:
    """A row for a code that comes with the shipment; one that lies in stock for this product is taken from there."""
    if code not in known:
        return StockCode(product_code=product.code, kind=product.code_kind, code=code)
    row = known[code]
    if row is None:
        raise CodesFaulty("taken", line.position, code)
    session.refresh(row, with_for_update=True)
    if row.given_at is not None or (row.product_code, row.kind) != (product.code, product.code_kind):
        raise CodesFaulty("taken", line.position, code)
    return row


def pattern_of(product: Product) -> str:
    """The shape that the product's own kind of code must have."""
    return product.serial_number_pattern if product.code_kind == "serial-number" else product.activation_code_pattern
