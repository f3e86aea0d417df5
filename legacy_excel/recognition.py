"""Recognises forms by what is printed on them: the code in the title, the title itself, the date of the version."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from legacy_excel.definitions import Form, forms
from legacy_excel.values.dates import applied_on
from legacy_excel.words import key
from legacy_excel.workbook import Grid

LONGEST_TITLE: Final = 80
# What may stand beside the title in its cell when it heads a form: 【A-1】, (2/2), （控）, 1件目.
LONGEST_REST: Final = 12
VERSION: Final = re.compile(
    r"((?:令和|平成|[RH])?\.?\d{1,4}[年./-]\d{1,2}[月./-]\d{1,2}日?)\s*(?:改訂|改定)?版|(?:rev|ver|version)\.?\s*:?\s*(\d{4}[./-]\d{1,2}[./-]\d{1,2})",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"[【\[(「]\s*([AB])\s*[-‐–−ー]?\s*([123])\s*(HW)?\s*[】\])」]", re.IGNORECASE)
_CODE_IN_FRONT: Final = re.compile(r"^\s*[【\[].*?[】\]]")
# Copies in English are titled in many ways; all words of one of these are in the title.
_APPLICATION: Final = re.compile(r"application|registration|request|order|form\b", re.IGNORECASE)


def form_of(grid: Grid) -> Form | None:
    """The form by the code in the title (【A-1】), or by the title itself."""
    texts = [_normal(block.text) for block in grid.filled() if isinstance(block.value, str)]
    return _first(map(form_by_code, texts)) or _first(map(form_by_title, texts))


def version_of(grid: Grid) -> str | None:
    """The printed date of the form as ISO: 2025年6月6日版, 2024.4.1版, 令和6年4月1日版, Rev. 2024/04/01."""
    for block in grid.filled():
        match = VERSION.search(_normal(block.text)) if isinstance(block.value, str) else None
        if match:
            printed = applied_on(match[1] or match[2]).value
            if printed and date.fromisoformat(printed).year >= 2000:
                return str(printed)
    return None


@lru_cache(maxsize=16_384)
def heads_a_form(text: str) -> bool:
    """Whether the text is a form's title and little else, and so begins a form of its own."""
    plain = unicodedata.normalize("NFKC", text)
    bare = key(_CODE.sub("", _CODE_IN_FRONT.sub("", plain)))
    longest = max((len(title) for form in forms() for title in form.titles if title in bare), default=0)
    return longest > 0 and len(bare) - longest <= LONGEST_REST


@lru_cache(maxsize=4096)
def form_by_code(text: str) -> Form | None:
    """The form whose code stands in the text."""
    match = next((match for line in _lines(text) if (match := _CODE.search(line))), None)
    code = f"{match[1]}-{match[2]}{match[3] or ''}".upper() if match else ""
    return next((form for form in forms() if form.code == code and form.code_in_title), None)


@lru_cache(maxsize=4096)
def form_by_title(text: str) -> Form | None:
    """The form whose title stands in the text."""
    for line in _lines(text):
        title = key(_CODE_IN_FRONT.sub("", line))
        named = next((form for form in forms() if any(known in title for known in form.titles)), None)
        if named is not None:
            return named
    return _first(map(_form_by_english_title, _lines(text)))


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _lines(text: str) -> list[str]:
    """The lines that are short enough for a title, which may be in two languages on two of them."""
    lines = [text] if len(text) <= LONGEST_TITLE else text.split("\n")
    return [line for line in lines[:3] if len(line) <= LONGEST_TITLE]


def _form_by_english_title(line: str) -> Form | None:
    """The form whose English words are all in the title: `Application Form for New License Purchase`."""
    if _APPLICATION.search(line) is None:
        return None
    words = line.lower()
    # The last forms are the most special: a bulk renewal of licences is B-3, not B-1.
    known = (
        (signs, form) for form in sorted(forms(), key=lambda form: form.code, reverse=True) for signs in form.signs
    )
    return next((form for signs, form in known if all(re.search(rf"\b{sign}", words) for sign in signs)), None)


def _first(found: Iterable[Form | None]) -> Form | None:
    return next((form for form in found if form is not None), None)
