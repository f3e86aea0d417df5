"""The blank form of a supplement, made from its definition: people download it, fill it in and attach it."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tbc.catalog.models import Supplement
from tbc.catalog.supplements.definition import EXAMPLE, Column, definition_of
from tbc.kit.postal import PREFECTURES

HEADER_ROW, EXAMPLE_ROW, FIRST_ROW = 4, 5, 6
RULED_ROWS = 30

_LINE = Side(style="thin", color="999999")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="E9F7F9")
_QUIET = Font(color="4D4D4D", italic=True)


def blank(supplement: Supplement) -> bytes:
    """An xlsx workbook: titles in both languages, an example row, choices as lists, and ruled rows to fill in."""
    definition = definition_of(supplement.definition)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = supplement.name[:31]
    sheet["A1"], sheet["A1"].font = supplement.name, Font(bold=True, size=14)
    sheet["A2"] = (
        f"{supplement.description}※は必須です。「{EXAMPLE}」の行は読み取りません。{definition.most_rows}行まで記入できます。"
    )
    _head(sheet, 1, "No.", 6)
    sheet.cell(EXAMPLE_ROW, 1, EXAMPLE).font = _QUIET
    for number in range(RULED_ROWS):
        sheet.cell(FIRST_ROW + number, 1, number + 1)
    for place, column in enumerate(definition.columns, 2):
        _head(sheet, place, f"{column.title}{'※' if column.required else ''}\n{column.title_en}", _width(column))
        sheet.cell(EXAMPLE_ROW, place, column.example).font = _QUIET
        _offer_choices(sheet, place, column, definition.most_rows)
    for row in sheet.iter_rows(HEADER_ROW, FIRST_ROW + RULED_ROWS - 1, 1, len(definition.columns) + 1):
        for place, made in enumerate(row):
            made.border = _BOX
            # Text keeps the leading zeros of codes and phone numbers.
            made.number_format = "@" if place else "General"
    sheet.freeze_panes = f"B{EXAMPLE_ROW}"
    sheet.row_dimensions[HEADER_ROW].height = 34
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _head(sheet: Worksheet, place: int, title: str, width: int) -> None:
    cell = sheet.cell(HEADER_ROW, place, title.strip())
    cell.font, cell.fill = Font(bold=True), _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.column_dimensions[get_column_letter(place)].width = width


def _width(column: Column) -> int:
    wide = {"text": 30, "email": 32, "activation-code": 38, "number": 14, "prefecture": 12, "postal-code": 12}
    return wide.get(column.kind, 20)


def _offer_choices(sheet: Worksheet, place: int, column: Column, most_rows: int) -> None:
    # Excel takes at most 255 characters of choices in a cell rule; the 47 prefectures fit.
    choices = ",".join(column.choices or (PREFECTURES if column.kind == "prefecture" else ()))
    if not choices or len(choices) > 255:
        return
    rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    letter = get_column_letter(place)
    rule.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + most_rows - 1}")
    sheet.add_data_validation(rule)
