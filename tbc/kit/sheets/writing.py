"""Writes CSV and xlsx for people's spreadsheets: no text is ever taken for a formula (formula injection)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Value = str | int | date | None
_ROWS_AT_ONCE = 200
# What begins a formula for Excel, LibreOffice or Google Sheets; Japanese Excel takes the full-width forms too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n\0]")
# What XML cannot hold, and what changes the direction or the look of what follows.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def neutral(text: str) -> str:
    """`text` as a cell may hold it: control characters gone, and `'` before whatever would begin a formula."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "'" + plain if _FORMULA.match(text) or _FORMULA.match(plain) else plain


def stream_csv(header: Iterable[str], rows: Iterable[Iterable[Value]]) -> Iterator[bytes]:
    """A CSV file in pieces, while `rows` are read: UTF-8 with a byte order mark, which Excel needs for Japanese."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([neutral(title) for title in header])
    for number, row in enumerate(rows, 1):
        writer.writerow([_for_csv(value) for value in row])
        if number % _ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def write_xlsx(header: Iterable[str], rows: Iterable[Iterable[Value]], title: str = "Sheet1") -> bytes:
    """A workbook of one sheet. Text stays text whatever it looks like; whole numbers and days keep their kind."""
    # Six megabytes, which a worker that writes no workbook goes without.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Value) -> Cell:
        made = WriteOnlyCell(sheet, value=neutral(value) if isinstance(value, str) else value)  # type: ignore[arg-type]  # days are cells too
        if isinstance(value, str):
            made.data_type = "s"  # openpyxl guesses by the first characters, and would take #N/A for an error
        return made

    titles = [cell(title) for title in header]
    for title_cell in titles:
        title_cell.font = Font(bold=True)
    sheet.append(titles)
    for row in rows:
        sheet.append([cell(value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _for_csv(value: Value) -> str | int:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else neutral(value) if isinstance(value, str) else value


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return piece
