"""Compares a sheet of prices with those that stand: what is added, which ones end or change, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from tbc.catalog.importing.price_columns import COLUMNS, MOST_ROWS, OWN, TITLES, shown
from tbc.catalog.importing.reading import read_rows
from tbc.catalog.models import Product, ProductPrice
from tbc.catalog.pricing import Span, arrange, may_end
from tbc.catalog.queries import get_products, list_prices
from tbc.kit.clock import today
from tbc.kit.sheets import SheetsRefused, read_sheets
from tbc.kit.sheets.rows import RowProblem

_DEFAULTS = {"quantity_from": 1}  # where the sheet has no such column
Slot = tuple[str, str, str, int, int]


@dataclass(slots=True)
class PriceChange:
    """A price that the sheet adds (`before` None), or one that it changes or ends; `row` is where it says so.

    `differences` are (key, old, new) as texts.
    """

    row: int
    before: ProductPrice | None
    values: dict[str, Any]
    differences: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class PricePreview:
    """What saving the sheet would do. With any problem nothing is saved. `token` stands for all that was compared."""

    added: list[PriceChange] = field(default_factory=list)
    changed: list[PriceChange] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    token: str = ""


def preview_prices(data: bytes, file_name: str) -> PricePreview:
    """What the sheet would do to the prices (CAT-3); nothing is written.

    A row is the price that begins on its day, for its product, class, kind, years and band. One that stands and has no
    end yet ends where the sheet lets the next one begin. Prices that the sheet does not name stay.
    """
    try:
        sheets = read_sheets(data, file_name, MOST_ROWS)
    except SheetsRefused as refused:
        return PricePreview(problems=[RowProblem(0, "", refused.sentence)])
    if not sheets:
        return PricePreview(problems=[RowProblem(0, "", _("シートがありません。"))])
    read = read_rows(sheets[0], COLUMNS, OWN)
    preview = PricePreview(problems=read.problems)
    codes = {values["product_code"] for _row, values in read.rows}
    products, prices = get_products(codes), list_prices(codes)
    standing: dict[Slot, list[ProductPrice]] = {}
    for price in prices:
        standing.setdefault(_slot(vars_of(price)), []).append(price)
    asked: dict[Slot, list[tuple[int, dict[str, Any]]]] = {}
    for row, given in read.rows:
        values = _DEFAULTS | given
        preview.problems += _not_sold(row, values, products.get(values["product_code"]))
        asked.setdefault(_slot(values), []).append((row, values))
    for slot, rows in asked.items():
        _compare(preview, standing.get(slot, []), rows)
    preview.problems.sort(key=lambda problem: problem.row)
    known = sorted((str(price.id), str(price.valid_until)) for price in prices)
    preview.token = sha256(data + repr(known).encode()).hexdigest()
    return preview


def vars_of(price: ProductPrice) -> dict[str, Any]:
    """The values of a price by the keys of the columns."""
    return {column.key: getattr(price, column.key) for column in COLUMNS}


def _slot(values: Mapping[str, Any]) -> Slot:
    code, contract_class, kind, years, quantity_from = (values[key] for key in OWN[:-1])
    return code, contract_class, kind, years, quantity_from


def _not_sold(row: int, values: Mapping[str, Any], product: Product | None) -> Iterator[RowProblem]:
    """A price is for what the product is offered with."""
    if product is None:
        said = _("この製品コードはありません。先に製品を登録してください。")
        yield RowProblem(row, str(TITLES["product_code"]), said, values["product_code"])
        return
    offered: dict[str, Sequence[Any]] = {
        "contract_class": product.contract_classes,
        "application_kind": product.application_kinds,
        "years": product.term_years,
    }
    for key, words in offered.items():
        if values[key] not in words:
            said = _("この製品では扱っていません。扱うのは%(words)sです。", words=" ".join(str(word) for word in words))
            yield RowProblem(row, str(TITLES[key]), said, str(values[key]))


def _compare(preview: PricePreview, standing: list[ProductPrice], rows: list[tuple[int, dict[str, Any]]]) -> None:
    """The rows of one product, class, kind, years and band against the prices that stand for these."""
    by_day = {price.valid_from: price for price in standing}
    changes = [_change(row, by_day.get(values["valid_from"]), values) for row, values in rows]
    named = {change.before.id for change in changes if change.before}
    silent = [PriceChange(0, price, vars_of(price)) for price in standing if price.id not in named]
    ordered = [*changes, *silent]
    spans = [Span(at, one.values["valid_from"], one.values["valid_until"]) for at, one in enumerate(ordered)]
    found = arrange(spans)
    for pair in found.clashes:
        one, other = (ordered[span.key] for span in pair)
        said = _("ほかの価格と期間が重なります。適用終了日を確かめてください。")
        preview.problems.append(RowProblem(other.row or one.row, str(TITLES["valid_from"]), said))
    cause = max(row for row, _values in rows)
    for span in found.spans:
        change = ordered[span.key]
        change.values["valid_until"] = span.until
        change.row = change.row or cause
        _sort_in(preview, change, is_silent=span.key >= len(changes))


def _change(row: int, before: ProductPrice | None, values: dict[str, Any]) -> PriceChange:
    kept = vars_of(before) if before else {"valid_until": None}
    return PriceChange(row, before, kept | values)


def _sort_in(preview: PricePreview, change: PriceChange, *, is_silent: bool) -> None:
    before, day = change.before, today()
    if before is None:
        preview.added.append(change)
        return
    was = vars_of(before)
    change.differences = [
        (key, shown(was[key]), shown(value)) for key, value in change.values.items() if was[key] != value
    ]
    if not change.differences:
        if not is_silent:
            preview.unchanged.append(change.row)
        return
    if _touches_the_past(before, change.values, day):
        said = _("過ぎた日に有効だった価格は変えられません。今日より後の適用開始日の行を加えてください。")
        preview.problems.append(RowProblem(change.row, str(TITLES[change.differences[0][0]]), said))
    preview.changed.append(change)


def _touches_the_past(before: ProductPrice, values: Mapping[str, Any], day: date) -> bool:
    if before.unit_price != values["unit_price"] and before.valid_from <= day:
        return True
    return before.valid_until != values["valid_until"] and not (
        may_end(before.valid_until, day) and may_end(values["valid_until"], day)
    )
