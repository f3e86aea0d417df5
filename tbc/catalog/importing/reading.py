"""Reads a sheet of the catalogue row by row: values by column, and what is wrong with its row and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tbc.catalog.importing.columns import Column, by_heading
from tbc.kit.search import fold
from tbc.kit.sheets import Sheet
from tbc.kit.sheets.rows import CellFaulty, RowProblem, problems_of_titles, value_of


@dataclass(slots=True)
class Reading:
    """`rows`: row number and values by key, only of the sound ones. `titles`: of the columns it has, by key."""

    titles: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_rows(sheet: Sheet, columns: tuple[Column, ...], own: tuple[str, ...]) -> Reading:
    """Read the rows; the first one that is filled holds the titles. `own` are the keys that tell one row from another:
    no two rows have the same values there."""
    header = next((number for number, row in enumerate(sheet.rows) if any(text.strip() for text in row)), 0)
    titles = sheet.rows[header] if sheet.rows else []
    headings = by_heading(columns)
    places = {place: headings[fold(text)] for place, text in enumerate(titles) if fold(text) in headings}
    found = Reading({column.key: column.title for column in places.values()})
    found.problems += problems_of_titles(titles, places, columns, header + 1)
    if found.problems:
        return found
    seen: dict[tuple[Any, ...], int] = {}
    for number in range(header + 1, len(sheet.rows)):
        if any(text.strip() for text in sheet.rows[number]):
            values = _read_row(sheet, number, places, found)
            if values is not None and _is_first(values, own, seen, number + 1, found):
                found.rows.append((number + 1, values))
    if not found.rows and not found.problems:
        found.problems.append(RowProblem(header + 2, "", _("記入された行がありません。")))
    return found


def _read_row(sheet: Sheet, number: int, places: dict[int, Column], found: Reading) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    before = len(found.problems)
    for place, column in places.items():
        typed = sheet.cell(number, place)
        try:
            values[column.key] = value_of(column, typed)
        except CellFaulty as faulty:
            found.problems.append(RowProblem(number + 1, str(column.title), str(faulty), typed[:100]))
    return values if len(found.problems) == before else None


def _is_first(
    values: dict[str, Any], own: tuple[str, ...], seen: dict[tuple[Any, ...], int], row: int, found: Reading
) -> bool:
    key = tuple(values.get(name) for name in own)
    if key in seen:
        said = _("%(row)s行目と重複しています。", row=seen[key])
        found.problems.append(RowProblem(row, str(found.titles[own[0]]), said))
        return False
    seen[key] = row
    return True
