"""Which passwords are good enough: long, not common, not made of what is known of the person (ACC-3)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from enum import StrEnum


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORTEST = 12
LONGEST = 256
# A password made of own data needs at least this many characters beside them.
BESIDE_OWN_DATA = 8
TRIMMINGS = "0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ "
LEET = str.maketrans("4310$5@7!", "aeiossati")
RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn")
# Words that Japanese users put into passwords and that the international list lacks.
JAPANESE = _words(
    """
    nippon nihon japan tokyo osaka sakura arigatou arigato konnichiwa ohayou sayonara watashi anata kaisha
    pasuwado pasuwaado himitsu aishiteru daisuki tomodachi ichigo nihongo fujisan samurai ninja pokemon doraemon
    pikachu naruto trendmicro virusbuster trendbusinesscenter
    """
)


class Weakness(StrEnum):
    """What is wrong with a password."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    OWN_DATA = "own-data"


def with_stems(words: Iterable[str]) -> frozenset[str]:
    """The common passwords, and those without the digits and signs around them: of `beach1` also `beach`."""
    known = frozenset(words)
    return known | {stem for stem in (word.strip(TRIMMINGS) for word in known) if len(stem) >= 3}


def weakness(password: str, own: Iterable[str], common: Container[str]) -> Weakness | None:
    """What is wrong with `password`; None if it is good enough.

    `own` is what is known of the person (e-mail, name, company, the portal's brand); `common` are known passwords in
    lower case. There is no rule on kinds of characters.
    """
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    if _is_common(password.lower(), common):
        return Weakness.COMMON
    return Weakness.OWN_DATA if _is_made_of(password.lower(), own) else None


def _is_common(lowered: str, common: Container[str]) -> bool:
    """The password itself, it with digits and signs around it or in place of letters, repeated, or a keyboard run."""
    bare = lowered.strip(TRIMMINGS)
    forms = {lowered, bare, lowered.rstrip(TRIMMINGS), lowered.lstrip(TRIMMINGS), _unit(bare).strip(TRIMMINGS)}
    forms |= {form.translate(LEET) for form in forms}
    forms |= {_unit(form) for form in forms}
    if any(len(form) >= 3 and (form in common or form in JAPANESE) for form in forms):
        return True
    return len(set(lowered)) <= 3 or len(bare) <= 2 or len(_unit(lowered)) < 8 or _is_run(lowered)


def _unit(text: str) -> str:
    """What `text` repeats, such as `abc` for `abcabcabc`; itself if it repeats nothing."""
    end = (text + text).find(text, 1)
    return text[:end] if text else text


def _is_run(text: str) -> bool:
    """Whether at most three characters are not part of a run along the alphabet, the digits or the keyboard."""
    left = text
    for run in RUNS:
        for line in (run, run[::-1]):
            for length in range(len(line), 3, -1):
                for start in range(len(line) - length + 1):
                    left = left.replace(line[start : start + length], "")
    return len(left) <= 3


def _is_made_of(lowered: str, own: Iterable[str]) -> bool:
    pieces: set[str] = set()
    for text in own:
        pieces.add(text.lower())
        pieces.update(re.split(r"[\W_]+", text.lower()))
    left = lowered
    for piece in sorted((p for p in pieces if len(p) >= 3), key=len, reverse=True):
        left = left.replace(piece, "")
    return left != lowered and len(left) < BESIDE_OWN_DATA
