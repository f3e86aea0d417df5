"""Finds the labels of a sheet: cells whose text the vocabulary knows, or that hold labels and their values."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.definitions.names import Meaning
from legacy_excel.values.marks import MARK
from legacy_excel.workbook.grid import Block, Grid

# A part of a cell begins on a new line or behind wide space: `TEL：03-5555-1234　　FAX：03-5555-1235`.
_PARTS: Final = re.compile(r"(\n|[\s\u3000]{2,}|\u3000)")
_PAIR: Final = re.compile(r"\s*([^:：\n]{1,30}?)\s*[:：](.*)", re.DOTALL)
# What follows such a label in its own cell without a colon: `契約区分　□ 一般　☑ 官公庁`.
_WITH_BOXES: Final = frozenset({"contract_class", "kind", "consent"})
_LONGEST_LETTER: Final = 400
# So many labels with their values in one cell make it the order of the sheet.
_FEWEST_INLINE: Final = 3
# Labels that may be the title of others in the cell beside them: 連絡先 | TEL：… E-mail：….
_CONTACT: Final = frozenset({"phone", "email", "contact_name", "address"})
# A company's name may be made of the words of a form, but no label begins like this: （有）製品名.
_COMPANY_FORM: Final = re.compile(r"[(（](?:株|有|合|資|名|財|社|医|学|福|独)[)）]")
_SPACED: Final = re.compile(r"([^\n]{1,20}?)(?:\n|[ \u3000]{2,}|\u3000)\s*(\S.*)", re.DOTALL)
_NO_VALUE: Final = re.compile(
    r"^[（(※＊*【\[<＜]|ください|下さい"
    r"|例[:：)）]|全角|半角|必須|任意|以内|桁|^[A-Za-z /.,()'-]+$"
)
_NAME: Final = re.compile(r"[ぁ-んァ-ヶ一-龠]{2}")


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A label: what it asks for, the section and number if it names them, and the value if it stands behind a colon."""

    block: Block
    concept: str
    section: str | None = None
    inline: str | None = None
    number: int | None = None


def find_labels(grid: Grid) -> list[Label]:
    """The labels in reading order; texts known only in part count where no surer label stands directly left of them."""
    sure: dict[Block, list[Label]] = {}
    possible: dict[Block, list[Label]] = {}
    for block in grid.filled():
        if not isinstance(block.value, str) or _COMPANY_FORM.match(block.text.strip()):
            continue
        known = vocabulary().label(block.text)
        # An address in brackets is no remark on its label: `E-mail：<hana@mihon.example.jp>`.
        may_hold_value = known is None or known.is_partial or "@" in block.text
        pairs = _pairs(block.text) if may_hold_value else ()
        if pairs:
            possible[block] = [_label(block, meaning, inline) for meaning, inline in pairs]
        elif known is not None:
            (possible if known.is_partial else sure)[block] = [_label(block, known)]
    if sum(1 for labels in possible.values() if labels[0].inline is not None) >= _FEWEST_INLINE:
        possible |= dict(_less_sure_pairs(grid, sure.keys() | possible.keys()))
    certain = set(sure)
    for block, labels in possible.items():
        beside = _left_of(grid, block)
        if len(labels) > 1 and beside in sure and sure[beside][0].concept in _CONTACT:
            # 連絡先 | TEL：… E-mail：…: what stands left of several labels is their common title.
            del sure[beside]
        elif beside in certain and not (
            beside.text.endswith("\n") or _is_in_header(grid, block, beside, certain, possible)
        ):
            # A label with its line for the value left empty takes nothing from the cell right of it.
            continue
        sure[block] = labels
    aside = {block for block, labels in sure.items() if _repeats_its_neighbour(grid, labels[0], sure)}
    aside |= {block for block in sure if _groups_labels(grid, block, sure.keys() - aside)}
    found = [label for block, labels in sure.items() if block not in aside for label in labels]
    return sorted(found, key=lambda label: (label.block.row, label.block.col))


def _less_sure_pairs(grid: Grid, known: Collection[Block]) -> Iterator[tuple[Block, list[Label]]]:
    """Where labels and values share their cells, what stands before a colon is a label, though only a part is known."""
    for block in grid.filled():
        pair = _PAIR.fullmatch(block.text) if isinstance(block.value, str) and block not in known else None
        meaning = vocabulary().label(pair[1]) if pair else None
        if pair and meaning is not None:
            yield block, [_label(block, meaning, pair[2])]


def _is_in_header(
    grid: Grid, block: Block, beside: Block, certain: Collection[Block], possible: Collection[Block]
) -> bool:
    """Whether its row is of labels alone, three or more, so that it is no value of the label left of it.

    Where labels stand one below the other, the next one under that `beside` has no other in this one's column.
    """
    words = vocabulary()
    row = [b for b in grid.on_row(block.row) if not b.is_empty and not words.has_word("row_number", b.text)]
    if len(row) < 3 or not all(other in certain or other in possible for other in row):
        return False
    below = next((b for b in grid.filled() if b.row > beside.row2 and b.col <= beside.col <= b.col2), None)
    return below is None or below not in certain or grid.at(below.row, block.col) in certain


def _label(block: Block, known: Meaning, inline: str | None = None) -> Label:
    return Label(block, known.concept, known.section, inline, known.number)


# Most cells that are no labels are notes and options, which the forms of a batch share.
@lru_cache(maxsize=16_384)
def _pairs(text: str) -> tuple[tuple[Meaning, str], ...]:
    """Labels with their values in one cell: `TEL：03-5555-1234`."""
    return tuple(_labels_within(text)) if len(text) <= _LONGEST_LETTER else ()


def _labels_within(text: str) -> Iterator[tuple[Meaning, str]]:
    """One or several; what has no label goes on with the value before."""
    open_pair: tuple[Meaning, str] | None = None
    for piece in _PARTS.split(text):
        match = _PAIR.fullmatch(piece)
        known = vocabulary().label(match[1]) if match else None
        if match and known is not None and not known.is_partial:
            if open_pair is not None:
                yield open_pair
            open_pair = known, match[2]
        elif open_pair is None and piece.strip():
            yield from _before_boxes(text)
            return
        elif open_pair is not None:
            open_pair = open_pair[0], open_pair[1] + piece
    if open_pair is not None:
        yield open_pair


def _before_boxes(text: str) -> Iterator[tuple[Meaning, str]]:
    """`契約区分　☑ 一般` and, where nothing parts label and value but space or a line, `会社名　株式会社A`."""
    box = MARK.search(text)
    known = vocabulary().label(text[: box.start()]) if box is not None and box.start() >= 2 else None
    if box is not None and known is not None and known.concept in _WITH_BOXES and not known.is_partial:
        yield known, text[box.start() :]
        return
    match = _SPACED.fullmatch(text.strip())
    known = vocabulary().label(match[1]) if match else None
    if match and known is not None and not known.is_partial and not _says_more_of_label(match[2]):
        yield known, match[2]


def _says_more_of_label(text: str) -> bool:
    """Whether what follows a label in its cell is no value: its other language, a hint, a unit, 姓."""
    bare = text.strip()
    words = vocabulary()
    is_name = words.label(bare) is not None or words.section(bare) is not None
    return is_name or (bare.isascii() and bare.isalpha()) or _NO_VALUE.search(bare) is not None


def _repeats_its_neighbour(grid: Grid, label: Label, labels: Mapping[Block, list[Label]]) -> bool:
    """Whether it is a preprinted 〒 or TEL in the value cells of a label that asks for the same thing."""
    beside = _left_of(grid, label.block)
    if beside is None or beside not in labels or label.inline is not None:
        return False
    is_printed = _NAME.search(label.block.text) is None
    return is_printed and labels[beside][0].concept == label.concept and beside.text != label.block.text


def _groups_labels(grid: Grid, block: Block, labels: Collection[Block]) -> bool:
    """Whether it is the title of the labels right of it: ご担当者 beside 部署, 役職 and 氏名, or beside 氏名 alone."""
    rows = {block.row, block.row2} if block.row2 > block.row else set()
    beside = [grid.at(row, block.col2 + 1) for row in rows]
    return bool(beside) and all(one in labels for one in beside) and len(set(beside)) > 1


def _left_of(grid: Grid, block: Block) -> Block | None:
    left = grid.at(block.row, block.col - 1)
    return left if left is not None and not left.is_empty else None
