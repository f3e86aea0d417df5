"""Compares a catalogue sheet with the catalogue: what would be added, what changed, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tbc.catalog.importing.columns import COLUMNS
from tbc.catalog.importing.reading import read_products
from tbc.catalog.models import Product
from tbc.catalog.queries import get_products, list_supplement_codes
from tbc.kit.sheets import SheetsRefused, read_sheets
from tbc.kit.sheets.rows import RowProblem

TITLES = {column.key: column.title for column in COLUMNS}
_DEFAULTS = {column.key: column.default for column in COLUMNS if not column.required}


@dataclass(frozen=True, slots=True)
class Change:
    """A product that the sheet adds (`before` None) or changes: `values` are whole, `differences` (title, old, new)."""

    code: str
    before: Product | None
    values: dict[str, Any]
    differences: list[tuple[str, str, str]]


@dataclass(slots=True)
class Preview:
    """What applying the sheet would do. With any problem nothing is applied."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def preview_products(data: bytes, file_name: str) -> Preview:
    """What the sheet (.csv, .xlsx and the like) would do to the catalogue (CAT-3); nothing is written.

    Products that the sheet does not name stay; one is withdrawn by its `offered_until`. A column that the sheet does
    not have keeps its values, an empty cell sets the default.
    """
    try:
        sheets = read_sheets(data, file_name)
    except SheetsRefused as refused:
        return Preview(problems=[RowProblem(0, "", refused.sentence)])
    found = read_products(sheets[0]) if sheets else None
    if found is None:
        return Preview(problems=[RowProblem(0, "", _("シートがありません。"))])
    preview = Preview(problems=found.problems)
    standing = get_products([values["code"] for _row, values in found.rows])
    supplements = list_supplement_codes()
    for row, given in found.rows:
        before = standing.get(given["code"])
        values = _whole(given, before)
        preview.problems += [RowProblem(row, *wrong) for wrong in _contradictions(values, supplements)]
        _sort_in(preview, before, values)
    preview.problems.sort(key=lambda problem: problem.row)
    return preview


def _whole(given: dict[str, Any], before: Product | None) -> dict[str, Any]:
    kept = {key: getattr(before, key) for key in _DEFAULTS} if before else _DEFAULTS
    return kept | given


def _contradictions(values: dict[str, Any], supplements: frozenset[str]) -> Iterator[tuple[str, str]]:
    if values["channel"] == "excel" and not (values["excel_form"] and values["excel_send_to"]):
        yield TITLES["excel_form"], _("Excel申請書の製品には、申請書の名前と送付先が必要です。")
    if values["offered_from"] and values["offered_until"] and values["offered_from"] > values["offered_until"]:
        yield TITLES["offered_until"], _("取扱開始日より後の日付にしてください。")
    if values["min_quantity"] > values["max_quantity"]:
        yield TITLES["max_quantity"], _("最小数量以上にしてください。")
    if values["supplement_code"] and values["supplement_code"] not in supplements:
        yield TITLES["supplement_code"], _("このコードの別紙はありません。先に別紙を登録してください。")


def _sort_in(preview: Preview, before: Product | None, values: dict[str, Any]) -> None:
    if before is None:
        preview.added.append(Change(values["code"], None, values, []))
        return
    differences = [
        (TITLES[key], shown(getattr(before, key)), shown(value))
        for key, value in values.items()
        if getattr(before, key) != value
    ]
    if differences:
        preview.changed.append(Change(values["code"], before, values, differences))
    else:
        preview.unchanged.append(values["code"])


def shown(value: Any) -> str:
    """A value as the preview and the audit trail show it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value)
