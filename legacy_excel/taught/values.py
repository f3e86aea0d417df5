"""Reads the value of a taught field: joins the cells as they were taught, then by the reader of every other form."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.fields import read_value
from legacy_excel.found import Found
from legacy_excel.layout.runs import Run
from legacy_excel.layout.sharing import says_same_as
from legacy_excel.taught.placing import Placed
from legacy_excel.values.marks import is_ticked, marks_in
from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import half_width, is_nothing, squeezed
from legacy_excel.workbook.grid import Block, ExcelError
from legacy_excel.workbook.grid import block as make_block

# What stands between the parts of a value that were taught one by one.
GLUE: Final[Mapping[str, str]] = {
    "plain": " ", "company": " ", "person": "\u3000", "kana": "\u3000", "building": " ",
    "email": "", "order_number": "", "code": "",
}  # fmt: skip
# What stands in one cell unless it was taught in parts; other values are often spread over many small cells.
IN_ONE_CELL: Final = frozenset({*GLUE, "address", "remarks"})
# What may stand with one character in each cell.
SPELLED_OUT: Final = frozenset({"postal_code", "phone", "corporate_number", "reseller_reference", "license_id"})
TICK_WORDS: Final = frozenset({"TRUE", "1", "V", "X", "✓", "有", "済", "はい", "YES", "Y", "OK", "同意", "同意する"})
NO_TICK_WORDS: Final = frozenset({"FALSE", "0", "無", "いいえ", "NO", "N", "×"})


def read_field(reader: str, concept: str, placed: Placed, parts: int, *, date1904: bool) -> Found:
    """The value in the placed cells, which were taught in so many parts."""
    run = Run(_joined(reader, placed, parts), placed.home)
    return read_value(reader, run, concept=concept, date1904=date1904)


def read_options(options: Mapping[str, Placed]) -> Found:
    """The one option whose box is ticked."""
    ticks = {value: tick(placed) for value, placed in options.items()}
    chosen = [value for value, is_on in ticks.items() if is_on]
    place = options[chosen[0]] if chosen else next(iter(options.values()))
    raw = "\u3000".join(f"{_text(placed)}" for placed in options.values()).strip()
    if len(chosen) > 1:
        return Found(raw, place.home, Outcome(None, (), "ambiguous_choice"))
    if not chosen and None in ticks.values():
        return Found(raw, place.home, Outcome(None, (), "invalid_value"))
    return Found(raw, place.home, Outcome(chosen[0], ("ticked-option",)) if chosen else Outcome())


def read_yes_or_no(options: Mapping[str, Placed]) -> Found:
    """Consent by a box for yes, one for no, or both."""
    chosen = read_options(options)
    if chosen.outcome.code is not None:
        return chosen
    return Found(chosen.raw, chosen.block, Outcome(chosen.outcome.value == "yes", ("ticked-option",)))


def shares(section: str, placed: Placed) -> Block | None:
    """The cell that says that the section is the same as another: a tick, or the words themselves."""
    if tick(placed) or says_same_as(section, _text(placed)):
        return next((block for block in placed.blocks if not block.is_empty), placed.home)
    return None


def is_spread(reader: str, blocks: Sequence[Block]) -> bool:
    """Whether a value that stands in one cell is in several, other than one character in each."""
    filled = [block for block in blocks if not block.is_empty]
    return reader in IN_ONE_CELL and len(filled) > 1 and any(len(block.text.strip()) > 1 for block in filled)


def tick(placed: Placed) -> bool | None:
    """Whether a box is ticked; None if what stands there is neither a tick nor none."""
    text = _text(placed)
    if is_nothing(text):
        return False
    if marks_in(text):
        return is_ticked(text)
    word = squeezed(half_width(text)).upper()
    if word in TICK_WORDS:
        return True
    return False if word in NO_TICK_WORDS else None


def _text(placed: Placed) -> str:
    return "\u3000".join(block.text for block in placed.blocks if not block.is_empty)


def _joined(reader: str, placed: Placed, parts: int) -> tuple[Block, ...]:
    """The cells as one, where the reader would not know that they belong together."""
    filled = [block for block in placed.blocks if not block.is_empty and not (parts > 1 and _is_part_label(block))]
    if len(filled) < 2 or any(isinstance(block.value, ExcelError) for block in filled):
        return placed.blocks
    texts = [block.text.strip() for block in filled]
    if reader in ("date", "end_date"):
        text = _date_in_parts(texts)
    elif reader in GLUE and all(len(text) == 1 for text in texts):
        text = "".join(texts)
    elif reader in GLUE and parts > 1:
        text = GLUE[reader].join(texts)
    else:
        text = None
    first = filled[0]
    return placed.blocks if text is None else (make_block(first.row, first.col, first.row2, first.col2, text),)


def _is_part_label(block: Block) -> bool:
    """姓 and 名 between the parts of a name."""
    return vocabulary().has_word("family_name", block.text) or vocabulary().has_word("given_name", block.text)


def _date_in_parts(texts: list[str]) -> str | None:
    """Year, month and day in cells of their own, before them perhaps an era; None if they say 年月日 themselves."""
    *before, year, month, day = ["", "", "", *texts][-max(len(texts), 3) :]
    is_plain = all(re.fullmatch(r"[0-9０-９]{1,4}", part) for part in (year, month, day))
    return f"{''.join(before)}{year}年{month}月{day}日" if is_plain and len(texts) >= 3 else None
