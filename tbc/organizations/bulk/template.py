"""The sheet of end users to fill in, as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from tbc.kit.entries.party import PARTY
from tbc.organizations.bulk.columns import headings, hints

_WIDE = {"corporate_name": 34, "corporate_name_kana": 34, "email": 32, "street": 30, "building": 24}
_HEAD = PatternFill("solid", fgColor="E9F7F9")


def template() -> bytes:
    """The template as a workbook: text cells, which keep the leading zeros of codes and phone numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    _write(sheet, 1, headings(), Font(bold=True))
    _write(sheet, 2, hints(), Font(color="4D4D4D", italic=True))
    for place, field in enumerate(PARTY, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDE.get(field.name, 20)
        sheet.column_dimensions[letter].number_format = "@"
        sheet.cell(1, place).fill = _HEAD
    sheet.freeze_panes = "B2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(sheet: object, row: int, texts: Iterable[str], font: Font) -> None:
    for place, text in enumerate(texts, 1):
        cell = sheet.cell(row, place, text)  # type: ignore[attr-defined]  # openpyxl's worksheet
        cell.font, cell.number_format = font, "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
