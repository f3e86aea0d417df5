"""Reads a sheet of dealers row by row: values by column, and what is wrong with its row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tbc.kit.sheets import Sheet
from tbc.kit.sheets.rows import CellFaulty, RowProblem, problems_of_titles, value_of
from tbc.kit.text.companies import company_key
from tbc.partners.importing.columns import COLUMNS, MARK, TITLES, Column, column_of_heading


@dataclass(slots=True)
class ReadSheet:
    """`rows`: row number and values by key, only of the sound ones; a column that is missing has no key."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_dealers(sheet: Sheet) -> ReadSheet:
    """Read the rows of dealers; the first row that is filled holds the titles."""
    head = next((number for number, row in enumerate(sheet.rows) if any(text.strip() for text in row)), None)
    if head is None:
        return ReadSheet(problems=[RowProblem(0, "", _("シートに何も書かれていません。"))])
    titles = sheet.rows[head]
    places = {place: found for place, text in enumerate(titles) if (found := column_of_heading(text))}
    read = ReadSheet(problems=list(problems_of_titles(titles, places, COLUMNS, head + 1)))
    if read.problems:
        return read
    seen: dict[str, int] = {}
    for number in range(head + 1, len(sheet.rows)):
        first = next((text.strip() for text in sheet.rows[number] if text.strip()), "")
        if first and not first.startswith(MARK):
            _read_row(sheet, number, places, seen, read)
    if not read.rows and not read.problems:
        read.problems.append(RowProblem(head + 2, "", _("販売店・代理店の行がありません。")))
    return read


def _read_row(sheet: Sheet, number: int, places: dict[int, Column], seen: dict[str, int], read: ReadSheet) -> None:
    values: dict[str, Any] = {}
    problems = []
    for place, column in places.items():
        typed = sheet.cell(number, place)
        try:
            values[column.key] = value_of(column, typed)
        except CellFaulty as faulty:
            problems.append(RowProblem(number + 1, str(column.title), str(faulty), typed.strip()[:60]))
    for key in ("name", "synonyms"):
        problems += _twice(values, key, number + 1, seen)
    read.problems += problems
    if not problems:
        read.rows.append((number + 1, values))


def _twice(values: dict[str, Any], key: str, row: int, seen: dict[str, int]) -> Iterator[RowProblem]:
    """A name that another row has already: two rows for one dealer."""
    names = values.get(key) or ()
    for name in [names] if isinstance(names, str) else names:
        first = seen.setdefault(company_key(name), row)
        if first != row:
            yield RowProblem(row, str(TITLES[key]), _("%(row)s行目と同じ名前です。", row=first), name)
