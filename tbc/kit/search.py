"""Search by any part of a text: Japanese words may be two characters long and have no spaces, so pairs are indexed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_DROPPED = re.compile(r"[-‐-―−・'’]")
_SPACES = re.compile(r"[\s()\[\]{}「」『』【】〈〉<>,、。/|_]+")


def fold(text: str) -> str:
    """`text` as search compares it: one width, one case, katakana for hiragana, no hyphens, single spaces.

    For keys only, never for what is shown: ㈱ becomes (株) here.
    """
    flat = normalize("NFKC", text).casefold().translate(_TO_KATAKANA)
    return _SPACES.sub(" ", _DROPPED.sub("", flat)).strip()


def pairs(folded: str) -> list[str]:
    """Each two neighbouring characters within a word of a folded text, once: what the index holds."""
    return sorted({word[at : at + 2] for word in folded.split() for at in range(len(word) - 1)})


def searchable(parts: Iterable[str | None]) -> tuple[str, list[str]]:
    """The two columns of a row that is found by any of `parts`: folded text, and its pairs."""
    text = " ".join(filter(None, (fold(part or "") for part in parts)))
    return text, pairs(text)


def containing(
    words: str, text: InstrumentedAttribute[str], text_pairs: InstrumentedAttribute[list[str]]
) -> list[ColumnElement[bool]]:
    """The conditions under which a row contains each of `words` somewhere; none for no words.

    The pairs let the index (GIN) find candidates, the text decides. A single character has no pair, and the text alone
    decides.
    """
    asked = fold(words).split()
    needed = sorted({pair for word in asked for pair in pairs(word)})
    found: list[ColumnElement[bool]] = [text.contains(word, autoescape=True) for word in asked]
    return [text_pairs.contains(needed), *found] if needed else found
