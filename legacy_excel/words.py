"""Takes from a label or title all that does not name it, so that it can be looked up in the vocabulary."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST_LABEL: Final = 80
# Section bars and labels begin with these; none of them is a tick there.
BULLETS: Final = "■◆◇▼▽●◎★☆▶►♦❖＞>・§"
_MANDATORY: Final = re.compile(
    r"[(（\[［【]\s*(必須|必須項目|任意|required|optional)\s*[)）\]］】]|[※＊*✱]|必須$|^必須", re.IGNORECASE
)
_NUMBERING: Final = re.compile(
    r"^\s*(?:[①-⑳⓪❶-❿㈠-㈩⑴-⒇]|[(（]?[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})?[.．、。)）]|[Ⅰ-Ⅻ][.．、]?|[ア-ン][.．)）]"
    r"|[(（]?[一二三四五六七八九十]{1,3}[、.．)）]|第[0-9０-９一二三四五六七八九十]{1,3}[項条号部]?[\s.．、:：]"
    r"|[(（]?[ivx]{1,4}[.．、)）]|[(（][A-Za-zＡ-Ｚ][)）]"
    r"|(?:[QqＱ]|問|設問|質問)\s*[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2})?[.．、。:：)）\s]"
    r"|[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})?\s+(?=[^\s\d])"
    r"|[A-Za-zＡ-Ｚ](?:[.．、]\s*(?=[ぁ-んァ-ヶ一-龠〒])|[.．、]\s*(?=[-A-Za-z]{4})|[.．]\s+(?=\S{2})|[)）]\s*(?=\S)))\s*"
)
_OPENING: Final = "(（〔[［【<＜「"
_CLOSING: Final = ")）〕]］】>＞」"
# Between the two languages of a text: 会社名 / Company Name, or one below the other.
_SIDES: Final = re.compile(r"[/／|｜\n]|\s{2,}")
_JAPANESE: Final = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_HYPHENS: Final = re.compile(r"[-‐‑‒–—―−]")


# The forms of a batch bear the same labels, and one text is looked up for many reasons.
@lru_cache(maxsize=32_768)
def key(text: str) -> str:
    """The text to look up: no marks, numbering, white space or （必須）; NFKC, lower case."""
    bare = _MANDATORY.sub("", text).strip().strip(BULLETS).strip()
    bare = _NUMBERING.sub("", bare)
    plain = unicodedata.normalize("NFKC", bare).lower()
    return "".join(_HYPHENS.sub("", plain).split()).strip(".:：。、")


@dataclass(frozen=True, slots=True)
class Ways:
    """The keys under which a text may be known: as a whole, with or without its brackets, and by its parts.

    `tongues` are the texts of one that says a thing twice: 会社名 / Company Name, Company Name（会社名）.
    """

    whole: tuple[str, ...]
    parts: tuple[str, ...]
    tongues: tuple[str, ...] = ()


@lru_cache(maxsize=16_384)
def ways_to_read(text: str) -> Ways:
    """How a label may be known; a bilingual one (会社名 / Company Name) by either of its parts."""
    if len(text) > LONGEST_LABEL:
        return Ways((), ())
    bare = _MANDATORY.sub("", text)
    outside, inside = without_brackets(bare)
    if len(inside) == 1 and not key(outside):
        # 〔ご契約者（エンドユーザー様）〕
        within = ways_to_read(inside[0])
        return Ways((key(text), *within.whole), within.parts, within.tongues)
    pieces = [*_SIDES.split(bare), outside, *inside]
    plain = unicodedata.normalize("NFKC", outside)
    if re.search(r"[A-Za-z]{3}", plain) and _JAPANESE.search(plain):
        pieces += [re.sub(r"[A-Za-z].*", "", plain).strip("/| "), re.sub(r"[^\x20-\x7e]+", " ", plain).strip("/| ")]
    # Most cells hold values without any parts, and are looked up but once.
    whole = tuple(dict.fromkeys(way for way in map(key, dict.fromkeys((text, outside))) if way))
    known = {text, bare, outside, ""}
    ways = (key(piece) for piece in dict.fromkeys(pieces) if piece not in known)
    parts = tuple(dict.fromkeys(way for way in ways if way and way not in whole))
    return Ways(whole, parts, _tongues(bare, inside))


def without_brackets(text: str) -> tuple[str, list[str]]:
    """What stands outside of all brackets, and what within each; brackets in brackets stay in the latter."""
    if not any(bracket in text for bracket in _OPENING):
        return text, []
    outside, inside, depth = "", [], 0
    for letter in text:
        if letter in _OPENING:
            depth += 1
            if depth == 1:
                inside.append("")
                continue
        elif letter in _CLOSING and depth:
            depth -= 1
            if depth == 0:
                continue
        if depth:
            inside[-1] += letter
        else:
            outside += letter
    return outside, inside


def _tongues(bare: str, inside: list[str]) -> tuple[str, ...]:
    """The halves of a text, mostly in two languages, parted by a stroke, a line break or brackets."""
    halves = [side.strip() for side in _SIDES.split(bare) if side.strip()]
    if len(halves) == 1 and inside and bare.strip()[-1] in _CLOSING:
        halves = [bare[: bare.rindex(inside[-1]) - 1].strip(), inside[-1].strip()]
    return tuple(halves) if len(halves) == 2 and all(halves) else ()


def is_japanese(text: str) -> bool:
    """Whether there is a Japanese letter in the text."""
    return _JAPANESE.search(text) is not None


def has_bullet(text: str) -> bool:
    """Whether the text begins as section bars do: with a bullet, a number, or 【."""
    return text.strip()[:1] in BULLETS + "【" or _NUMBERING.match(text) is not None
