"""Walks the records of a BIFF stream for what a cell reader leaves out: errors, date system, what is hidden, extent."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from legacy_excel.workbook.hidden import Hidden

BOF: Final = 0x0809
FILEPASS: Final = 0x002F
DATEMODE: Final = 0x0022
SST: Final = 0x00FC
DIMENSIONS: Final = 0x0200
DIMENSIONS_BYTES: Final = 14
BOUNDSHEET: Final = 0x0085
ROW: Final = 0x0208
COLINFO: Final = 0x007D
FILTERMODE: Final = 0x009B
FORMULA: Final = 0x0006
BOOLERR: Final = 0x0205
FILLED_CELLS: Final = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00BD, 0x00D6}
ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(slots=True)
class BiffFacts:
    """Errors by sheet and cell (counted from 0), the date system, whether it is encrypted, the largest area."""

    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    date1904: bool = False
    is_encrypted: bool = False
    widest_area: int = 0
    # Where in the stream a sheet claims an extent: calamine sets memory aside for all of it, true or not.
    claims: list[int] = field(default_factory=list)
    is_damaged: bool = False
    # By sheet, only of those that hide anything.
    hidden: dict[str, Hidden] = field(default_factory=dict)


def facts_of(stream: bytes) -> BiffFacts:
    """What the records tell; a stream that breaks off is told as far as it goes."""
    facts = BiffFacts()
    names: dict[int, str] = {}
    sheet = ""
    bottom = right = 0
    for at, kind, body in records(stream):
        if kind == BOF:
            sheet, bottom, right = names.get(at, ""), 0, 0
        elif kind == BOUNDSHEET and len(body) >= 8:
            names[struct.unpack_from("<I", body)[0]] = sheet_name(body)
        elif kind in FILLED_CELLS and len(body) >= 6:
            row, col = struct.unpack_from("<HH", body)
            bottom, right = max(bottom, row), max(right, col)
            facts.widest_area = max(facts.widest_area, (bottom + 1) * (right + 1))
            error = _error(kind, body)
            if error:
                facts.errors.setdefault(sheet, {})[row, col] = error
        elif kind in (ROW, COLINFO, FILTERMODE):
            _take_hidden(facts, sheet, kind, body)
        else:
            _take_from_book(facts, at, kind, body, len(stream))
        if facts.is_encrypted:
            break
    return facts


def _take_hidden(facts: BiffFacts, sheet: str, kind: int, body: bytes) -> None:
    if kind == ROW and len(body) >= 16 and body[12] & 0x20:
        facts.hidden.setdefault(sheet, Hidden()).rows.add(struct.unpack_from("<H", body)[0])
    elif kind == COLINFO and len(body) >= 10 and body[8] & 0x01:
        facts.hidden.setdefault(sheet, Hidden()).hide_columns(*struct.unpack_from("<HH", body))
    elif kind == FILTERMODE:
        facts.hidden.setdefault(sheet, Hidden()).is_filtered = True


def _take_from_book(facts: BiffFacts, at: int, kind: int, body: bytes, length: int) -> None:
    if kind == FILEPASS:
        facts.is_encrypted = True
    elif kind == DATEMODE and len(body) >= 2:
        facts.date1904 = body[0] == 1
    elif kind == DIMENSIONS and len(body) == DIMENSIONS_BYTES:
        facts.claims.append(at + 4)
    elif kind == SST and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] > length:
        facts.is_damaged = True


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and body of each record, as far as the stream goes."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def sheet_name(body: bytes) -> str:
    """The name in a record of kind BOUNDSHEET."""
    length, is_wide = body[6], body[7] & 1
    raw = body[8 : 8 + length * (2 if is_wide else 1)]
    return raw.decode("utf-16-le" if is_wide else "latin-1", "replace")


def _error(kind: int, body: bytes) -> str | None:
    if kind == BOOLERR and len(body) >= 8 and body[7] == 1:
        return ERRORS.get(body[6], "#ERROR")
    if kind == FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return ERRORS.get(body[8], "#ERROR")
    return None
