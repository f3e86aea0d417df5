"""Quantities and terms as whole numbers (README section 5)."""

import re
import unicodedata
from typing import Final

from legacy_excel.values.kanji import arabic
from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import is_nothing, squeezed

UNITS: Final = (
    r"(本|台|個|式|部|枚|名|名様|人|件|口|点|端末|組|冊|箱|ヶ|ケ|コ|こ|セット|ユーザー?|ライセンス|クライアント|ノード|アカウント|拠点"
    r"|デバイス|サーバー?|シート|パック|コア|サイト|ホスト|インスタンス|契約|メールボックス|エンドポイント|id|cal|vm|cpu|os"
    r"|users?|users?\(s\)|licen[sc]es?|seats?|nodes?|devices?|units?|pcs?|ea\.?|u|l)"
)
# A unit that is printed in a cell of its own.
UNITS_ALONE: Final = re.compile(rf"{UNITS}|年間?|[ヵヶかカケ箇]年間?|[ヵヶかカケ箇]?月間?", re.IGNORECASE)
QUANTITY: Final = re.compile(rf"(\d+|\d{{1,3}}(,\d{{3}})+)(\.0+)?{UNITS}*(分)?。?", re.IGNORECASE)
# A note such as (追加) or (税込); one with a number in it may be another quantity.
NOTE: Final = re.compile(r"\([^()\d一二三四五六七八九十]+\)$")
YEARS: Final = re.compile(
    r"(\d{1,2})(\.0)?(年間?|[ヵヶかカケ箇]年間?|年0[ヵヶかカケ箇]?月|years?|yrs?|y)?"
    r"(契約|間|更新|分|保守|保証|ライセンス|サポート|版)?",
    re.IGNORECASE,
)
MONTHS: Final = re.compile(r"(\d{1,3})(\.0)?([ヵヶかカケ箇]?月間?|months?|m)(契約|間|更新|分)?", re.IGNORECASE)
# Nobody buys a longer term; a bare 12 or 36 may well be months.
LONGEST_TERM: Final = 10


def quantity(text: str) -> Outcome:
    """`１００ 本` as 100; anything but a whole number above 0 is `invalid_quantity`, one with a note is `uncertain`."""
    if is_nothing(text):
        return Outcome()
    compact = squeezed(unicodedata.normalize("NFKC", text))
    bare = compact if QUANTITY.fullmatch(compact) else NOTE.sub("", compact)
    match = QUANTITY.fullmatch(bare)
    number = int(match[1].replace(",", "")) if match else 0
    if number <= 0 or number > 99_999_999:
        return Outcome(None, (), "invalid_quantity")
    steps = ("unit-dropped",) if match and match[1] != compact else ()
    return Outcome(number, steps, "uncertain" if bare != compact else None)


def term_years(text: str) -> Outcome:
    """`3 年間`, `1ヵ年` and `12ヶ月` in whole years; months in brackets after the years must say the same."""
    if is_nothing(text):
        return Outcome()
    compact = squeezed(unicodedata.normalize("NFKC", text))
    outer, _, inner = arabic(compact).partition("(")
    years = _years(outer)
    if years is None or (inner and _years(inner.rstrip(")")) not in (None, years)):
        return Outcome(None, (), "invalid_value")
    is_bare = years > LONGEST_TERM and outer.isdigit()
    return Outcome(years, ("unit-dropped",) if str(years) != compact else (), "uncertain" if is_bare else None)


def _years(text: str) -> int | None:
    match = YEARS.fullmatch(text)
    if match:
        return int(match[1]) or None
    months = MONTHS.fullmatch(text)
    if months and int(months[1]) and int(months[1]) % 12 == 0:
        return int(months[1]) // 12
    return None
