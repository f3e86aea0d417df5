"""The looks of an .xlsx: fonts, fills and edges of styles.xml, sizes and style numbers of the sheet's XML."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from legacy_excel.looks.formats import BUILT_IN
from legacy_excel.looks.sheet import Look, SheetLooks, shade_of
from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits
from legacy_excel.workbook.grid import position
from legacy_excel.workbook.xml import parsed

# Only attributes of start tags are needed, of thousands of cells: a search is ten times as fast as a tree of elements.
TAG: Final = re.compile(rb"<(?:\w+:)?(row|col|sheetFormatPr|sheetView)\b([^<>]*)>")
# Nearly all programs write a cell's attributes in this order; their look-up one by one takes five times as long.
USUAL_CELL: Final = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})"(?= |/|>)|(?=>|/| [^s]))')
ANY_CELL: Final = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
ATTRIBUTE: Final = re.compile(rb'\b(\w+)="([^"]*)"')
LARGE_POINTS: Final = 14.0
EDGES: Final = (("top", "top"), ("right", "end"), ("bottom", "bottom"), ("left", "start"))
# The theme's colours by number, as nearly all workbooks have them, and the old palette where it is not grey.
THEME: Final = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
PALETTE: Final = {9: "FFFFFF", 22: "C0C0C0", 26: "FFFFCC", 27: "CCFFFF", 31: "CCCCFF", 41: "CCFFFF", 42: "CCFFCC",
                  43: "FFFF99", 44: "99CCFF", 45: "FF99CC", 46: "CC99FF", 47: "FFCC99", 64: "FFFFFF"}  # fmt: skip


def looks_of_xlsx(styles: bytes, sheet: bytes) -> SheetLooks:
    """The looks of a sheet by its XML; styles that cannot be read leave its cells plain."""
    known = _looks(styles)
    found = SheetLooks()
    if known:
        _take_cells(found, sheet, known)
    for tag in TAG.finditer(sheet):
        try:
            _take_size(found, tag[1], _attributes(tag[2]))
        except (ValueError, KeyError, OverflowError):
            # A size or number that is none tells nothing; the cells themselves are read elsewhere.
            continue
    return found


def _take_cells(found: SheetLooks, sheet: bytes, known: tuple[Look, ...]) -> None:
    looks = {str(number).encode(): look for number, look in enumerate(known) if look != Look()}
    if b"0" in looks:
        looks[b""] = looks[b"0"]
    cells = USUAL_CELL.findall(sheet)
    if len(cells) < len(ANY_CELL.findall(sheet)):
        cells = [_cell(_attributes(attributes)) for attributes in ANY_CELL.findall(sheet)]
    for letters, number, style in cells:
        look = looks.get(style)
        if look is not None:
            row, column = int(number) - 1, _column(letters)
            if 0 <= row <= limits.ROWS and column <= limits.COLUMNS:
                found.looks[row, column] = look


def _cell(said: dict[bytes, str]) -> tuple[bytes, bytes, bytes]:
    """Letters, row number and style number of a cell whose attributes stand in no usual order."""
    place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", said.get(b"r", ""))
    return (place[1].encode(), place[2].encode(), said.get(b"s", "").encode()) if place else (b"A", b"0", b"")


def _attributes(attributes: bytes) -> dict[bytes, str]:
    return {name: value.decode("ascii", "ignore") for name, value in ATTRIBUTE.findall(attributes)}


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return position(f"{letters.decode()}1")[1]


def _take_size(found: SheetLooks, tag: bytes, said: dict[bytes, str]) -> None:
    if tag == b"sheetView":
        found.has_lines = said.get(b"showGridLines", "1") not in ("0", "false")
    elif tag == b"row" and b"ht" in said:
        found.heights[int(said[b"r"]) - 1] = _pixels(float(said[b"ht"]))
    elif tag == b"col" and b"width" in said:
        for column in range(int(said[b"min"]) - 1, min(int(said[b"max"]), limits.COLUMNS)):
            found.widths[column] = _column_pixels(float(said[b"width"]))
    elif tag == b"sheetFormatPr":
        if b"defaultColWidth" in said:
            found.column_pixels = _column_pixels(float(said[b"defaultColWidth"]))
        if b"defaultRowHeight" in said:
            found.row_pixels = _pixels(float(said[b"defaultRowHeight"]))


def _pixels(points: float) -> int:
    return max(0, min(round(points * 4 / 3), 550))


def _column_pixels(characters: float) -> int:
    return max(0, min(round(characters * 7 + 5), 1800))


@lru_cache(maxsize=4)
def _looks(styles: bytes) -> tuple[Look, ...]:
    """The look of each style number."""
    try:
        return tuple(_look_by_parts(parsed(styles)))
    except (WorkbookRefused, ValueError, IndexError):
        return ()


def _look_by_parts(root: Element) -> Iterator[Look]:
    fonts = [_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    fills = [_fill(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    borders = [_border(border) for border in root.iterfind("{*}borders/{*}border")]
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = int(style.get("numFmtId", "0"))
        words = fonts[int(style.get("fontId", "0"))] if fonts else []
        words = words + (fills[int(style.get("fillId", "0"))] if fills else [])
        words = words + (borders[int(style.get("borderId", "0"))] if borders else [])
        yield Look(tuple(words + _alignment(style)), own.get(number) or BUILT_IN.get(number, ""))


def _font(font: Element) -> list[str]:
    bold, size = font.find("{*}b"), font.find("{*}sz")
    is_bold = bold is not None and bold.get("val", "1") not in ("0", "false")
    points = float(size.get("val", "11")) if size is not None else 11.0
    return ["bold"] * is_bold + ["large"] * (points >= LARGE_POINTS)


def _fill(fill: Element) -> list[str]:
    pattern = fill.find("{*}patternFill")
    colour = pattern.find("{*}fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    shade = shade_of(*_rgb(colour)) if colour is not None else ""
    return [shade] if shade else []


def _rgb(colour: Element) -> tuple[float, float, float]:
    code = colour.get("rgb", "")[-6:]
    if colour.get("theme"):
        number = int(colour.get("theme", "0"))
        code = THEME[number] if number < len(THEME) else "FFFFFF"
    elif colour.get("indexed"):
        code = PALETTE.get(int(colour.get("indexed", "64")), "808080")
    tint = float(colour.get("tint", "0"))
    parts = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part * (1 + tint) if tint < 0 else part + (1 - part) * tint for part in parts)
    return red, green, blue


def _border(border: Element) -> list[str]:
    sides = ((border.find(f"{{*}}{name}"), word) for name, word in EDGES)
    return [word for side, word in sides if side is not None and side.get("style", "none") not in ("none", "hair")]


def _alignment(style: Element) -> list[str]:
    alignment = style.find("{*}alignment")
    across = alignment.get("horizontal", "") if alignment is not None else ""
    return {"center": ["centred"], "centerContinuous": ["centred"], "right": ["right"]}.get(across, [])
