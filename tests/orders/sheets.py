"""Sheets of orders, as an office fills them in."""

from __future__ import annotations

import io

from openpyxl import Workbook

TITLES = ("受付番号※", "得意先PO#", "販売店管理番号", "通信欄")


def a_sheet(*rows: tuple[str, ...], titles: tuple[str, ...] = TITLES) -> bytes:
    """A workbook with these rows below the titles."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (titles, *rows):
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
