"""Completes labels whose value stands in their own cell, by the other labels of the sheet and what stands behind them.

会社名        会社名          ご担当者名：西陣　結（フリガナ：ニシジン　ユイ）       ☑ I agree to the terms (同意確認)
株式会社A     (left empty)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.labels import Label
from legacy_excel.values.marks import MARK

# So many values on the line below their label make it the order of the sheet.
FEWEST: Final = 3
_NAMES: Final = frozenset({"contact_name", "company_name"})
_IN_BRACKETS: Final = re.compile(r"(.*?\S)\s*[(（]\s*([^()（）:：]{2,14})\s*[:：]\s*(.+?)\s*[)）]\s*", re.DOTALL)


def with_values_inside(labels: Sequence[Label]) -> list[Label]:
    """The labels, those completed whose cell holds the value too."""
    below = sum(1 for label in labels if label.inline is not None and "\n" in label.block.text)
    return [part for label in labels for part in _parts(_below_itself(label) if below >= FEWEST else label)]


def _below_itself(label: Label) -> Label:
    """Where labels have their values on the line below, one may be left empty, and a number is no part of its name."""
    first, line_break, rest = label.block.text.partition("\n")
    if label.inline is not None or not line_break or not isinstance(label.block.value, str):
        return label
    if not rest.strip():
        return replace(label, inline="")
    known = vocabulary().label(first) if label.number is not None else None
    return replace(label, concept=known.concept, number=known.number, inline=rest) if known is not None else label


def _parts(label: Label) -> Iterator[Label]:
    """The label, and with it the one that stands in brackets behind its value."""
    text = label.block.text.strip()
    is_sentence = label.concept == "consent" and label.inline is None and MARK.match(text) is not None
    if is_sentence and text[0] not in "■●◎":
        yield replace(label, inline=text)
        return
    within = _IN_BRACKETS.fullmatch(label.inline) if label.inline and label.concept in _NAMES else None
    known = vocabulary().label(within[2]) if within is not None else None
    if within is None or known is None:
        yield label
        return
    yield replace(label, inline=within[1])
    yield Label(label.block, known.concept, label.section, within[3])
