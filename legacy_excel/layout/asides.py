"""Leaves out what stands between labels and answers and is neither: columns and rows of examples, columns of hints.

項目   | （記入例）     | ご記入欄       項目   | ご記入内容 | 説明           会社名    | ご担当者名
会社名 | 株式会社記入例 | 株式会社A      会社名 | 株式会社A  | 登記上の名称   記入例    | …
TEL    | 03-5555-0000   | 03-5555-1234   TEL    | 03-…       | 代表番号       株式会社A | 見本　花
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.values.text import half_width, squeezed
from legacy_excel.workbook.grid import Block, Grid

_STAMP: Final = "【】[]［］〔〕()（）<>＜＞「」*★■◆※"
_LONGEST_HEAD: Final = 14
# 製品１, ２件目, ③: heads of columns in which answers stand.
_NUMBERED: Final = re.compile(r"[^\d\n]{0,6}\d{1,2}(?:[つ件台本番行]目?)?")
# ◯ and 必須 below it say what has to be answered.
_MANDATORY: Final = re.compile(r"\s*必\s*須(?:[/／・]任意|項目)?\s*")
# A row of so many labels is the header of a table, which has columns of its own.
_FEWEST_LABELS: Final = 3


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a column that holds no answers; the heads of other columns beside it, and if they are items."""

    block: Block
    others: tuple[Block, ...] = ()
    is_of_items: bool = False


def without_asides(grid: Grid) -> Grid:
    """The grid without such columns and rows; the grid itself if it has none."""
    texts = [block for block in grid.filled() if isinstance(block.value, str) and len(block.text) <= _LONGEST_HEAD]
    signs = [block for block in texts if _is_sign(block.text)]
    left_out = {head for block in texts if _is_item_of_list(block.text) for head in _heads_of_list(grid, block)}
    if not signs and not left_out:
        return grid
    for head in _heads(grid, signs):
        left_out |= {head.block, *head.others}
        first, last = head.block.col, head.block.col2
        for row in _rows_ruled(grid, head):
            left_out.update(block for block in grid.on_row(row, first, last) if block.col2 <= last)
    for sign in signs:
        left_out.update(_example_row(grid, sign))
    if not left_out:
        return grid
    return Grid(grid.name, [block for block in grid.blocks if block not in left_out], date1904=grid.date1904)


def is_example(text: str) -> bool:
    """記入例, also as a stamp: 【記入例】."""
    return vocabulary().has_word("example", squeezed(text).strip(_STAMP))


@lru_cache(maxsize=16_384)
def _is_sign(text: str) -> bool:
    """Whether it may head a column or a row that holds no answers: 記入例, 例, 説明."""
    is_hint = vocabulary().has_word("explanation", text) or _MANDATORY.fullmatch(text) is not None
    return is_hint or _is_example_in_table(text)


def _is_example_in_table(text: str) -> bool:
    return is_example(text) or vocabulary().has_word("example_row", squeezed(text).strip(_STAMP))


def _is_item_of_list(text: str) -> bool:
    return vocabulary().has_word("column_header", text)


def _heads_of_list(grid: Grid, block: Block) -> list[Block]:
    """区分 | 項目 | ご記入内容: a row of nothing but heads, none of which is a label."""
    line = [one for one in grid.on_row(block.row) if not one.is_empty]
    fields = [one for one in line if _is_item_of_list(one.text)]
    is_list = fields[:1] == [block] and len(fields) > 1 and all(one in fields or _heads_labels(one) for one in line)
    return line if is_list else []


def _heads(grid: Grid, signs: list[Block]) -> Iterator[_Head]:
    """記入例 beside 項目 or ご記入欄; 例 and 説明 where nothing but heads of columns stands on the row."""
    for sign in signs:
        others = tuple(one for one in grid.on_row(sign.row) if not one.is_empty and one is not sign)
        answers = [one for one in others if _heads_answers(one)]
        if answers and all(one in answers or one in signs or _heads_labels(one) for one in others):
            is_of_items = not any(vocabulary().has_word("column_header", one.text) for one in answers)
            # Alone, what ends in a number may be an answer (備考 | 急ぎ2台) or number a row of a table (例 | 1).
            is_alone = is_of_items and len(answers) == 1
            if not is_alone or (_is_example_in_table(sign.text) and not answers[0].text.strip().isdigit()):
                yield _Head(sign, others, is_of_items)
        elif is_example(sign.text) and any(vocabulary().has_word("column_header", one.text) for one in others):
            yield _Head(sign)


def _heads_answers(block: Block) -> bool:
    words = vocabulary()
    return (
        words.has_word("column_header", block.text) or _NUMBERED.fullmatch(half_width(block.text).strip()) is not None
    )


def _heads_labels(block: Block) -> bool:
    """区分 | 項目 | …: what heads the names of sections and labels."""
    return vocabulary().has_word("label_header", block.text)


def _rows_ruled(grid: Grid, head: _Head) -> Iterator[int]:
    """The rows below the head; below a table, which has columns of its own, those where label and answer go on."""
    is_ended = False
    for row in range(head.block.row2 + 1, grid.last_row + 1):
        line = [block for block in grid.on_row(row) if not block.is_empty]
        if head.is_of_items and line and not _asks_for_item(line[0]):
            return
        is_ended = is_ended or _is_table_header(line)
        if not is_ended or (len(line) <= _FEWEST_LABELS and _goes_on(line, head.block.col)):
            yield row


def _asks_for_item(block: Block) -> bool:
    known = vocabulary().label(block.text)
    return known is None or known.concept in vocabulary().fields["items"] or known.concept == "ignored"


def _goes_on(line: list[Block], col: int) -> bool:
    """Whether a label stands before its answer and something else; alone, what stands there may be the answer."""
    has_label = len(line) > 1 and isinstance(line[0].value, str) and vocabulary().label(line[0].text) is not None
    return has_label and (len(line) == _FEWEST_LABELS or line[0].col2 + 1 < col)


def _is_table_header(line: list[Block]) -> bool:
    words = vocabulary()
    heads = [block for block in line if not words.has_word("row_number", block.text)]
    return len(heads) >= _FEWEST_LABELS and all(isinstance(b.value, str) and words.label(b.text) for b in heads)


def _example_row(grid: Grid, sign: Block) -> list[Block]:
    """The row that 記入例 begins, below a row of labels: one that is above it answers none of them."""
    line = [block for block in grid.on_row(sign.row) if not block.is_empty]
    above = [block for block in grid.on_row(sign.row - 1) if not block.is_empty and block.col2 > sign.col]
    if line[0] is not sign or len(line) < _FEWEST_LABELS or not _is_example_in_table(sign.text):
        return []
    return line if len(above) >= _FEWEST_LABELS - 1 and _is_labelled(above) and not _is_labelled(line[1:]) else []


def _is_labelled(line: list[Block]) -> bool:
    label = vocabulary().label
    return sum(1 for block in line if isinstance(block.value, str) and label(block.text) is not None) * 2 > len(line)
