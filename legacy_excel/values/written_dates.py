"""Dates as they are written: Western and Japanese years, kanji, weekdays, times, months in English."""

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from legacy_excel.values.kanji import arabic
from legacy_excel.values.text import HYPHENS


@dataclass(frozen=True, slots=True)
class Day:
    """A day and how it was read; doubtful where another day may be meant."""

    day: date | None
    step: str = ""
    is_doubtful: bool = False


NO_DAY: Final = Day(None)
# The year before each era's first, and the day on which it began.
ERAS: Final = {
    "令和": (2018, date(2019, 5, 1)),
    "平成": (1988, date(1989, 1, 8)),
    "昭和": (1925, date(1926, 12, 25)),
    "大正": (1911, date(1912, 7, 30)),
    "明治": (1867, date(1868, 1, 25)),
}
SHORT_ERAS: Final = {"R": "令和", "令": "令和", "H": "平成", "平": "平成", "S": "昭和", "昭": "昭和",
                     "T": "大正", "大": "大正", "M": "明治", "明": "明治"}  # fmt: skip
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Two digits of a year may be any calendar's; these are none of this era.
SHORT_YEARS: Final = range(20, 40)

_HYPHEN_MAP: Final = {ord(hyphen): "-" for hyphen in HYPHENS}
_TIME: Final = re.compile(
    r"(?:[\sT]+|(?<=[日)]))(午前|午後|AM|PM)?\s*\d{1,2}(:\d{2}(:\d{2}(\.\d+)?)?|時(\d{1,2}分)?(\d{1,2}秒)?)"
    r"\s*(AM|PM|Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ENGLISH_DAY: Final = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_WEEKDAY: Final = re.compile(
    r"\([月火水木金土日](?:曜日?)?\)$|[月火水木金土日]曜日?$|(?<=日)[月火水木金土日]$"
    rf"|[(,]?{_ENGLISH_DAY}\)?$|^{_ENGLISH_DAY},?",
    re.IGNORECASE,
)
_AFTER_DAY: Final = re.compile(r"(?<=[\d日)])(?:付け?|現在|記入|まで|迄|満了|[.。])$")
_ERA_NAMES: Final = "|".join([*ERAS, *SHORT_ERAS])
_YEAR: Final = rf"(?:{_ERA_NAMES})?\.?(?:\d{{1,4}}|元)"
_WESTERN: Final = re.compile(r"(?:AD)?(\d{4})[年./・,、-](\d{1,2})[月./・,、-](\d{1,2})日?", re.IGNORECASE)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA: Final = re.compile(
    rf"({_ERA_NAMES})\.?(\d{{1,2}}|元)[年./・,、-](\d{{1,2}})[月./・,、-](\d{{1,2}})日?", re.IGNORECASE
)
_COMPACT_ERA: Final = re.compile(r"([RHS])(\d{2})(\d{2})(\d{2})", re.IGNORECASE)
_MONTHS_END: Final = re.compile(rf"({_YEAR}年\d{{1,2}}月)末日?", re.IGNORECASE)
_SHORT_YEAR: Final = re.compile(r"('?)(\d{2})[./-](\d{1,2})[./-](\d{1,2})")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ENGLISH: Final = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[-.,/]*)?([a-z]{3,9})[-.,/]*(?:(\d{1,2})(?:st|nd|rd|th)?,)?(\d{4})", re.IGNORECASE
)
# 令和7年(2025年)7月15日, 2025(令和7)年7月15日 and 2025年7月15日(令和7年) say the year twice.
_YEAR_AGAIN: Final = re.compile(rf"(年?)\(({_YEAR})年?\)(年?)", re.IGNORECASE)


def day_of_text(text: str) -> Day:
    """The day that a text names; no day if it names none, or one that does not exist."""
    plain = unicodedata.normalize("NFKC", text).strip().translate(_HYPHEN_MAP)
    bare = re.sub(r"\s", "", _TIME.sub("", plain))
    for _ in range(2):
        bare = _AFTER_DAY.sub("", _WEEKDAY.sub("", bare))
    # A clerk who writes R7 or 2025 after a preprinted 令和 means the same year.
    bare = arabic(re.sub(r"^(?:令和|平成)(?=[RH]\d|\d{4})", "", bare.replace("西暦", "")))
    again = _YEAR_AGAIN.search(bare)
    if again is None:
        return _once(bare)
    found = _once(_YEAR_AGAIN.sub(lambda match: "年" if match[1] or match[3] else "", bare).removesuffix("年"))
    other = _once(f"{again[2]}年12月31日")
    return found if found.day and other.day and found.day.year == other.day.year else NO_DAY


def day_of(year: str, month: str, day: str, *, step: str) -> Day:
    """The day of three numbers, if there is one."""
    try:
        return Day(date(int(year), int(month), int(day)), step)
    except ValueError:
        return NO_DAY


def _once(bare: str) -> Day:
    for pattern, read in _READERS:
        match = pattern.fullmatch(bare)
        if match:
            return read(match)
    return NO_DAY


def _of_era(match: re.Match[str]) -> Day:
    before, began = ERAS[SHORT_ERAS.get(match[1].upper(), match[1])]
    years = 1 if match[2] == "元" else int(match[2])
    if not years:
        return NO_DAY
    found = day_of(str(before + years), match[3], match[4], step="japanese-era")
    # 平成31年5月 was printed everywhere and is clear; 令和元年4月 was never.
    return replace(found, is_doubtful=found.day is not None and found.day < began)


def _of_months_end(match: re.Match[str]) -> Day:
    first = _once(f"{match[1]}1日")
    if first.day is None:
        return NO_DAY
    last = calendar.monthrange(first.day.year, first.day.month)[1]
    return Day(first.day.replace(day=last), "end-of-month", first.is_doubtful)


def _of_short_year(match: re.Match[str]) -> Day:
    if int(match[2]) not in SHORT_YEARS:
        return NO_DAY
    found = day_of(f"20{match[2]}", match[3], match[4], step="short-year")
    return replace(found, is_doubtful=not match[1])


def _of_year_last(match: re.Match[str]) -> Day:
    """7/15/2025 and 15/7/2025 are one day each; 7/8/2025 may be two."""
    first, second = int(match[1]), int(match[2])
    if first <= 12 and second <= 12 and first != second:
        return NO_DAY
    month, day = (match[1], match[2]) if first <= 12 else (match[2], match[1])
    return day_of(match[3], month, day, step="date-text")


def _of_english(match: re.Match[str]) -> Day:
    name, day = match[2].lower()[:3], match[1] or match[3]
    if name not in MONTHS or not day or (match[1] and match[3]):
        return NO_DAY
    return day_of(match[4], str(MONTHS.index(name) + 1), day, step="date-text")


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Day]], ...]] = (
    (_WESTERN, lambda match: day_of(*match.groups(), step="date-text")),
    (_COMPACT, lambda match: day_of(*match.groups(), step="eight-digits")),
    (_ERA, _of_era),
    (_COMPACT_ERA, _of_era),
    (_MONTHS_END, _of_months_end),
    (_SHORT_YEAR, _of_short_year),
    (_YEAR_LAST, _of_year_last),
    (_ENGLISH, _of_english),
)
