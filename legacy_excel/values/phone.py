"""Telephone numbers in national format with hyphens, as phonenumbers prints them for Japan (README section 5)."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import phonenumbers

from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import HYPHENS, is_nothing

_HYPHEN_MAP: Final = {ord(hyphen): "-" for hyphen in HYPHENS}
# A FAX number beside the telephone number is not imported.
FAX: Final = re.compile(r"(?:fax|ファ[ック]クス|ファックス|ファクシミリ)[^\d+(]*[+(]*\d[\d\s()-]*", re.IGNORECASE)
EXTENSION: Final = re.compile(
    r"[(]?\s*(?:内線番号|内線|[(]内[)]|内(?=\s*[:.]?\s*\d)|ext(?:ension)?\.?|#|(?<=\d)\s*x)\s*[)]?\s*[:.]?\s*\d+\s*[)]?",
    re.IGNORECASE,
)
# A note such as (代表) or (平日9:00-17:00); what has digits alone is an area code.
NOTE: Final = re.compile(r"\([^()]*[^\d\s()-][^()]*\)")
APART: Final = re.compile(r"[/、,;\n|~〜・]|または|又は|\s(?=0\d)")
LETTERS_FOR_DIGITS: Final = str.maketrans("OoIl", "0011")
ELEVEN_DIGITS: Final = ("050", "070", "080", "090", "0800")


def phone(text: str) -> Outcome:
    """A number as `03-5555-1234`; letters, brackets and an extension are dropped, +81 and a lost 0 become 0.

    Of two numbers the first is taken, and is `uncertain`.
    """
    if is_nothing(text):
        return Outcome()
    plain = unicodedata.normalize("NFKC", text).translate(_HYPHEN_MAP).strip()
    without_fax = FAX.sub(" ", plain).strip()
    without_extension = EXTENSION.sub(" ", without_fax).strip()
    steps = ("fax-dropped",) * (without_fax != plain) + ("extension-dropped",) * (without_extension != without_fax)
    bare = NOTE.sub(" ", re.sub(r"\.0$", "", without_extension)).strip()
    whole = _read(bare, text)
    if whole.value is not None:
        return whole.after(*steps)
    first = next((found for part in _parts(bare) if (found := _read(part, text)).value is not None), whole)
    return Outcome(first.value, (*steps, *first.steps), "uncertain" if first.value else "invalid_value")


def phone_of_cells(parts: Sequence[str]) -> Outcome:
    """A number from its area, exchange and subscriber cells, of which number cells have lost their zeros."""
    cells = [re.sub(r"\D", "", unicodedata.normalize("NFKC", part)) for part in parts]
    raw = "-".join(parts)
    if len(cells) != 3 or not all(cells):
        return phone(raw)
    # 3 | 5555 | 12 was 03-5555-0012, and 120 | 348 | 50 was 0120-348-050: the zeros are told by the length.
    area = cells[0] if cells[0].startswith("0") else "0" + cells[0]
    length = 11 if area in ELEVEN_DIGITS else 10
    for last in (cells[2], cells[2].zfill(4), cells[2].zfill(3)):
        if len(area + cells[1] + last) == length:
            steps = ("zeros-restored",) if [area, last] != [cells[0], cells[2]] else ()
            return _printed(area + cells[1] + last, raw, steps)
    return phone(raw)


def _parts(bare: str) -> list[str]:
    """Where several numbers, or hours and names beside one, may be parted: the likelier ways first."""
    shaped = re.findall(r"\(?0\d{1,4}\)?[\s-]?\d{1,4}[\s-]\d{3,4}(?!\d)", bare)
    return [*APART.split(bare), *shaped, bare.translate(LETTERS_FOR_DIGITS)]


def _read(part: str, raw: str) -> Outcome:
    digits, steps = _national(re.sub(r"[\s-]", "", part))
    return _printed(digits, raw, steps)


def _national(compact: str) -> tuple[str, tuple[str, ...]]:
    digits = re.sub(r"\D", "", compact)
    international = re.search(r"\+81\(?0?\)?(\d.*)", compact) or re.fullmatch(r"(?:00|010)?81(0?\d{9,10})", digits)
    if international:
        return "0" + re.sub(r"\D", "", international[1]).removeprefix("0"), ("country-code-dropped",)
    if len(digits) in (9, 10) and not digits.startswith("0") and not re.search(r"[A-Za-z]\d", compact):
        return "0" + digits, ("zero-restored",)
    return digits, ()


def _printed(digits: str, raw: str, steps: tuple[str, ...]) -> Outcome:
    value = _national_format(digits) if digits.startswith("0") and 10 <= len(digits) <= 11 else None
    if value is None:
        return Outcome(None, steps, "invalid_value")
    return Outcome(value, (*steps, "hyphens-placed") if value != raw else steps)


@lru_cache(maxsize=4096)
def _national_format(digits: str) -> str | None:
    try:
        number = phonenumbers.parse(digits, "JP")
    except phonenumbers.NumberParseException:
        return None
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    # Of a number that cannot be, the library drops the zero.
    return value if value.startswith("0") else None
