"""Licence IDs, activation codes, serial numbers, order and reference numbers, corporate numbers (README section 5)."""

import re
from typing import Final

from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import half_width, is_nothing, squeezed, trimmed

LICENSE_ID_LENGTH: Final = 10
REFERENCE_LENGTH: Final = 8
CORPORATE_NUMBER_LENGTH: Final = 13


def license_id(text: str, *, is_number: bool = False) -> Outcome:
    """Ten characters in upper case without spaces and hyphens; a number cell that lost leading zeros gets them back."""
    if is_nothing(text):
        return Outcome()
    value = re.sub(r"[\s-]", "", half_width(text)).upper()
    if is_number and value.isdigit():
        value = value.zfill(LICENSE_ID_LENGTH)
    is_sound = len(value) == LICENSE_ID_LENGTH and value.isascii() and value.isalnum()
    return Outcome(value, _changed(text, value), None if is_sound else "uncertain")


def hyphened_code(text: str) -> Outcome:
    """An activation code or serial number: half-width upper case, spaces and line breaks dropped, hyphens `-`."""
    if is_nothing(text):
        return Outcome()
    value = squeezed(half_width(text)).upper()
    return Outcome(value, _changed(text, value))


def order_number(text: str) -> Outcome:
    """A customer's order number: half-width, hyphens `-`, case kept."""
    if is_nothing(text):
        return Outcome()
    value = trimmed(re.sub(r"\s+", " ", half_width(text)))
    return Outcome(value, _changed(text, value))


def reseller_reference(text: str) -> Outcome:
    """Eight digits, zero-padded; more than eight, or no digits at all, is `invalid_value`."""
    if is_nothing(text):
        return Outcome()
    digits = re.sub(r"[\s-]", "", half_width(text))
    if not digits.isdigit() or len(digits) > REFERENCE_LENGTH:
        return Outcome(None, (), "invalid_value")
    value = digits.zfill(REFERENCE_LENGTH)
    return Outcome(value, _changed(text, value))


def corporate_number(text: str) -> Outcome:
    """Thirteen digits with the right check digit, else `invalid_corporate_number`; a leading T is dropped."""
    if is_nothing(text):
        return Outcome()
    digits = re.sub(r"^T", "", re.sub(r"[\s-]", "", half_width(text)).upper())
    if not has_right_check_digit(digits):
        return Outcome(None, (), "invalid_corporate_number")
    return Outcome(digits, _changed(text, digits))


def has_right_check_digit(digits: str) -> bool:
    """Whether the first of 13 digits is 9 − Σ(Pn×Qn) mod 9 of the others, Qn being 1 and 2 in turn from the right."""
    if len(digits) != CORPORATE_NUMBER_LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits[1:])))
    return int(digits[0]) == 9 - total % 9


def postal_code(text: str, *, is_number: bool = False) -> Outcome:
    """Seven digits without hyphen; 〒 is dropped, a number with fewer digits lost its leading zeros."""
    if is_nothing(text):
        return Outcome()
    digits = re.sub(r"[〒\s-]", "", half_width(text))
    if is_number and digits.isdigit():
        digits = digits.zfill(7)
    if len(digits) != 7 or not (digits.isascii() and digits.isdigit()):
        return Outcome(None, (), "invalid_value")
    return Outcome(digits, _changed(text, digits))


def _changed(raw: str, value: str) -> tuple[str, ...]:
    return ("code-form",) if raw != value else ()
