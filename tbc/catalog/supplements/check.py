"""Checks a filled supplement by its definition, and says what is wrong cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from tbc.catalog.models import Supplement
from tbc.catalog.supplements.definition import EXAMPLE, Column, Definition, definition_of
from tbc.catalog.supplements.values import Value, read_value
from tbc.kit.search import fold
from tbc.kit.sheets import Sheet, SheetsRefused, address, read_sheets

_HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class SupplementProblem:
    """What is wrong at `cell` (such as `B6`; empty when it concerns the whole file), in one sentence."""

    cell: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SupplementReading:
    """What a filled supplement says: one dict per row by column key, only what could be read; and what is wrong."""

    rows: list[dict[str, Value]]
    problems: list[SupplementProblem]

    @property
    def is_sound(self) -> bool:
        return not self.problems


def check(supplement: Supplement, data: bytes, file_name: str) -> SupplementReading:
    """Read a filled supplement (CAT-2). Never raises for what a user may send: everything wrong is a problem.

    Columns are found by their titles, wherever they stand; further columns and the example row are passed over.
    """
    definition = definition_of(supplement.definition)
    try:
        sheets = read_sheets(data, file_name)
    except SheetsRefused as refused:
        return SupplementReading([], [SupplementProblem("", refused.sentence)])
    found = [(sheet, *header) for sheet in sheets if (header := _find_header(sheet, definition))]
    if not found:
        wanted = _("・").join(column.title for column in definition.columns)
        text = _(
            "「%(name)s」の見出しが見つかりません。見出しは「%(titles)s」です。様式に記入してください。",
            name=supplement.name,
            titles=wanted,
        )
        return SupplementReading([], [SupplementProblem("", text)])
    return _read(*max(found, key=lambda entry: len(entry[2])), definition)


def _find_header(sheet: Sheet, definition: Definition) -> tuple[int, dict[str, int]] | None:
    """The row of the titles and the place of each column by key: at least half of the columns must be there."""
    titles = {_title(column.title): column.key for column in definition.columns}
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        places = {
            titles[_title(text)]: place for place, text in reversed(list(enumerate(row))) if _title(text) in titles
        }
        if len(places) * 2 >= len(titles):
            return number, places
    return None


def _read(sheet: Sheet, header: int, places: Mapping[str, int], definition: Definition) -> SupplementReading:
    problems = [
        SupplementProblem(address(header, 0), _("「%(title)s」の列がありません。", title=column.title))
        for column in definition.columns
        if column.required and column.key not in places
    ]
    columns = [(column, places[column.key]) for column in definition.columns if column.key in places]
    numbers = [n for n in range(header + 1, len(sheet.rows)) if _is_filled(sheet, n, places)]
    if not numbers:
        problems.append(
            SupplementProblem(address(header + 1, 0), _("記入された行がありません。1行以上記入してください。"))
        )
    if len(numbers) > definition.most_rows:
        text = _("%(most)s行までにしてください。%(count)s行あります。", most=definition.most_rows, count=len(numbers))
        problems.append(SupplementProblem(address(numbers[definition.most_rows], 0), text))
    rows = [_read_row(sheet, number, columns, problems) for number in numbers[: definition.most_rows]]
    _find_doubles(sheet, numbers, columns, problems)
    return SupplementReading(rows, problems)


def _is_filled(sheet: Sheet, number: int, places: Mapping[str, int]) -> bool:
    if any(sheet.cell(number, place).strip() == EXAMPLE for place in range(min(places.values()))):
        return False
    return any(sheet.cell(number, place).strip() for place in places.values())


def _read_row(
    sheet: Sheet, number: int, columns: list[tuple[Column, int]], problems: list[SupplementProblem]
) -> dict[str, Value]:
    row: dict[str, Value] = {}
    for column, place in columns:
        value, wrong = read_value(column, sheet.cell(number, place))
        if wrong:
            problems.append(SupplementProblem(address(number, place), wrong))
        elif value != "":
            row[column.key] = value
    return row


def _find_doubles(
    sheet: Sheet, numbers: list[int], columns: list[tuple[Column, int]], problems: list[SupplementProblem]
) -> None:
    for column, place in columns:
        first: dict[str, int] = {}
        for number in numbers if column.unique else ():
            key = fold(sheet.cell(number, place))
            if key and key in first:
                other = address(first[key], place)
                text = _(
                    "「%(title)s」が%(cell)sと重なっています。どちらかを消してください。",
                    title=column.title,
                    cell=other,
                )
                problems.append(SupplementProblem(address(number, place), text))
            first.setdefault(key, number)


def _title(text: str) -> str:
    """A title as it is compared: the first line, without the mark of what is required."""
    lines = text.strip().splitlines()
    return fold(lines[0].replace("※", "").replace("*", "")) if lines else ""
