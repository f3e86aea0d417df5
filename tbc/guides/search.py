"""Search in the guides by any part of a word, with the hits to be lit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tbc.guides.passages import Passage
from tbc.kit.search import fold

BEFORE, AFTER = 40, 100
MOST = 20

Piece = tuple[str, bool]  # a stretch of text, and whether it is a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that contains every word: its title and a stretch of its text, both in pieces."""

    passage: Passage
    title: list[Piece]
    excerpt: list[Piece]


def search(passages: Iterable[Passage], words: str) -> list[Hit]:
    """The passages that contain each of `words`, those with a hit in the title first; at most `MOST`."""
    asked = fold(words).split()
    if not asked:
        return []
    found = []
    for passage in passages:
        whole = fold(passage.title).replace(" ", "") + "\n" + _folded(passage.text)[0]
        if all(word in whole for word in asked):
            title = lit(passage.title, asked)
            found.append(
                (not any(is_hit for _text, is_hit in title), Hit(passage, title, _excerpt(passage.text, asked)))
            )
    return [hit for _rank, hit in sorted(found, key=lambda entry: entry[0])][:MOST]


def lit(text: str, asked: list[str]) -> list[Piece]:
    """`text` in pieces, those that match a word of `asked` (folded) marked."""
    folded, places = _folded(text)
    is_hit = [False] * len(text)
    for word in asked:
        at = folded.find(word)
        while at >= 0:
            for place in range(places[at], places[at + len(word) - 1] + 1):
                is_hit[place] = True
            at = folded.find(word, at + 1)
    pieces: list[Piece] = []
    for character, hit in zip(text, is_hit, strict=True):
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + character, hit)
        else:
            pieces.append((character, hit))
    return pieces


def _excerpt(text: str, asked: list[str]) -> list[Piece]:
    folded, places = _folded(text)
    first = min((at for at in (folded.find(word) for word in asked) if at >= 0), default=0)
    middle = places[first] if places else 0
    begin, end = max(0, middle - BEFORE), middle + AFTER
    stretch = ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")
    return lit(stretch, asked)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded character by character without spaces, and for each folded character where it came from."""
    folded, places = [], []
    for place, character in enumerate(text):
        for part in fold(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places
