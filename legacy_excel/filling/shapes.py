"""Writes one value in the shape that its cells have: one cell, a character per cell, three cells, marks (README 4)."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from legacy_excel.definitions import vocabulary
from legacy_excel.filling.pages import Page
from legacy_excel.filling.places import Cell, Place
from legacy_excel.values.marks import BOXES, MARK
from legacy_excel.values.numbers import term_years

TICKED: Final = "☑"
# Year, month and day, and the parts of a phone number.
SPLIT_IN: Final = 3
# Excel counts days from here on as the calendar does, and keeps so many digits of a number.
FIRST_DAY: Final = date(1900, 3, 1)
MOST_DIGITS: Final = 15


def write(page: Page, place: Place, value: Any) -> None:
    """Writes a value of the record into its place; what is no value of its kind is written as a text."""
    text = str(value)
    writer = _WRITERS.get(place.reader, _text)
    if not writer(page, place, text):
        # Over cells of one character each it runs on to the right.
        page.put_text(place.cells[0], text, wraps=len(place.cells) == 1)


def tick(page: Page, at: Cell) -> None:
    """Ticks the box at the beginning of a cell."""
    page.put_text(at, re.sub(rf"[{BOXES}]", TICKED, page.printed(at), count=1))


def _text(page: Page, place: Place, text: str) -> bool:
    return len(place.cells) > 1 and _one_per_cell(page, place.cells, text)


def _one_per_cell(page: Page, cells: Sequence[Cell], text: str) -> bool:
    if len(text) > len(cells):
        return False
    for cell, character in zip(cells, text, strict=False):
        page.put_text(cell, character)
    return True


def _postal_code(page: Page, place: Place, text: str) -> bool:
    if len(place.cells) > 1:
        return _one_per_cell(page, place.cells, text)
    if re.fullmatch(r"[0-9]{7}", text):
        page.put_text(place.cells[0], f"{text[:3]}-{text[3:]}")
        return True
    return False


def _phone(page: Page, place: Place, text: str) -> bool:
    parts = text.split("-")
    if len(place.cells) == SPLIT_IN == len(parts):
        for cell, part in zip(place.cells, parts, strict=True):
            page.put_text(cell, part)
        return True
    return len(place.cells) > SPLIT_IN and _one_per_cell(page, place.cells, "".join(parts))


def _date(page: Page, place: Place, text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    if day < FIRST_DAY:
        return False
    if len(place.cells) == SPLIT_IN:
        for cell, number in zip(place.cells, (day.year, day.month, day.day), strict=True):
            page.put_number(cell, number)
    else:
        page.put_date(place.cells[0], day)
    return True


def _number(page: Page, place: Place, text: str) -> bool:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        return False
    for word in page.listed(place.cells[0]) if place.reader == "term_years" else ():
        if term_years(word).value == int(text):
            page.put_text(place.cells[0], word)
            return True
    page.put_number(place.cells[0], int(text))
    return True


def _choice(page: Page, place: Place, text: str) -> bool:
    """Ticks the option in the cell that has them all, or its own mark cell, or writes the word of the list."""
    words = vocabulary().choices[place.concept].get(text, ())
    if len(place.cells) > 1:
        marked = next((cell for cell in place.cells if page.after(cell).strip() in words), None)
        if marked is not None:
            tick(page, marked)
        return marked is not None
    printed = page.printed(place.cells[0])
    if MARK.search(printed):
        for word in words:
            ticked, count = re.subn(rf"[{BOXES}](\s*{re.escape(word)})(?!\w)", rf"{TICKED}\1", printed)
            if count:
                page.put_text(place.cells[0], ticked)
                return True
        return False
    listed = next((word for word in page.listed(place.cells[0]) if word in words), None)
    if listed is not None:
        page.put_text(place.cells[0], listed)
    return listed is not None


def _consent(page: Page, place: Place, text: str) -> bool:
    if text == str(True):
        tick(page, place.cells[0])
    return True


_WRITERS: Final[Mapping[str, Callable[[Page, Place, str], bool]]] = {
    "postal_code": _postal_code,
    "phone": _phone,
    "date": _date,
    "end_date": _date,
    "quantity": _number,
    "term_years": _number,
    "choice": _choice,
    "consent": _consent,
}
