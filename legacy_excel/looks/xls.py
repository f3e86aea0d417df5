"""The looks of an .xls: fonts, fills and edges of its XF records, sizes and style numbers of its sheets (MS-XLS)."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from legacy_excel.looks.formats import BUILT_IN
from legacy_excel.looks.sheet import Look, SheetLooks, shade_of
from legacy_excel.looks.xlsx import LARGE_POINTS, PALETTE
from legacy_excel.workbook import limits
from legacy_excel.workbook.biff import BOF, BOUNDSHEET, FILLED_CELLS, records, sheet_name

FONT, FORMAT, XF, COLOURS = 0x0031, 0x041E, 0x00E0, 0x0092
ROW, COLUMNS, ROW_DEFAULT, COLUMN_DEFAULT, WINDOW = 0x0208, 0x007D, 0x0225, 0x0055, 0x023E
BLANK, BLANKS, NUMBERS = 0x0201, 0x00BE, 0x00BD
BOLD: Final = 700
FIRST_COLOUR: Final = 8
ACROSS: Final = {2: "centred", 3: "right", 6: "centred"}
EDGES: Final = ((0, "start"), (4, "end"), (8, "top"), (12, "bottom"))


@dataclass(slots=True)
class _Book:
    """What the records before the sheets say, and the looks of the sheets by name."""

    fonts: list[tuple[str, ...]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[bytes] = field(default_factory=list)
    colours: dict[int, str] = field(default_factory=lambda: dict(PALETTE))
    names: dict[int, str] = field(default_factory=dict)
    sheets: dict[str, SheetLooks] = field(default_factory=dict)
    known: dict[int, Look] = field(default_factory=dict)

    def look(self, style: int) -> Look:
        """The look of a style number."""
        if style not in self.known:
            self.known[style] = _look(self, self.styles[style])
        return self.known[style]


def looks_of_xls(stream: bytes) -> dict[str, SheetLooks]:
    """The looks of all sheets by their names; a record that is cut off or makes no sense tells nothing."""
    book = _Book()
    sheet = SheetLooks()
    for at, kind, body in records(stream):
        try:
            if kind == BOF:
                sheet = book.sheets.setdefault(book.names.get(at, ""), SheetLooks())
            elif kind in _OF_BOOK:
                _OF_BOOK[kind](book, body)
            elif kind in _OF_SHEET:
                _OF_SHEET[kind](sheet, body)
            else:
                _take_cells(book, sheet, kind, body)
        except (struct.error, IndexError, ValueError):
            continue
    return book.sheets


def _take_cells(book: _Book, sheet: SheetLooks, kind: int, body: bytes) -> None:
    step = {BLANKS: 2, NUMBERS: 6}.get(kind, 0)
    if not step and kind != BLANK and kind not in FILLED_CELLS:
        return
    row, first = struct.unpack_from("<HH", body)
    many = (len(body) - 6) // step if step else 1
    for number in range(many):
        look = book.look(struct.unpack_from("<H", body, 4 + number * step)[0])
        if look != Look() and row <= limits.ROWS and first + number <= limits.COLUMNS:
            sheet.looks[row, first + number] = look


def _take_name(book: _Book, body: bytes) -> None:
    book.names[struct.unpack_from("<I", body)[0]] = sheet_name(body)


def _take_font(book: _Book, body: bytes) -> None:
    twips, _options, _colour, weight = struct.unpack_from("<HHHH", body)
    book.fonts.append(("bold",) * (weight >= BOLD) + ("large",) * (twips / 20 >= LARGE_POINTS))


def _take_format(book: _Book, body: bytes) -> None:
    number, length, is_wide = struct.unpack_from("<HHB", body)
    raw = body[5 : 5 + length * (2 if is_wide & 1 else 1)]
    book.formats[number] = raw.decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")


def _take_colours(book: _Book, body: bytes) -> None:
    for number in range(struct.unpack_from("<H", body)[0]):
        book.colours[FIRST_COLOUR + number] = body[2 + number * 4 : 5 + number * 4].hex()


def _take_row(sheet: SheetLooks, body: bytes) -> None:
    row, _first, _last, height = struct.unpack_from("<HHHH", body)
    sheet.heights[row] = (height & 0x7FFF) // 15


def _take_columns(sheet: SheetLooks, body: bytes) -> None:
    first, last, width = struct.unpack_from("<HHH", body)
    for column in range(first, min(last + 1, limits.COLUMNS)):
        sheet.widths[column] = round(width * 7 / 256)


def _take_row_default(sheet: SheetLooks, body: bytes) -> None:
    sheet.row_pixels = (struct.unpack_from("<HH", body)[1] & 0x7FFF) // 15


def _take_column_default(sheet: SheetLooks, body: bytes) -> None:
    sheet.column_pixels = struct.unpack_from("<H", body)[0] * 7 + 5


def _take_window(sheet: SheetLooks, body: bytes) -> None:
    sheet.has_lines = bool(struct.unpack_from("<H", body)[0] & 2)


def _look(book: _Book, style: bytes) -> Look:
    font, number = struct.unpack_from("<HH", style)
    edges, pattern, colours = struct.unpack_from("<IIH", style, 10)
    # There is no font number 4.
    words = book.fonts[font - (font > 4)]
    if pattern >> 26 == 1:
        code = book.colours.get(colours & 0x7F, "808080")
        shade = shade_of(*(int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)))
        words += (shade,) if shade else ()
    words += tuple(word for shift, word in EDGES if (edges >> shift) & 0xF not in (0, 7))
    across = ACROSS.get(style[6] & 7)
    return Look(words + ((across,) if across else ()), book.formats.get(number) or BUILT_IN.get(number, ""))


_OF_BOOK: Final[dict[int, Callable[[_Book, bytes], None]]] = {
    BOUNDSHEET: _take_name,
    FONT: _take_font,
    FORMAT: _take_format,
    XF: lambda book, body: book.styles.append(body),
    COLOURS: _take_colours,
}
_OF_SHEET: Final[dict[int, Callable[[SheetLooks, bytes], None]]] = {
    ROW: _take_row,
    COLUMNS: _take_columns,
    ROW_DEFAULT: _take_row_default,
    COLUMN_DEFAULT: _take_column_default,
    WINDOW: _take_window,
}
