"""The shapes in which forms ask for values: one cell, a cell per character, parts with print between, marks."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.legacy_excel.noise import BOXES, TICKS, WAYS, Pick, characters, wide
from tests.legacy_excel.seen_words import OPTIONS, READERS

__all__ = ["Piece", "in_cells", "in_one_cell", "way", "wide"]

# First column, last column, and what stands there.
Piece = tuple[int, int, Any]
REIWA = date(2019, 5, 1)


def way(pick: Pick, name: str, value: Any) -> Any:
    """One of the ways in which a clerk writes a value."""
    return None if value is None else pick(WAYS[READERS[name]](value))


def in_one_cell(pick: Pick, name: str, value: Any, first: int, last: int) -> list[Piece]:
    """The value in one cell; options stand there with their boxes."""
    if name in OPTIONS:
        tick, box, gap = pick(TICKS), pick(BOXES), pick(("\u3000\u3000", "  ", "\u3000"))
        words = pick((0, 1))
        options = [f"{tick if value == option else box} {named[words]}" for option, named in OPTIONS[name].items()]
        return [(first, last, gap.join(options))]
    if name == "fax":
        return [(first, last, pick((None, "03-5555-9999")))]
    return [(first, last, way(pick, name, value))]


def in_cells(pick: Pick, name: str, value: Any, first: int, last: int) -> list[Piece]:
    """The value in one of the shapes that 方眼紙 has for it."""
    shapes = {
        "phone": (_three_cells, _eleven_cells),
        "postal_code": (_postal_code,),
        "applied_on": (_date,),
        "contract_class": (_marks,),
        "kind": (_marks,),
        "contact_name": (_two_names,),
        "reseller_reference": (_eight_cells,),
    }
    shape = pick((in_one_cell, *shapes.get(name, ())))
    pieces: list[Piece] = shape(pick, name, value, first, last)
    return pieces


def _three_cells(pick: Pick, _name: str, value: Any, first: int, _last: int) -> list[Piece]:
    parts = value.split("-") if value else (None, None, None)
    written = [part and pick((part, wide(part), f" {part} ", int(part))) for part in parts]
    area, exchange, line = written
    return [
        (first, first + 2, area),
        (first + 3, first + 3, "-"),
        (first + 4, first + 6, exchange),
        (first + 7, first + 7, "-"),
        (first + 8, first + 10, line),
    ]


def _eleven_cells(pick: Pick, _name: str, value: Any, first: int, _last: int) -> list[Piece]:
    return _cells(characters(value.replace("-", ""), pick) if value else [], first)


def _eight_cells(pick: Pick, _name: str, value: Any, first: int, _last: int) -> list[Piece]:
    return _cells(characters(value, pick) if value else [], first)


def _cells(written: list[Any], first: int) -> list[Piece]:
    return [(first + at, first + at, one) for at, one in enumerate(written)]


def _postal_code(pick: Pick, _name: str, value: Any, first: int, _last: int) -> list[Piece]:
    written = characters(value, pick) if value else [None] * 7
    return _cells(["〒", *written[:3], "-", *written[3:]], first)


def _date(pick: Pick, _name: str, value: Any, first: int, _last: int) -> list[Piece]:
    """令和 [7] 年 [7] 月 [15] 日, or 西暦 for days before."""
    day = date.fromisoformat(value) if value else None
    is_reiwa = day is None or day >= REIWA
    numbers = [day.year - (2018 if is_reiwa else 0), day.month, day.day] if day else [None] * 3
    written = [pick((one, str(one), wide(str(one)))) if one is not None else None for one in numbers]
    pieces: list[Piece] = [(first, first + 1, "令和" if is_reiwa else "西暦")]
    for at, (one, unit) in enumerate(zip(written, "年月日", strict=True)):
        start = first + 2 + at * 3
        pieces += [(start, start + 1, one), (start + 2, start + 2, unit)]
    return pieces


def _marks(pick: Pick, name: str, value: Any, first: int, _last: int) -> list[Piece]:
    """A mark cell before each option."""
    tick, box = pick((("✓", "□"), ("■", "□"), ("○", None), ("レ", "□")))
    words = pick((0, 1))
    pieces: list[Piece] = []
    for at, (option, named) in enumerate(OPTIONS[name].items()):
        start = first + at * 4
        mark = tick if option == value else box if value else "□"
        pieces += [(start, start, mark), (start + 1, start + 3, named[words])]
    return pieces


def _two_names(pick: Pick, name: str, value: Any, first: int, last: int) -> list[Piece]:
    """姓 and 名 in cells of their own, their labels before them."""
    parts = value.split("\u3000") if value else ["", ""]
    if len(parts) != 2:
        return in_one_cell(pick, name, value, first, last)
    family, given = (part or None for part in parts)
    return [
        (first, first, "姓"),
        (first + 1, first + 5, family),
        (first + 6, first + 6, "名"),
        (first + 7, first + 11, given),
    ]
