"""Reads what was chosen: one of several options, and consent, by marks in all their shapes (README section 4)."""

import re
from collections.abc import Mapping
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.found import Found
from legacy_excel.layout.runs import Run
from legacy_excel.values import text
from legacy_excel.values.marks import MARK, is_mark, is_ticked, marks_in, options_in
from legacy_excel.values.outcome import Outcome
from legacy_excel.workbook.grid import Block

# A note behind the answer in its own cell.
_NOTE: Final = re.compile(r"(?<=\S)\s*[※＊(（].*", re.DOTALL)


def chosen(run: Run, place: Block, options: Mapping[str, tuple[str, ...]]) -> Found:
    """The one option that is ticked, or named alone; two ticks are `ambiguous_choice`."""
    raw = _options(run)
    marks = options_in(raw, options)
    if len(marks.named) > 1 and not marks.has_marks:
        # What may be chosen is printed beside the answer: 一般企業 | ※一般企業／官公庁／教育機関 からお選びください
        raw = _without_what_may_be_chosen(run, options)
        marks = options_in(raw, options)
    chosen = marks.ticked if marks.has_marks else marks.named
    if len(chosen) == 1:
        return Found(raw, place, Outcome(next(iter(chosen)), ("ticked-option",) if marks.has_marks else ("option",)))
    if len(marks.ticked) > 1:
        return Found(raw, place, Outcome(None, (), "ambiguous_choice"))
    is_answered = not marks.has_marks and not marks.named and not text.is_nothing(raw)
    return Found(raw, place, Outcome(None, (), "invalid_value" if is_answered else None))


def _without_what_may_be_chosen(run: Run, options: Mapping[str, tuple[str, ...]]) -> str:
    filled = run.filled()
    answers = [_NOTE.sub("", block.text) for block in filled]
    named = [options_in(answer, options).named for answer in answers]
    single = [(answer, names) for answer, names in zip(answers, named, strict=True) if len(names) == 1]
    printed = [names for names in named if len(names) > 1] + [
        options_in(block.text, options).named for block in filled if _NOTE.search(block.text)
    ]
    is_list = bool(printed) and all(names <= frozenset().union(*printed) for _, names in single)
    return "\u3000".join(answer for answer, _ in single) if single and is_list else _options(run)


def consent(run: Run, place: Block) -> Found:
    """Whether the box is ticked, はい is, or the words say so."""
    raw = _options(run)
    marks = options_in(raw, vocabulary().choices["consent"])
    if marks.named and (marks.has_marks or len(marks.named) == 1):
        is_given = marks.ticked == {"yes"} if marks.has_marks else marks.named == {"yes"}
        return Found(raw, place, Outcome(is_given, ("ticked-option",)))
    is_word = text.squeezed(raw).upper() in ("同意", "同意済", "同意済み", "済", "有", "TRUE")
    return Found(raw, place, Outcome(is_ticked(raw) if marks_in(raw) else is_word, ("tick",)))


def _options(run: Run) -> str:
    """The options with their marks as one text; where marks have cells of their own, each before its option."""
    filled = run.filled()
    if len(filled) < 2:
        return "".join(block.text for block in filled)
    # An empty cell before an option is its mark cell, not ticked.
    cells = ["□" if block.is_empty else block.text for block in run.blocks]
    has_mark_cells = any(is_mark(block.text) for block in filled)
    if has_mark_cells and filled[0] is run.home and MARK.search(run.home.text) is None:
        # The options begin right beside the label, so that there is room for marks only behind them.
        cells.reverse()
    return "\u3000".join(cells)
