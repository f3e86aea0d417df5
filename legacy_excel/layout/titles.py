"""Finds the titles of sections: those that the vocabulary knows, and others that are dressed as these are."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.values.marks import MARK
from legacy_excel.values.text import squeezed
from legacy_excel.words import BULLETS, has_bullet
from legacy_excel.workbook.grid import Block, Grid

# A title of which only its dress is known: what stands below it belongs to no section that is read.
UNKNOWN: Final = "unknown"
_LONGEST: Final = 30
# How titles end, and what is none: notes, sentences, the form's own title.
_ENDINGS: Final = re.compile(
    r"(先|情報|欄|窓口|について|事項|内容|明細|担当|担当者|一覧|方法|条件|項目|その他|場所|口座|会社|企業|店|元|部門|確認"
    r"|information|details?|contact|address)\s*様?[】\])）:：]?$",
    re.IGNORECASE,
)
_NO_TITLE: Final = re.compile(
    r"^[※＊*(（]|[。！!？?]$|ください|下さい|ます$|申請書|登録書|申込書|[年.]\d+月?.*版|@|\d{3}", re.DOTALL
)


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A section's title; `tail` is what stands behind it in the same cell, `is_side` that it stands left of labels."""

    name: str
    block: Block
    tail: str
    is_side: bool


def find_titles(grid: Grid, labels: set[Block]) -> list[Title]:
    """The titles of the sheet in reading order."""
    known = [title for block in grid.filled() if (title := _known(grid, block, labels)) is not None]
    bulleted = sum(1 for title in known if has_bullet(title.block.text))
    known = [title for title in known if bulleted < 2 or not _is_value_below_label(grid, title, labels)]
    known += _worded_as_labels(grid, known, labels)
    titles = [*known, *_dressed_alike(grid, known, labels)]
    return sorted(titles, key=lambda title: (title.block.row, title.block.col))


def _known(grid: Grid, block: Block, labels: set[Block]) -> Title | None:
    if not isinstance(block.value, str) or block in labels:
        return None
    text, tail = _title_and_tail(block.text)
    name = vocabulary().section(text)
    if name is None:
        return None
    left = grid.at(block.row, block.col - 1)
    if left in labels and not has_bullet(block.text) and not _heads_a_column(grid, block):
        return None
    beside = next((b for b in grid.on_row(block.row, block.col2 + 1) if not b.is_empty), None)
    is_upright = block.row2 > block.row and block.col2 - block.col < 6
    is_before_label = beside in labels and not _is_bar(grid, block, beside, labels)
    # `代理店：販売店と同じ` is said on one row, as a field is; a bar with a bullet rules what stands below it.
    is_answered = MARK.search(tail) is None and _matches_same_as(name, tail) and not has_bullet(block.text)
    # Below a bar of two cells, `■ サポート窓口 | □ 契約者と同じ`, its labels begin.
    is_shared = beside is not None and _matches_same_as(name, beside.text) and grid.below(block) not in labels
    return Title(name, block, tail, is_side=is_before_label or is_upright or is_answered or is_shared)


def _worded_as_labels(grid: Grid, known: Sequence[Title], labels: set[Block]) -> Iterator[Title]:
    """サポート窓口ご担当, 納品先メール: where titles stand, and with labels in a value's place, they are titles too."""
    if len(known) < 2:
        return
    bulleted = any(has_bullet(title.block.text) for title in known)
    columns = {title.block.col for title in known}
    for block in labels:
        name = vocabulary().section(block.text.replace("\n", "")) if block.col in columns else None
        if name is None or bulleted != has_bullet(block.text):
            continue
        is_upright = block.row2 > block.row
        bars = {title.block for title in known}
        if _rules_labels_beside(grid, block, labels) if is_upright else _stands_over_labels(grid, block, labels, bars):
            yield Title(name, block, "", is_side=is_upright)


def _rules_labels_beside(grid: Grid, block: Block, labels: set[Block]) -> bool:
    beside = {grid.at(row, block.col2 + 1) for row in range(block.row, block.row2 + 1)}
    return len(beside & labels) > 1


def _stands_over_labels(grid: Grid, block: Block, labels: set[Block], bars: set[Block]) -> bool:
    """Whether it is alone on its row, or beside other titles, and below it a field begins, a table, or 契約者と同じ."""
    if any(other is not block and not other.is_empty and other not in bars for other in grid.on_row(block.row)):
        return False
    below = _begins_below(grid, block)
    is_box = below is not None and any(pattern.search(below.text) for _, pattern in vocabulary().same_as.values())
    is_table = below is not None and vocabulary().has_word("row_number", below.text)
    return below in labels or is_box or is_table


def _begins_below(grid: Grid, block: Block) -> Block | None:
    """What stands first below a bar in its column, be it below an empty corner: `| 製品１ | 製品２`."""
    below = grid.below(block)
    is_bar = block.col2 > block.col or has_bullet(block.text)
    is_corner = is_bar and (below is None or below.is_empty)
    return grid.at(block.row2 + 2, block.col) if is_corner else below


def _heads_a_column(grid: Grid, block: Block) -> bool:
    """区分 | 契約者 | 納品先: the first of several parties, each above its column, is not the value of what is left."""
    beside = grid.right_of(block)
    return beside is not None and isinstance(beside.value, str) and vocabulary().section(beside.text) is not None


def _is_bar(grid: Grid, block: Block, beside: Block | None, labels: set[Block]) -> bool:
    """Whether labels begin right below the title, so that what stands far right of it is another thing's."""
    below = (grid.at(block.row2 + down, block.col) for down in (1, 2))
    return any(one in labels for one in below) and beside is not None and beside.col > block.col2 + 1


def _matches_same_as(name: str, text: str) -> bool:
    _, pattern = vocabulary().same_as.get(name, ("", None))
    return pattern is not None and pattern.search(text) is not None


# The forms of a batch bear the same texts.
@lru_cache(maxsize=16_384)
def _title_and_tail(text: str) -> tuple[str, str]:
    """Parts `■ サポート窓口 ☑ 契約者と同じ` and `納品先 ※納品メールは…`; the bar's own bullet is no mark."""
    for match in re.finditer(rf"[※＊]|{MARK.pattern}", text, re.MULTILINE):
        if match.start() > 1 and squeezed(text[: match.start()]):
            return text[: match.start()], text[match.start() :]
    named, colon, said = text.partition("：") if "：" in text else text.partition(":")
    if colon and any(pattern.search(said) for _, pattern in vocabulary().same_as.values()):
        return named, said
    return text, ""


def _is_value_below_label(grid: Grid, title: Title, labels: set[Block]) -> bool:
    """A department called サポート窓口 under its label; where the other titles have bullets, a title would have one."""
    answer = grid.right_of(title.block)
    is_answered = answer is not None and _matches_same_as(title.name, answer.text)
    return _has_label_above(grid, title.block, labels) and not has_bullet(title.block.text) and not is_answered


def _has_label_above(grid: Grid, block: Block, labels: set[Block]) -> bool:
    above = grid.at(block.row - 1, block.col)
    return above in labels and above is not None and above.col2 == block.col2


def _dressed_alike(grid: Grid, known: Sequence[Title], labels: set[Block]) -> Iterator[Title]:
    """Bars with the bullet of known ones, of their place and width, or worded as titles are and in their column."""
    bars = [title.block for title in known if not title.is_side and title.name != "office"]
    if len(bars) < 2:
        return
    bullets = {_bullet(bar) for bar in bars} - {""}
    places = Counter((bar.col, bar.col2) for bar in bars)
    taken = {title.block for title in known} | labels
    for block in grid.filled():
        if not isinstance(block.value, str) or block in taken or not _may_be_title(grid, block, taken, labels):
            continue
        is_worded = _ENDINGS.search(block.text.strip()) is not None
        is_in_place = places[block.col, block.col2] >= 2 and (block.col2 > block.col or is_worded)
        if (_bullet(block) in bullets) if bullets else is_in_place:
            yield Title(vocabulary().section_within(block.text) or UNKNOWN, block, "", is_side=False)


def _may_be_title(grid: Grid, block: Block, taken: set[Block], labels: set[Block]) -> bool:
    if not _reads_like_title(block.text.strip()) or _has_label_above(grid, block, labels):
        return False
    row = (other for other in grid.on_row(block.row) if not other.is_empty and other is not block)
    return all(other in taken - labels or other.text.strip()[:1] in "※＊*(（" for other in row)


@lru_cache(maxsize=16_384)
def _reads_like_title(text: str) -> bool:
    if len(text) > _LONGEST or "\n" in text or _NO_TITLE.search(text):
        return False
    return not any(pattern.search(text) for _, pattern in vocabulary().same_as.values())


def _bullet(block: Block) -> str:
    """The bullet of a title; all numbers are one bullet."""
    first = block.text.strip()[:1]
    if first in BULLETS + "【":
        return first
    return "1" if has_bullet(block.text) else ""
