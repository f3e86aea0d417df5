"""Compares a sheet of products with the catalogue: what would be added, what changed, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from tbc.catalog.importing.columns import COLUMNS, TITLES, shown
from tbc.catalog.importing.contradictions import contradictions
from tbc.catalog.importing.reading import read_rows
from tbc.catalog.models import Product
from tbc.catalog.queries import get_products, list_codes, list_supplement_codes
from tbc.kit.sheets import SheetsRefused, read_sheets
from tbc.kit.sheets.rows import RowProblem

_DEFAULTS = {column.key: column.default for column in COLUMNS if not column.required}


@dataclass(frozen=True, slots=True)
class Change:
    """A product that the sheet adds (`before` None) or changes: `values` are whole, `differences` (key, old, new)."""

    row: int
    code: str
    before: Product | None
    values: dict[str, Any]
    differences: list[tuple[str, str, str]]


@dataclass(slots=True)
class Preview:
    """What applying the sheet would do. With any problem nothing is applied. `token` stands for all that was
    compared: it changes with the sheet, and with any product that the sheet names."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    token: str = ""


def preview_products(data: bytes, file_name: str) -> Preview:
    """What the sheet (.csv, .xlsx and the like) would do to the catalogue (CAT-3); nothing is written.

    Products that the sheet does not name stay; one is withdrawn by its `offered_until`. A column that the sheet does
    not have keeps its values, an empty cell sets the default.
    """
    try:
        sheets = read_sheets(data, file_name)
    except SheetsRefused as refused:
        return Preview(problems=[RowProblem(0, "", refused.sentence)])
    found = read_rows(sheets[0], COLUMNS, own=("code",)) if sheets else None
    if found is None:
        return Preview(problems=[RowProblem(0, "", _("シートがありません。"))])
    preview = Preview(problems=found.problems)
    standing = get_products([values["code"] for _row, values in found.rows])
    supplements = list_supplement_codes()
    codes = list_codes() | {values["code"] for _row, values in found.rows}
    for row, given in found.rows:
        before = standing.get(given["code"])
        values = _whole(given, before)
        for key, sentence in contradictions(values, supplements, codes):
            preview.problems.append(RowProblem(row, str(TITLES[key]), sentence, shown(key, values[key])))
        _sort_in(preview, row, before, values)
    preview.problems.sort(key=lambda problem: problem.row)
    versions = sorted((product.code, product.version) for product in standing.values())
    preview.token = sha256(data + repr(versions).encode()).hexdigest()
    return preview


def _whole(given: dict[str, Any], before: Product | None) -> dict[str, Any]:
    kept = {key: getattr(before, key) for key in _DEFAULTS} if before else _DEFAULTS
    return kept | given


def differences_of(before: Product, values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Where `values` differ from a product: key, old, new, as texts."""
    return [
        (key, shown(key, getattr(before, key)), shown(key, value))
        for key, value in values.items()
        if getattr(before, key) != value
    ]


def _sort_in(preview: Preview, row: int, before: Product | None, values: dict[str, Any]) -> None:
    differences = differences_of(before, values) if before else []
    change = Change(row, values["code"], before, values, differences)
    if before is None:
        preview.added.append(change)
    elif differences:
        preview.changed.append(change)
    else:
        preview.unchanged.append(change.code)
