"""Joins the two parts of a name that stand one below the other, each behind its label.

セイ | ミホン          フリガナ | ミホン　ヨウコ
メイ | ヨウコ
姓   | 見本       →    氏名     | 見本　洋子
名   | 洋子
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.workbook.grid import Block, Grid
from legacy_excel.workbook.grid import block as make_block

_LONGEST: Final = 20
_KANA: Final = re.compile(r"[ァ-ヶぁ-んｦ-ﾟ\s]+|.*(?:カナ|かな|ｶﾅ|kana).*", re.IGNORECASE | re.DOTALL)


def with_name_parts_joined(grid: Grid) -> Grid:
    """The grid with each such name in one cell behind one label; the grid itself if it has none."""
    pairs = list(_pairs(grid))
    if not pairs:
        return grid
    parts = {block for pair in pairs for block in pair}
    whole: list[Block] = []
    for family, given, first, last in pairs:
        word = "フリガナ" if _KANA.fullmatch(family.text) else "氏名"
        whole.append(replace(family, row2=given.row2, value=word, text=word))
        name = f"{first.text.strip()}\u3000{last.text.strip()}".strip()
        whole.append(make_block(first.row, first.col, last.row2, first.col2, name))
    return Grid(grid.name, [*(one for one in grid.blocks if one not in parts), *whole], date1904=grid.date1904)


def _pairs(grid: Grid) -> Iterator[tuple[Block, Block, Block, Block]]:
    """Labels 姓 and 名 below each other, and what stands right of them; not beside a label that asks for the name."""
    words = vocabulary()
    for family in grid.filled():
        may_be_label = isinstance(family.value, str) and len(family.text) <= _LONGEST
        if not may_be_label or not words.has_word("family_name", family.text):
            continue
        given, left = grid.below(family), grid.at(family.row, family.col - 1)
        is_pair = given is not None and given.col == family.col and words.has_word("given_name", given.text)
        if not is_pair or given is None or (left is not None and words.label(left.text) is not None):
            continue
        first, last = grid.right_of(family), grid.right_of(given)
        if first is not None and last is not None and (first.col, first.col2) == (last.col, last.col2):
            yield family, given, first, last
