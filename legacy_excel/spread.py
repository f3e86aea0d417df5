"""Joins a value that is written one character per cell, whatever it is: a company's name, フリガナ, an order number.

会社名 | 株 | 式 | 会 | 社 | Ａ |    数量 |   |   | 1 | 2 | 5 | 0 | 本    カナ | ミ | ホ | ン |   | ハ | ナ
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.workbook.grid import Block
from legacy_excel.workbook.grid import block as make_block

# In these an empty cell between characters parts two words; in codes and numbers it says nothing.
WORDS: Final = frozenset({"company", "person", "kana", "plain", "building", "address"})
# Two cells of one character each may be the two parts of a name: 林 | 明.
FEWEST_OF_WORDS: Final = 3
CODES: Final = frozenset({"order_number", "code", "quantity", "term_years"})


def with_characters_joined(filled: Sequence[Block], reader: str) -> list[Block]:
    """The cells of a value, as one where each holds but one character; the cells themselves otherwise."""
    is_word = reader in WORDS
    if len(filled) < (FEWEST_OF_WORDS if is_word else 2) or not (is_word or reader in CODES):
        return list(filled)
    is_spread = all(block.row == filled[0].row and len(block.text.strip()) == 1 for block in filled)
    if not is_spread or (reader in ("person", "kana") and _begins_with_label(filled[0])):
        return list(filled)
    first, last = filled[0], filled[-1]
    return [make_block(first.row, first.col, last.row2, last.col2, _joined(filled, is_word=is_word))]


def _joined(filled: Sequence[Block], *, is_word: bool) -> str:
    steps = [after.col - before.col for before, after in pairwise(filled)]
    texts = [filled[0].text.strip()]
    for step, block in zip(steps, filled[1:], strict=True):
        texts.append("\u3000" if is_word and step > min(steps) else "")
        texts.append(block.text.strip())
    return "".join(texts)


def _begins_with_label(block: Block) -> bool:
    """姓 | 林 | 名 | 明 are labels and parts of a name."""
    return any(vocabulary().has_word(word, block.text) for word in ("family_name", "given_name"))
