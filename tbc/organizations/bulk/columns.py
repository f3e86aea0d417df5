"""The columns of a sheet of end users: headings in both languages, hints, and the template to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from tbc.kit.entries.field import Field
from tbc.kit.entries.party import PARTY
from tbc.kit.language import LANGUAGES, speaking
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold

MOST_ROWS = 5_000
# Marks a required column in its heading, and a row that only explains.
MARK = "※"

HINTS = {
    "corporate_name": _l("登記のとおり、「株式会社」も略さない"),
    "corporate_name_kana": _l("カナ"),
    "corporate_number": _l("13桁。分からないときは空欄"),
    "postal_code": _l("例: 100-0001"),
    "prefecture": _l("例: 東京都"),
    "city": _l("例: 千代田区"),
    "street": _l("例: 丸の内1-1-1"),
    "building": _l("ないときは空欄"),
    "department": _l("例: 情報システム部"),
    "title": _l("ないときは空欄"),
    "contact_name": _l("姓と名の間を空ける"),
    "contact_name_kana": _l("カナ"),
    "phone": _l("例: 03-5555-1234"),
    "email": _l("例: name@example.co.jp"),
}
_WIDE = {"corporate_name": 34, "corporate_name_kana": 34, "email": 32, "street": 30, "building": 24}
_HEAD = PatternFill("solid", fgColor="E9F7F9")


def headings() -> list[str]:
    """The headings in the reader's language, required ones marked."""
    return [f"{field.called}{MARK if field.required else ''}" for field in PARTY]


def hints() -> list[str]:
    """The row that explains the columns; it begins with the mark by which it is left out when read."""
    first, *rest = (str(HINTS[field.name]) for field in PARTY)
    return [f"{MARK}{first}", *rest]


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


@cache
def field_by_heading() -> dict[str, Field]:
    """A field by each of its folded headings: its name, and what it is called in either language."""
    found = {fold(field.name): field for field in PARTY}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(str(text)): field for field in PARTY for text in (field.label, field.called)}
    return found


def field_of_heading(text: str) -> Field | None:
    """The field whose column is headed `text`."""
    return field_by_heading().get(fold(text.replace(MARK, "")))


def _write(sheet: object, row: int, texts: Iterable[str], font: Font) -> None:
    for place, text in enumerate(texts, 1):
        cell = sheet.cell(row, place, text)  # type: ignore[attr-defined]  # openpyxl's worksheet
        cell.font, cell.number_format = font, "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
