"""The continuation sheet (続紙): rows of the form's table once more, for lines that the form has no rows for."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from legacy_excel.filling.pages import Page
from legacy_excel.filling.places import Lines, Place
from legacy_excel.filling.shapes import write

NAME: Final = "続紙"
NOTE: Final = "※明細が1枚に収まらない場合にご使用ください。"
TITLE_ROW: Final = 1
HEADER_ROW: Final = 4
# As many as on the sheet that belonged to the forms.
ROWS: Final = 20
_TOTAL: Final = re.compile(r"=SUM\(([A-Z]+)\d+:[A-Z]+\d+\)")


def add(book: Workbook, form: Page, title: str, rest: Sequence[tuple[Lines, Sequence[Mapping[str, Any]]]]) -> None:
    """Adds a sheet behind the form with the lines left over of each table; the form's totals count them too."""
    sheet = book.create_sheet(NAME, 1)
    _print_alike(form.sheet, sheet)
    _head(form.sheet, sheet, rest[0][0], title)
    header_row = HEADER_ROW
    for table, lines in rest:
        # The first table stands under the title of the sheet, any other under that of its section.
        if header_row > HEADER_ROW:
            _copy_texts(form.sheet, table.header_row - 1, sheet, header_row - 1)
        _copy_texts(form.sheet, table.header_row, sheet, header_row)
        rows = max(len(lines), ROWS if header_row == HEADER_ROW else 0)
        _add_rows(form.sheet, table, sheet, header_row + 1, rows)
        page = Page(sheet)
        for row, line in enumerate(lines, header_row + 1):
            _write_line(page, table, row, line)
        _add_to_totals(form.sheet, table.last_row + 1, header_row + 1, header_row + len(lines))
        header_row += rows + 3


def _add_rows(form: Worksheet, table: Lines, sheet: Worksheet, first_row: int, rows: int) -> None:
    """Rows like the last one of the form's table, their numbers going on."""
    number = form.cell(table.last_row, _first_col(form, table))
    for place in range(rows):
        _copy_row(form, table.last_row, sheet, first_row + place)
        if isinstance(number.value, int):
            sheet.cell(first_row + place, number.column or 1).value = len(table.lines) + place + 1
    _keep_lists(form, table.last_row, sheet, first_row, first_row + rows - 1)


def _write_line(page: Page, table: Lines, row: int, line: Mapping[str, Any]) -> None:
    for name, value in line.items():
        place = table.lines[0].get(name)
        if place is not None and value not in (None, ""):
            write(page, _moved(place, row), value)


def _moved(place: Place, row: int) -> Place:
    return Place(place.reader, place.concept, tuple((row, col) for _, col in place.cells))


def _first_col(sheet: Worksheet, table: Lines) -> int:
    """The column of the line's number, the first that is filled on the header's row."""
    return next(cell.column for cell in sheet[table.header_row] if cell.value is not None)


def _print_alike(form: Worksheet, sheet: Worksheet) -> None:
    for letter, dimension in form.column_dimensions.items():
        alike = sheet.column_dimensions[letter]
        alike.width, alike.min, alike.max = dimension.width, dimension.min, dimension.max
    sheet.protection = copy(form.protection)
    sheet.page_setup = copy(form.page_setup)
    sheet.page_margins = copy(form.page_margins)
    sheet.print_options = copy(form.print_options)
    sheet.HeaderFooter = copy(form.HeaderFooter)
    sheet.sheet_properties.pageSetUpPr = copy(form.sheet_properties.pageSetUpPr)
    sheet.sheet_view.showGridLines = form.sheet_view.showGridLines
    sheet.print_title_rows = f"{TITLE_ROW}:{HEADER_ROW}"


def _head(form: Worksheet, sheet: Worksheet, table: Lines, title: str) -> None:
    """The form's title with 続紙 behind it, its version, and a note."""
    version = next((cell for cell in form[1] if cell.value is not None), None)
    first, last = _first_col(form, table), form.max_column
    width = (version.column if version else last + 1) - 1
    _put(sheet, TITLE_ROW, first, width, f"{title}\u3000{NAME}", _titled(form, title))
    if version is not None:
        _put(sheet, TITLE_ROW, version.column, last, str(version.value), version)
    _put(sheet, TITLE_ROW + 1, first, last, NOTE, None)
    sheet.row_dimensions[TITLE_ROW].height = 24


def _titled(form: Worksheet, title: str) -> Any:
    return next((cell for row in form.iter_rows(max_row=10) for cell in row if cell.value == title), None)


def _put(sheet: Worksheet, row: int, first: int, last: int, text: str, styled: Any) -> None:
    cell = sheet.cell(row, first)
    cell.value = text
    if styled is not None:
        _dress(cell, styled)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _dress(cell: Any, alike: Any) -> None:
    cell._style = copy(alike._style)  # noqa: SLF001  # openpyxl has no other way to give one cell another's style


def _copy_row(form: Worksheet, source: int, sheet: Worksheet, target: int) -> None:
    """The looks of a row: styles, merged cells, height; no values."""
    sheet.row_dimensions[target].height = form.row_dimensions[source].height
    for cell in form[source]:
        _dress(sheet.cell(target, cell.column or 1), cell)
    for area in form.merged_cells.ranges:
        if area.min_row == area.max_row == source:
            sheet.merge_cells(start_row=target, end_row=target, start_column=area.min_col, end_column=area.max_col)


def _copy_texts(form: Worksheet, source: int, sheet: Worksheet, target: int) -> None:
    """A row with what is printed in it."""
    _copy_row(form, source, sheet, target)
    for cell in form[source]:
        if cell.value is not None:
            sheet.cell(target, cell.column or 1).value = cell.value


def _keep_lists(form: Worksheet, source: int, sheet: Worksheet, first: int, last: int) -> None:
    """The drop-down lists of a row, for the rows of the new sheet."""
    for rule in form.data_validations.dataValidation:
        columns = [area.min_col for area in rule.sqref.ranges if area.min_row <= source <= area.max_row]
        if columns:
            letters = [get_column_letter(col) for col in columns]
            again = copy(rule)
            again.sqref = MultiCellRange([f"{letter}{first}:{letter}{last}" for letter in letters])
            sheet.add_data_validation(again)


def _add_to_totals(form: Worksheet, row: int, first: int, last: int) -> None:
    for cell in form[row]:
        formula = str(cell.value or "")
        match = _TOTAL.fullmatch(formula)
        if match is not None:
            sheet_cells = f"{NAME}!{match[1]}{first}:{match[1]}{last}"
            form.cell(row, cell.column or 1).value = f"{formula[:-1]},{sheet_cells})"
