"""Licence IDs, activation codes, serial numbers, order and reference numbers, corporate numbers (README section 5)."""

import re
from typing import Final

from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import half_width, is_nothing, squeezed, trimmed

LICENSE_ID_LENGTH: Final = 10
REFERENCE_LENGTH: Final = 8
CORPORATE_NUMBER_LENGTH: Final = 13
POSTAL_CODE_LENGTH: Final = 7
# No postal code begins with more than two zeros.
POSTAL_CODE_AT_LEAST: Final = 5
SCIENTIFIC: Final = re.compile(r"\d(\.\d+)?E\+?\d+")
LABEL: Final = re.compile(
    r"^(?:法人番号|郵便番号|ライセンスID|ライセンス番号|管理番号|LICENSE ?ID|LID(?=\W)|ID(?=\W)|NO(?=\W))\s*[.:]?\s*",
    re.IGNORECASE,
)


def license_id(text: str, *, is_number: bool = False) -> Outcome:
    """Ten characters in upper case without spaces and hyphens; a number cell that lost leading zeros gets them back.

    One of another length is `uncertain`; what cannot be one, as 1.23E+09 or two of them, is `invalid_value`.
    """
    if is_nothing(text):
        return Outcome()
    plain = half_width(text).upper()
    value = re.sub(r"[\s-]", "", _without_label(plain))
    if is_number and value.isdigit():
        value = value.zfill(LICENSE_ID_LENGTH)
    if _is_license_id(value):
        return Outcome(value, _changed(text, value))
    within = [
        word
        for word in re.split(r"[^A-Z0-9-]+", plain)
        if _is_license_id(word.replace("-", "")) and re.search(r"\d", word)
    ]
    if len(within) == 1:
        return Outcome(within[0].replace("-", ""), ("note-dropped",), "uncertain")
    if within or SCIENTIFIC.fullmatch(value) or not re.fullmatch(r"[A-Z0-9/.()]+", value):
        return Outcome(None, (), "invalid_value")
    return Outcome(value, _changed(text, value), "uncertain")


def hyphened_code(text: str) -> Outcome:
    """An activation code or serial number: half-width upper case, spaces and line breaks dropped, hyphens `-`."""
    if is_nothing(text):
        return Outcome()
    value = squeezed(half_width(text)).upper()
    if SCIENTIFIC.fullmatch(value):
        # The sheet shows 1.23E+15, and the digits are lost.
        return Outcome(None, (), "invalid_value")
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
    digits = _digits(text)
    if not digits.isdigit() or len(digits) > REFERENCE_LENGTH:
        return Outcome(None, (), "invalid_value")
    value = digits.zfill(REFERENCE_LENGTH)
    return Outcome(value, _changed(text, value))


def corporate_number(text: str) -> Outcome:
    """Thirteen digits with the right check digit, else `invalid_corporate_number`; a leading T is dropped."""
    if is_nothing(text):
        return Outcome()
    digits = re.sub(r"^T", "", _digits(text).upper())
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
    """Seven digits without hyphen; 〒 is dropped, a number with fewer digits lost its leading zeros.

    A text of six digits may have lost one too, and a text that goes on may be the whole address: both `uncertain`.
    """
    if is_nothing(text):
        return Outcome()
    digits = re.sub(r"^[〒T]", "", _digits(text).removeprefix("〒"))
    is_whole = re.fullmatch(r"\d+", digits, re.ASCII) is not None
    if is_whole and is_number and len(digits) >= POSTAL_CODE_AT_LEAST:
        digits = digits.zfill(POSTAL_CODE_LENGTH)
    if is_whole and len(digits) == POSTAL_CODE_LENGTH:
        return Outcome(digits, _changed(text, digits))
    if is_whole and len(digits) == POSTAL_CODE_LENGTH - 1 and not re.search(r"\d{3}\D", half_width(text)):
        return Outcome(digits.zfill(POSTAL_CODE_LENGTH), ("zero-restored",), "uncertain")
    before_address = re.match(r"(\d{7})(?=\D)", digits)
    if before_address:
        return Outcome(before_address[1], ("address-dropped",), "uncertain")
    return Outcome(None, (), "invalid_value")


def _digits(text: str) -> str:
    """The half-width text without spaces, hyphens, brackets, a label before it, or the .0 of a number."""
    bare = re.sub(r"[\s-]", "", _without_label(half_width(text)))
    return re.sub(r"(?<=\d)\.0$", "", bare.removeprefix("(").removesuffix(")"))


def _without_label(plain: str) -> str:
    return LABEL.sub("", plain.strip())


def _is_license_id(value: str) -> bool:
    return len(value) == LICENSE_ID_LENGTH and value.isascii() and value.isalnum()


def _changed(raw: str, value: str) -> tuple[str, ...]:
    return ("code-form",) if raw != value else ()
