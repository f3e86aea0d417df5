"""Quantities and terms as whole numbers (README section 5)."""

import re
import unicodedata
from typing import Final

from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import is_nothing, squeezed

UNITS: Final = (
    r"(本|台|個|式|部|枚|名|名様|人|件|口|点|端末|組|冊|箱|セット|ユーザー?|ライセンス|クライアント|ノード|アカウント"
    r"|デバイス|サーバー?|シート|パック|コア|id|cal|users?|licen[sc]es?|seats?|nodes?|devices?|units?|pcs?|ea|u|l)"
)
# A unit that is printed in a cell of its own.
UNITS_ALONE: Final = re.compile(rf"{UNITS}|年間?|[ヵヶかカケ箇]年間?|[ヵヶかカケ箇]?月間?", re.IGNORECASE)
QUANTITY: Final = re.compile(rf"(\d+|\d{{1,3}}(,\d{{3}})+){UNITS}*(分)?", re.IGNORECASE)
KANJI_DIGITS: Final = str.maketrans("〇一二三四五六七八九壱弐参", "0123456789123")
YEARS: Final = re.compile(r"(\d{1,2})(年間?|[ヵヶかカケ箇]年間?|years?|yrs?|y)?(契約|間|更新|分)?", re.IGNORECASE)
MONTHS: Final = re.compile(r"(\d{1,3})([ヵヶかカケ箇]?月間?|months?|m)(契約|間|更新|分)?", re.IGNORECASE)


def quantity(text: str) -> Outcome:
    """`１００ 本` as 100; anything but a whole number above 0 is `invalid_quantity`."""
    if is_nothing(text):
        return Outcome()
    compact = squeezed(unicodedata.normalize("NFKC", text))
    match = QUANTITY.fullmatch(compact)
    number = int(match[1].replace(",", "")) if match else 0
    if number <= 0 or number > 99_999_999:
        return Outcome(None, (), "invalid_quantity")
    return Outcome(number, ("unit-dropped",) if match and match[1] != compact else ())


def term_years(text: str) -> Outcome:
    """`3 年間`, `1ヵ年` and `12ヶ月` in whole years; months in brackets after the years must say the same."""
    if is_nothing(text):
        return Outcome()
    compact = squeezed(unicodedata.normalize("NFKC", text))
    kanji = compact.translate(KANJI_DIGITS)
    outer, _, inner = kanji.partition("(")
    years = _years(outer)
    if years is None or (inner and _years(inner.rstrip(")")) not in (None, years)):
        return Outcome(None, (), "invalid_value")
    return Outcome(years, ("unit-dropped",) if str(years) != compact else ())


def _years(text: str) -> int | None:
    match = YEARS.fullmatch(text)
    if match:
        return int(match[1]) or None
    months = MONTHS.fullmatch(text)
    if months and int(months[1]) and int(months[1]) % 12 == 0:
        return int(months[1]) // 12
    return None
