"""Reads a sheet of orders: which columns there are, and the cells of each row as they were typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _

from tbc.kit.sheets import Sheet, SheetsRefused, read_sheets
from tbc.kit.sheets.rows import RowProblem, problems_of_titles
from tbc.orders.batch.columns import COLUMNS, MARK, MOST_ROWS, column_of_heading

# Above the rows stand the titles, and a row that explains.
_ABOVE = 10
_LONGEST = 2_000


@dataclass(slots=True)
class ReadSheet:
    """`rows` have `row` (counted from 1) and the cells by the key of their column; with any problem there are none."""

    rows: list[dict[str, str | int]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_orders(data: bytes, file_name: str) -> ReadSheet:
    """The first sheet of the file (.xlsx, .xls, .ods, .csv); what is wrong with it as a whole, or with its titles."""
    try:
        sheets = read_sheets(data, file_name, MOST_ROWS + _ABOVE)
    except SheetsRefused as refused:
        return ReadSheet(problems=[RowProblem(0, "", refused.sentence)])
    sheet = sheets[0] if sheets else Sheet("", [])
    head = next((number for number, row in enumerate(sheet.rows) if any(text.strip() for text in row)), None)
    if head is None:
        return ReadSheet(problems=[RowProblem(0, "", _("シートに何も書かれていません。"))])
    places = {place: found for place, text in enumerate(sheet.rows[head]) if (found := column_of_heading(text))}
    read = ReadSheet(problems=list(problems_of_titles(sheet.rows[head], places, COLUMNS, head + 1)))
    if read.problems:
        return read
    for number in range(head + 1, len(sheet.rows)):
        cells = {column.key: sheet.cell(number, place).strip()[:_LONGEST] for place, column in places.items()}
        first = next((text for text in cells.values() if text), "")
        if first and not first.startswith(MARK):
            read.rows.append({"row": number + 1, **cells})
    if not read.rows:
        read.problems.append(RowProblem(head + 2, "", _("受注の行がありません。")))
    if len(read.rows) > MOST_ROWS:
        return ReadSheet(problems=[RowProblem(0, "", _("%(most)s行までにしてください。", most=MOST_ROWS))])
    return read
