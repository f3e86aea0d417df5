"""Telephone numbers in national format with hyphens, as phonenumbers prints them for Japan (README section 5)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import phonenumbers

from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import HYPHENS, is_nothing

EXTENSION: Final = re.compile(
    r"[(（]?\s*(内線|内|ext\.?|extension|内線番号)\s*[:：.]?\s*\d+\s*[)）]?.*$", re.IGNORECASE | re.DOTALL
)
MOBILE_OR_IP: Final = ("050", "070", "080", "090")


def phone(text: str) -> Outcome:
    """A number as `03-5555-1234`; letters, brackets and an extension are dropped, +81 and a lost 0 become 0."""
    if is_nothing(text):
        return Outcome()
    plain = unicodedata.normalize("NFKC", text).strip()
    without_extension = EXTENSION.sub("", plain)
    digits, steps = _national(re.sub(rf"[{HYPHENS}\s]", "", without_extension))
    if without_extension != plain:
        steps = ("extension-dropped", *steps)
    return _printed(digits, text, steps)


def phone_of_cells(parts: Sequence[str]) -> Outcome:
    """A number from its area, exchange and subscriber cells, of which number cells have lost their zeros."""
    cells = [re.sub(r"\D", "", unicodedata.normalize("NFKC", part)) for part in parts]
    raw = "-".join(parts)
    if len(cells) != 3 or not all(cells):
        return phone(raw)
    # 3 | 5555 | 12 was 03-5555-0012: the area has lost its zero, and the last cell had four digits.
    area = cells[0] if cells[0].startswith("0") else "0" + cells[0]
    length = 11 if area in MOBILE_OR_IP else 10
    for last in (cells[2], cells[2].zfill(4)):
        if len(area + cells[1] + last) == length:
            steps = ("zeros-restored",) if [area, last] != [cells[0], cells[2]] else ()
            return _printed(area + cells[1] + last, raw, steps)
    return phone(raw)


def _national(compact: str) -> tuple[str, tuple[str, ...]]:
    international = re.search(r"\+\s*81\(?0?\)?(\d.*)", compact)
    if international:
        return "0" + re.sub(r"\D", "", international[1]), ("country-code-dropped",)
    digits = re.sub(r"\D", "", compact)
    if len(digits) in (9, 10) and not digits.startswith("0"):
        return "0" + digits, ("zero-restored",)
    return digits, ()


def _printed(digits: str, raw: str, steps: tuple[str, ...]) -> Outcome:
    if not (digits.startswith("0") and 10 <= len(digits) <= 11):
        return Outcome(None, steps, "invalid_value")
    try:
        number = phonenumbers.parse(digits, "JP")
    except phonenumbers.NumberParseException:
        return Outcome(None, steps, "invalid_value")
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    # Of a number that cannot be, the library drops the zero.
    if not value.startswith("0"):
        return Outcome(None, steps, "invalid_value")
    return Outcome(value, (*steps, "hyphens-placed") if value != raw.strip() else steps)
