"""Codes for the stock as staff bring them: pasted or from a sheet, each looked at before any is kept (DLV-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.catalog.rules import has_shape
from tbc.deliveries.models import StockCode
from tbc.deliveries.rules import read_code
from tbc.deliveries.service.stocking import pattern_of
from tbc.kit.db import session
from tbc.kit.sheets import read_sheets
from tbc.kit.sheets.rows import RowProblem
from tbc.kit.text.reading import code as read_product_code
from tbc.licenses.models import LicenseCode

MOST_ROWS = 10_000
_PRODUCT_TITLES = {"製品コード", "製品", "product", "productcode"}
_CODE_TITLES = {"コード", "アクティベーションコード", "シリアル番号", "code", "activationcode", "serialnumber"}
_CHUNK = 1000


class Row(NamedTuple):
    """One line of what was brought, counted from 1 as its writer sees it."""

    row: int
    product: str
    code: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What bringing these rows would do: `counts` by product; nothing at all while there are `problems`."""

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    products: dict[str, Product]

    @property
    def counts(self) -> dict[str, int]:
        counted: dict[str, int] = {}
        for row in self.rows:
            counted[row.product] = counted.get(row.product, 0) + 1
        return counted


def rows_of_text(text: str, product: str) -> list[Row]:
    """Lines of `code`, or of `product code`, with a tab, comma or space between; `product` for lines without one."""
    return list(_rows(((number, _parts(line)) for number, line in enumerate(text.splitlines(), 1)), product))


def rows_of_file(data: bytes, file_name: str, product: str) -> list[Row]:
    """The rows of each sheet: under the titles 製品コード and コード, or one or two columns without titles.

    Raises:
        SheetsRefused: the file as a whole cannot be read.
    """
    rows: list[Row] = []
    for sheet in read_sheets(data, file_name, most_rows=MOST_ROWS + 1):
        rows += _of_sheet(sheet.rows, product)
    return rows


def judge(rows: Sequence[Row]) -> Judged:
    """What is wrong with the rows; four statements for each thousand of them."""
    products = get_products({row.product for row in rows if row.product})
    held = _held([row.code for row in rows])
    problems = list(_problems(rows, products, held))
    if not rows:
        problems.append(RowProblem(0, "", _("コードがありません。1行に1つずつ書いてください。")))
    if len(rows) > MOST_ROWS:
        most = f"{MOST_ROWS:,}"
        problems.insert(0, RowProblem(0, "", _("一度に取り込めるのは%(most)s件までです。分けてください。", most=most)))
    return Judged(tuple(rows), tuple(problems), products)


def _problems(rows: Iterable[Row], products: dict[str, Product], held: set[str]) -> Iterator[RowProblem]:
    first: dict[str, int] = {}
    for row in rows:
        product = products.get(row.product)
        sentence = _fault_of_product(row, product) or _fault_of_code(row, product, held, first)
        if sentence:
            yield RowProblem(row.row, "", sentence, f"{row.product} {row.code}".strip())
        first.setdefault(row.code, row.row)


def _fault_of_product(row: Row, product: Product | None) -> str:
    if not row.product:
        return str(_("製品が分かりません。製品を選ぶか、コードの前に製品コードを書いてください。"))
    if product is None:
        return str(_("製品コード「%(code)s」は登録されていません。", code=row.product))
    if product.code_kind == "none":
        return str(_("この製品は、コードを納品しません。製品コードを確かめてください。"))
    return ""


def _fault_of_code(row: Row, product: Product | None, held: set[str], first: dict[str, int]) -> str:
    if product and not has_shape(pattern_of(product), row.code):
        return str(_("この製品のコードの形ではありません。桁数と区切りを確かめてください。"))
    if row.code in first:
        return str(_("%(row)s行目と同じコードです。どちらかを消してください。", row=first[row.code]))
    if row.code in held:
        return str(_("このコードは、すでに在庫かライセンスにあります。"))
    return ""


def _held(codes: Sequence[str]) -> set[str]:
    """Those of the codes that the stock or a license has."""
    held: set[str] = set()
    for start in range(0, len(codes), _CHUNK):
        some = codes[start : start + _CHUNK]
        held.update(session.scalars(select(StockCode.code).where(StockCode.code.in_(some))))
        held.update(session.scalars(select(LicenseCode.code).where(LicenseCode.code.in_(some))))
    return held


def _of_sheet(cells: Sequence[Sequence[str]], product: str) -> Iterator[Row]:
    """Titles are looked for in the first row that is not empty; without them it holds codes already."""
    lines = [(number, list(row)) for number, row in enumerate(cells, 1) if any(cell.strip() for cell in row)]
    if not lines:
        return
    titles = [_title(cell) for cell in lines[0][1]]
    of_code = next((at for at, title in enumerate(titles) if title in _CODE_TITLES), None)
    of_product = next((at for at, title in enumerate(titles) if title in _PRODUCT_TITLES), None)
    if of_code is None:
        yield from _rows(((number, [cell for cell in row if cell.strip()]) for number, row in lines), product)
        return
    for number, row in lines[1:]:
        named = _at(row, of_product) if of_product is not None else ""
        yield from _rows([(number, [part for part in (named, _at(row, of_code)) if part.strip()])], product)


def _rows(lines: Iterable[tuple[int, Sequence[str]]], product: str) -> Iterator[Row]:
    for number, parts in lines:
        if parts:
            named = parts[0] if len(parts) > 1 else product
            yield Row(number, read_product_code(named).value if named else "", read_code(parts[-1]))


def _parts(line: str) -> list[str]:
    return [part for part in line.replace(",", " ").replace("、", " ").split() if part]


def _title(cell: str) -> str:
    return "".join(cell.split()).lower().replace("※", "")


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""
