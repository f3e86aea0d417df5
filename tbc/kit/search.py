"""Search by any part of a text.

Japanese words may be two characters long and have no spaces, so pairs of characters are indexed. Pairs of digits are
too common to find one license id among a million: runs of four are indexed beside them, and asked for where a word has
four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

LONG = 4
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_DROPPED = re.compile(r"[-‐-―−・'’]")
# Half of all rows have one of these in them: to look for their runs costs much and narrows nothing.
_FORMS = re.compile(
    "株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|学校法人|医療法人"
)
_SPACES = re.compile(r"[\s()\[\]{}「」『』【】〈〉<>,、。/|_]+")


def fold(text: str) -> str:
    """`text` as search compares it: one width, one case, katakana for hiragana, no hyphens, single spaces.

    For keys only, never for what is shown: ㈱ becomes (株) here.
    """
    flat = normalize("NFKC", text).casefold().translate(_TO_KATAKANA)
    return _SPACES.sub(" ", _DROPPED.sub("", flat)).strip()


def pairs(folded: str) -> list[str]:
    """Each two neighbouring characters within a word of a folded text, once."""
    return _runs(folded.split(), 2)


def searchable(parts: Iterable[str | None]) -> tuple[str, list[str]]:
    """The two columns of a row that is found by any of `parts`: folded text, and its runs of two and of four."""
    text = " ".join(filter(None, (fold(part or "") for part in parts)))
    return text, pairs(text) + _runs(text.split(), LONG)


def containing(
    words: str, text: InstrumentedAttribute[str], text_pairs: InstrumentedAttribute[list[str]]
) -> list[ColumnElement[bool]]:
    """The conditions under which a row contains each of `words` somewhere; none for no words.

    The runs let the index (GIN) find candidates, the text decides. A single character has none, and the text alone
    decides.
    """
    asked = fold(words).split()
    needed = _keys(_FORMS.sub(" ", " ".join(asked)).split()) or _keys(asked)
    found: list[ColumnElement[bool]] = [text.contains(word, autoescape=True) for word in asked]
    return [text_pairs.contains(needed), *found] if needed else found


def _keys(words: Iterable[str]) -> list[str]:
    """The runs to ask the index for."""
    return sorted({run for word in words for run in _runs([word], LONG if len(word) >= LONG else 2)})


def _runs(words: Iterable[str], length: int) -> list[str]:
    return sorted({word[at : at + length] for word in words for at in range(len(word) - length + 1)})
