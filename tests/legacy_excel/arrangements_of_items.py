"""The items of a form in every arrangement but a plain table: across, as blocks, as fields, below a double header."""

from __future__ import annotations

from typing import Any

from tests.legacy_excel.layouts import ITEMS, Sheet, labels_left


def items_across(sheet: Sheet) -> None:
    """Fields down, items across, under a header."""
    for row, line in enumerate(_item_rows()):
        for col, value in enumerate(line):
            sheet.put(sheet.row + row, col * 2, value, across=2)
    sheet.row += 4


def items_across_without_header(sheet: Sheet) -> None:
    """Fields down, items across, nothing above."""
    for row, line in enumerate(_item_rows()[1:]):
        for col, value in enumerate(line):
            sheet.put(sheet.row + row, col, value)
    sheet.row += 3


def items_as_blocks(sheet: Sheet) -> None:
    """One block of fields per item, each under its own small title."""
    for number, item in enumerate([*ITEMS, (None, None, None)], 1):
        sheet.put(sheet.row, 0, f"製品{number}", across=9)
        sheet.row += 1
        labels_left(sheet, list(zip(("製品名", "数量", "契約年数"), item, strict=True)))


def items_as_blocks_without_titles(sheet: Sheet) -> None:
    """One block of fields per item, parted by nothing but the order of their labels."""
    for item in [*ITEMS, (None, None, None)]:
        labels_left(sheet, list(zip(("製品名", "数量", "契約年数"), item, strict=True)))


def items_with_numbered_labels(sheet: Sheet) -> None:
    """Labels that number the item themselves."""
    for number, item in enumerate([*ITEMS, (None, None, None)], 1):
        fields = zip((f"製品名{number}", f"数量{number}", f"契約年数{number}"), item, strict=True)
        labels_left(sheet, list(fields))


def items_in_lines_of_fields(sheet: Sheet) -> None:
    """Each item on one row, every value behind a label of its own."""
    for item in ITEMS:
        for place, (label, value) in enumerate(zip(("製品名", "数量", "契約年数"), item, strict=True)):
            sheet.put(sheet.row, place * 2, label)
            sheet.put(sheet.row, place * 2 + 1, value)
        sheet.row += 1


def items_with_marks_between(sheet: Sheet) -> None:
    """A table whose header stands on two rows, the upper one spanning columns."""
    sheet.put(sheet.row, 0, "No.", down=2)
    sheet.put(sheet.row, 1, "製品", across=3)
    sheet.put(sheet.row, 4, "契約", across=2)
    sheet.put(sheet.row + 1, 1, "製品名", across=3)
    sheet.put(sheet.row + 1, 4, "数量")
    sheet.put(sheet.row + 1, 5, "年数")
    sheet.row += 2
    for number, (name, quantity, term) in enumerate(ITEMS, 1):
        sheet.put(sheet.row, 0, number)
        sheet.put(sheet.row, 1, name, across=3)
        sheet.put(sheet.row, 4, quantity)
        sheet.put(sheet.row, 5, term)
        sheet.row += 1


def _item_rows() -> list[tuple[Any, ...]]:
    columns: list[tuple[Any, ...]] = [("項目", "製品名", "数量", "契約年数")]
    columns += [(f"製品{place}", *item) for place, item in enumerate(ITEMS, 1)]
    return list(zip(*columns, strict=True))
