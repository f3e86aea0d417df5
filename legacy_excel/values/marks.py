"""Check boxes written as text: which marks are ticks, and which option each mark stands by (README section 4)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

TICKS: Final = "☑☒■✓✔●✅🗹◉◎⦿"
BOXES: Final = "□☐▢◻⬜"
CIRCLES: Final = "○◯〇"
_TICK_WORD: Final = r"(?:(?<=\s)|(?<=^))[レﾚ](?=\s|$|[^ァ-ヺー])"
_INSIDE: Final = rf"[{TICKS}{CIRCLES}レﾚxXvV＊*/]"
MARK: Final = re.compile(
    rf"(?P<bracket>[\[［(（〔]\s*(?P<inside>{_INSIDE})?\s*[\]］)）〕])|(?P<tick>[{TICKS}]|{_TICK_WORD})"
    rf"|(?P<box>[{BOXES}])|(?P<circle>[{CIRCLES}])",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Marks:
    """Which options are ticked, which are named at all, and whether there are any marks."""

    ticked: frozenset[str]
    named: frozenset[str]
    has_marks: bool


def marks_in(text: str) -> list[bool]:
    """Each mark of the text, ticked or not; a ○ beside a ● is not ticked, a ○ without one is."""
    found = list(MARK.finditer(text))
    has_dot = any(match["tick"] in ("●", "◉", "⦿") for match in found)
    return [_is_ticked(match, has_dot=has_dot) for match in found]


def is_ticked(text: str) -> bool:
    """Whether the text bears a tick."""
    return any(marks_in(text))


def is_mark(text: str) -> bool:
    """Whether the text is a mark and nothing else, as in a mark cell."""
    return MARK.fullmatch(text.strip()) is not None


def without_marks(text: str) -> str:
    """The text with its marks taken out."""
    return MARK.sub(" ", text).strip()


def options_in(text: str, options: Mapping[str, Sequence[str]]) -> Marks:
    """Which options (value by its words) are named and ticked in `□ 一般　☑ 官公庁`; marks may stand after."""
    tokens = _tokens(text, options)
    named = frozenset(option for option, _ in tokens if option)
    marks = [mark for _, mark in tokens if mark is not None]
    circles = sum(1 for match in MARK.finditer(text) if match["circle"])
    if len(named) > 1 and circles == len(named) == len(marks):
        # Nothing but empty circles, one by each option: none of them is chosen.
        return Marks(frozenset(), named, has_marks=True)
    stands_before = not tokens or tokens[0][0] is None or tokens[-1][0] is not None
    step = -1 if stands_before else 1
    ticked = set()
    for place, (option, _) in enumerate(tokens):
        neighbour = place + step
        if option and 0 <= neighbour < len(tokens) and tokens[neighbour][1]:
            ticked.add(option)
    return Marks(frozenset(ticked), named, has_marks=bool(marks))


def _tokens(text: str, options: Mapping[str, Sequence[str]]) -> list[tuple[str | None, bool | None]]:
    """Options and marks in their order, each as (option, None) or (None, ticked)."""
    pattern, values = _option_pattern(tuple((value, tuple(words)) for value, words in options.items()))
    marks = {match.start(): match for match in MARK.finditer(text)}
    ticks = dict(zip(marks, marks_in(text), strict=True))
    found: list[tuple[int, str | None, bool | None]] = [(at, None, ticked) for at, ticked in ticks.items()]
    found += [(match.start(), values[re.sub(r"\s", "", match[0]).lower()], None) for match in pattern.finditer(text)]
    return [(option, mark) for _, option, mark in sorted(found, key=lambda token: token[0])]


@lru_cache(maxsize=16)
def _option_pattern(options: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    values = {re.sub(r"\s", "", word).lower(): value for value, words in options for word in words}
    longest_first = sorted(values, key=len, reverse=True)
    spaced = (r"\s*".join(re.escape(letter) for letter in word) for word in longest_first)
    bounded = (rf"(?<![a-z]){word}(?![a-z])" if word[0].isascii() else word for word in spaced)
    return re.compile("|".join(bounded), re.IGNORECASE), values


def _is_ticked(match: re.Match[str], *, has_dot: bool) -> bool:
    if match["bracket"]:
        return match["inside"] is not None
    return match["tick"] is not None or (match["circle"] is not None and not has_dot)
