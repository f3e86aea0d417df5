"""Reads a catalogue sheet row by row: values by column, and what is wrong with its row and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tbc.catalog.importing.columns import COLUMNS, Column
from tbc.kit.search import fold
from tbc.kit.sheets import Sheet
from tbc.kit.sheets.rows import CellFaulty, RowProblem, problems_of_titles, value_of

_TITLES = {fold(title): column for column in COLUMNS for title in (column.key, column.title)}


@dataclass(slots=True)
class Reading:
    """`rows`: row number and values by key, only of the sound ones. `columns`: the keys that the sheet has."""

    columns: frozenset[str] = frozenset()
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_products(sheet: Sheet) -> Reading:
    """Read the rows of products; the first row that is filled holds the titles (keys or Japanese)."""
    header = next((number for number, row in enumerate(sheet.rows) if any(text.strip() for text in row)), 0)
    titles = sheet.rows[header] if sheet.rows else []
    places = {place: _TITLES[fold(text)] for place, text in enumerate(titles) if fold(text) in _TITLES}
    found = Reading(frozenset(column.key for column in places.values()))
    found.problems += problems_of_titles(titles, places, COLUMNS, header + 1)
    if found.problems:
        return found
    seen: dict[str, int] = {}
    for number in range(header + 1, len(sheet.rows)):
        if any(text.strip() for text in sheet.rows[number]):
            _read_row(sheet, number, places, seen, found)
    if not found.rows and not found.problems:
        found.problems.append(RowProblem(header + 2, "", _("製品の行がありません。")))
    return found


def _read_row(sheet: Sheet, number: int, places: dict[int, Column], seen: dict[str, int], found: Reading) -> None:
    values: dict[str, Any] = {}
    before = len(found.problems)
    for place, column in places.items():
        typed = sheet.cell(number, place)
        try:
            values[column.key] = value_of(column, typed)
        except CellFaulty as faulty:
            found.problems.append(RowProblem(number + 1, column.title, str(faulty)))
    code = values.get("code", "")
    if code in seen:
        found.problems.append(RowProblem(number + 1, "製品コード", _("%(row)s行目と同じコードです。", row=seen[code])))
    elif code:
        seen[code] = number + 1
    if len(found.problems) == before:
        found.rows.append((number + 1, values))
