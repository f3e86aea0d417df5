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
    r"|(?:[QqＱ]|問|設問|質問)\s*[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2})?[.．、。:：)）\s]"
    r"|[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})?\s+(?=[^\s\d])|[A-Za-zＡ-Ｚ][.．)）]\s*(?=[ぁ-んァ-ヶ一-龠]))\s*"
)
_BRACKETS: Final = re.compile(r"[(（〔\[［【<＜].*?[)）〕\]］】>＞]")
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
    """The keys under which a text may be known: as a whole, with or without its brackets, and by its parts."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]


@lru_cache(maxsize=16_384)
def ways_to_read(text: str) -> Ways:
    """How a label may be known; a bilingual one (会社名 / Company Name) by either of its parts."""
    if len(text) > LONGEST_LABEL:
        return Ways((), ())
    bare = _MANDATORY.sub("", text)
    outside = _BRACKETS.sub("", bare)
    pieces = re.split(r"[/／|｜\n]|\s{2,}", bare) + _BRACKETS.split(text) + _in_brackets(text)
    plain = unicodedata.normalize("NFKC", outside)
    if re.search(r"[A-Za-z]{3}", plain) and re.search(r"[ぁ-んァ-ヶ一-龠]", plain):
        pieces += [re.sub(r"[A-Za-z].*", "", plain), re.sub(r"[^\x20-\x7e]+", " ", plain)]
    # Most cells hold values without any parts, and are looked up but once.
    whole = tuple(dict.fromkeys(way for way in map(key, dict.fromkeys((text, outside))) if way))
    known = {text, bare, outside, ""}
    ways = (key(piece) for piece in dict.fromkeys(pieces) if piece not in known)
    parts = tuple(dict.fromkeys(way for way in ways if way and way not in whole))
    return Ways(whole, parts)


def has_bullet(text: str) -> bool:
    """Whether the text begins as section bars do: with a bullet, a number, or 【."""
    return text.strip()[:1] in BULLETS + "【" or _NUMBERING.match(text) is not None


def _in_brackets(text: str) -> list[str]:
    return [found.strip("()（）〔〕[]［］【】<>＜＞") for found in _BRACKETS.findall(text)]
