"""Readers: each turns what was typed into what is stored, or keeps it as typed and says what is wrong.

Faults are codes; the sentences stand in templates and forms of the rooms, in both languages.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import jaconv
import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.jp import cn

# Whatever a keyboard or a word processor makes of a hyphen, between digits and letters.
HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−ー－ｰ﹣"), "-")
KANA_HYPHENS = dict.fromkeys(map(ord, "-‐‑‒–—―−－ｰ"), "ー")
KATAKANA = re.compile(r"[ァ-ヶー・Ａ-Ｚａ-ｚ０-９A-Za-z0-9＆&．.，,（）()　]+")
EXTENSION = re.compile(r"(内線|ext\.?|extension|#)\s*[:：]?\s*\d+.*$", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


class Reading(NamedTuple):
    """`value` is what is stored: normalised, or as typed when `fault` says why it could not be read."""

    value: str
    fault: str | None = None


def one_line(typed: str) -> Reading:
    """A name or another free text, as typed: outer white space goes, a line break inside counts as a space."""
    return Reading(" ".join(part.strip(" \t\u3000") for part in _clean(typed).split("\n")).strip(" \t\u3000"))


def many_lines(typed: str) -> Reading:
    """A remark: line breaks stay."""
    return Reading(_clean(typed).strip())


def person(typed: str) -> Reading:
    """A person's name: white space between surname and given name becomes one full-width space."""
    return Reading("\u3000".join(one_line(typed).value.split()))


def kana(typed: str) -> Reading:
    """Furigana: hiragana and half-width kana become full-width katakana. Fault: `not_kana`."""
    plain = one_line(typed).value
    wide = jaconv.hira2kata(jaconv.h2z(plain.translate(KANA_HYPHENS), kana=True, ascii=False, digit=False))
    wide = "\u3000".join(wide.split())
    return Reading(wide) if not wide or KATAKANA.fullmatch(wide) else Reading(plain, "not_kana")


def phone(typed: str) -> Reading:
    """A Japanese phone number with hyphens, 03-5555-1234. Faults: `phone_digits`, `phone_unknown`."""
    plain = half(one_line(typed).value)
    if not plain:
        return Reading("")
    digits = EXTENSION.sub("", plain.replace("(代表)", "").replace("代表", ""))
    digits = re.sub(r"(?i)^\s*tel\.?\s*[:：]?", "", digits)
    if not re.fullmatch(r"[\d+()\-. /]+", digits):
        return Reading(plain, "phone_digits")
    try:
        number = phonenumbers.parse(digits, "JP")
    except phonenumbers.NumberParseException:
        return Reading(plain, "phone_digits")
    if number.country_code != 81 or not phonenumbers.is_possible_number(number):
        return Reading(plain, "phone_unknown")
    return Reading(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def email(typed: str) -> Reading:
    """An e-mail address: half-width, the domain in lower case, the local part as typed. Fault: `email`."""
    plain = half(one_line(typed).value)
    plain = re.sub(r"(?i)^mailto:", "", plain.strip("<> "))
    if not plain:
        return Reading("")
    try:
        found = validate_email(plain, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return Reading(plain, "email")
    return Reading(f"{found.local_part}@{found.ascii_domain}")


def postal_code(typed: str) -> Reading:
    """Seven digits without a hyphen. Fault: `postal_code`."""
    plain = half(one_line(typed).value)
    digits = re.sub(r"[〒\s-]", "", plain)
    if not digits or re.fullmatch(r"[0-9]{7}", digits):
        return Reading(digits)
    return Reading(plain, "postal_code")


def corporate_number(typed: str) -> Reading:
    """法人番号: 13 digits whose first one checks the others. Faults: `corporate_number_digits`, `corporate_number`."""
    plain = half(one_line(typed).value)
    digits = re.sub(r"[\s-]", "", plain).removeprefix("T").removeprefix("t")
    if not digits:
        return Reading("")
    if not re.fullmatch(r"[0-9]{13}", digits):
        return Reading(plain, "corporate_number_digits")
    return Reading(digits) if cn.is_valid(digits) else Reading(digits, "corporate_number")


def code(typed: str) -> Reading:
    """A license id, activation code or serial number: half-width, upper case, no white space."""
    return Reading(re.sub(r"\s", "", half(one_line(typed).value)).upper())


def license_id(typed: str) -> Reading:
    """A license id: as `code`, without hyphens."""
    return Reading(code(typed).value.replace("-", ""))


def reference(typed: str) -> Reading:
    """販売店管理番号: eight digits, zeros put before. Fault: `reference`."""
    plain = re.sub(r"[\s-]", "", half(one_line(typed).value))
    if not plain:
        return Reading("")
    return Reading(plain.zfill(8)) if re.fullmatch(r"[0-9]{1,8}", plain) else Reading(plain, "reference")


def purchase_order(typed: str) -> Reading:
    """得意先PO#: half-width, the case as typed."""
    return Reading(half(one_line(typed).value))


def whole_number(typed: str) -> Reading:
    """A whole number from 1 to 999,999, thousands commas allowed. Faults: `number`, `number_range`."""
    plain = re.sub(r"[\s,]", "", half(one_line(typed).value))
    if not plain:
        return Reading("")
    if not re.fullmatch(r"[0-9]+", plain):
        return Reading(half(one_line(typed).value), "number")
    digits = plain.lstrip("0")
    return Reading(digits) if 1 <= len(digits) <= 6 else Reading(plain, "number_range")


def half(text: str) -> str:
    """Half-width by NFKC, all hyphens `-`: for numbers and keys only, never for names."""
    return unicodedata.normalize("NFKC", text.translate(HYPHENS)).translate(HYPHENS)


def address_part(typed: str) -> Reading:
    """Street or building: full-width letters and digits become half-width, hyphens between them `-`; words stay."""
    plain = one_line(typed).value
    narrow = jaconv.z2h(jaconv.h2z(plain, kana=True), kana=False, ascii=True, digit=True)
    narrow = re.sub(r"(?<=[0-9A-Za-z])[‐‑‒–—―−ー－](?=[0-9A-Za-z])", "-", narrow)
    return Reading(re.sub(r"[ \u3000]+", " ", narrow))


def _clean(typed: str) -> str:
    return CONTROL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
