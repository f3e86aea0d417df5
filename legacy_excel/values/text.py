"""Texts as written: outer white space, words for nothing, ditto marks, widths and hyphens (README section 5)."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import jaconv

from legacy_excel.values.outcome import NOTHING, Outcome, steps_between

# ‐ ‑ ‒ – — − － ー ｰ and the rarer ― ﹣ ⁃ ─ are all typed for a hyphen.
HYPHENS: Final = "-‐‑‒–—―−－ーｰ﹣⁃─━"
LONG_VOWELS: Final = "ーｰ"
DITTOS: Final = frozenset({"同上", "〃", "々", "〻", "”", "″", "同左", "仝"})
LONGEST_DITTO: Final = 20
NOTHING_WORDS: Final = frozenset(
    {
        "なし",
        "無し",
        "無",
        "ナシ",
        "特になし",
        "特に無し",
        "特に無",
        "該当なし",
        "該当無し",
        "ありません",
        "特にありません",
    }
    | {"該当ありません", "無記入", "(なし)", "(無)", "n/a", "na", "n.a.", "none", "nil"}
)
_LONGEST_NOTHING: Final = 40
_DASHES: Final = re.escape("‐‑‒–—―−－ー") + r"\-"
_EMPTY_DATE: Final = r"(?:(?:西暦|令和|平成|昭和|A\.?D\.?|20|２０|[RHSＲＨＳ])[\s・／/.]*)*\s*年\s*月\s*日"
# What stands preprinted in a value cell: it is there on the blank form too.
PREPRINTED: Final = re.compile(
    rf"[〒\s{_DASHES}年月日時/／.()（）:：]*(?:西暦|令和|平成)?[〒\s{_DASHES}年月日/／.()（）:：]*"
    rf"|[(（]?\s*{_EMPTY_DATE}\s*(?:[(（]\s*曜?日?\s*[)）])?\s*(?:付け?)?"
    r"|▼?(?:リストから)?(?:お?選択|選ん)(?:して|で)?(?:ください|下さい)。?|[□☐]|\[\s*\]|[（(]\s*[)）]"
)
_SPACES_AT_END: Final = "\u200b\u200c\u200d\ufeff\u00ad"
_FULL_ASCII: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KANA_IN_TWO: Final = re.compile("[ぁ-ヿ][\u3099\u309a゛゜]")
_MARKS: Final = {ord("゛"): "\u3099", ord("゜"): "\u309a"}
_HYPHEN_MAP: Final = {ord(hyphen): "-" for hyphen in HYPHENS}


def trimmed(text: str) -> str:
    """The text without outer white space, of any width, and without invisible characters at its ends."""
    previous = None
    while previous != text:
        previous, text = text, text.strip().strip(_SPACES_AT_END)
    return text


def squeezed(text: str) -> str:
    """The text without any white space, for comparing."""
    return "".join(text.split())


def is_ditto(text: str) -> bool:
    """Whether the cell says 同上, 同　上 or 〃."""
    return len(text) <= LONGEST_DITTO and squeezed(text) in DITTOS


# Cells are looked at for many reasons, and forms leave the same words in those that nobody fills in.
@lru_cache(maxsize=4096)
def is_nothing(text: str) -> bool:
    """Whether the cell says that there is nothing: なし, N/A, a dash; or holds only what was preprinted."""
    bare = squeezed(text)
    if not bare:
        return True
    if len(bare) > _LONGEST_NOTHING:
        return False
    if unicodedata.normalize("NFKC", bare).lower().rstrip("。") in NOTHING_WORDS:
        return True
    return bare.strip(HYPHENS) == "" or PREPRINTED.fullmatch(trimmed(half_width_ascii(text))) is not None


def plain(text: str) -> Outcome:
    """A text as written; a line break inside counts as one space."""
    if is_nothing(text):
        return _nothing(text)
    trim = trimmed(text)
    steps, value = steps_between(
        ("raw", text),
        ("trimmed", trim),
        ("line-breaks-joined", re.sub(r"[^\S\n]*\n\s*", " ", trim)),
    )
    return Outcome(value, steps)


def remarks(text: str) -> Outcome:
    """A text that keeps its line breaks."""
    if is_nothing(text):
        return _nothing(text)
    value = trimmed(text)
    return Outcome(value, ("trimmed",) if value != text else ())


def company(text: str) -> Outcome:
    """A company's name as written; a trailing 御中 is dropped."""
    written = plain(text)
    if written.value is None:
        return written
    value = trimmed(re.sub(r"御\s*中$", "", written.value))
    return Outcome(value or None, written.steps + (("honorific-dropped",) if value != written.value else ()))


def person(text: str) -> Outcome:
    """A person's name: a trailing 様, 殿 or さん is dropped, white space inside is one full-width space."""
    if is_nothing(text):
        return _nothing(text)
    trim = trimmed(text)
    bare = trimmed(re.sub(r"(\s*(様|殿|さん|[(（]様[)）]))+$", "", trim))
    steps, value = steps_between(
        ("raw", text),
        ("trimmed", trim),
        ("honorific-dropped", bare),
        ("space-unified", re.sub(r"\s+", "\u3000", bare)),
    )
    return Outcome(value or None, steps)


def kana(text: str) -> Outcome:
    """Full-width katakana; hyphens of any kind are ー, white space inside is one full-width space."""
    if is_nothing(text):
        return _nothing(text)
    trim = trimmed(text)
    wide = composed(jaconv.h2z(trim, kana=True, ascii=False, digit=False))
    katakana = jaconv.hira2kata(wide)
    long_vowels = katakana.translate({ord(hyphen): "ー" for hyphen in HYPHENS})
    steps, value = steps_between(
        ("raw", text),
        ("trimmed", trim),
        ("full-width", wide),
        ("katakana", katakana),
        ("long-vowels", long_vowels),
        ("space-unified", re.sub(r"\s+", "\u3000", long_vowels)),
    )
    return Outcome(value, steps)


def half_width(text: str) -> str:
    """Codes and numbers in NFKC with every hyphen as `-`; never for names, for ㈱ and ① would change."""
    return unicodedata.normalize("NFKC", text).translate(_HYPHEN_MAP)


def half_width_ascii(text: str) -> str:
    """Full-width ASCII as half-width, everything else as written."""
    return text.translate(_FULL_ASCII)


def composed(text: str) -> str:
    """Kana with their marks as one letter, as some programs write them in two (か and ゛); all else as written."""
    return _KANA_IN_TWO.sub(lambda match: unicodedata.normalize("NFC", match[0].translate(_MARKS)), text)


def address_text(text: str) -> str:
    """Characters of street and building: ASCII half-width, kana full-width, hyphens `-`, ー only between ASCII."""
    wide = composed(jaconv.h2z(half_width_ascii(text), kana=True, ascii=False, digit=False))
    plain_hyphens = {ord(hyphen): "-" for hyphen in HYPHENS if hyphen not in LONG_VOWELS}
    return re.sub(r"(?<=[0-9A-Za-z])ー(?=[0-9A-Za-z])", "-", wide.translate(plain_hyphens))


def _nothing(text: str) -> Outcome:
    return Outcome(None, ("means-nothing",)) if trimmed(text) else NOTHING
