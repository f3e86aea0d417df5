"""Dates of every way in which clerks write them, as ISO (README section 5)."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import HYPHENS, is_nothing

ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
SERIALS: Final = range(20_000, 60_001)
EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)
YEARS: Final = range(1900, 2200)
END_DATES_FROM: Final = 1990

_TIME: Final = re.compile(
    r"(?:[\sT]+|(?<=[日)]))(午前|午後|AM|PM)?\s*\d{1,2}(:\d{2}(:\d{2}(\.\d+)?)?|時(\d{1,2}分)?(\d{1,2}秒)?)\s*(AM|PM)?$",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"\([月火水木金土日](曜日?)?\)$|[月火水木金土日]曜日?$|[(,]?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\)?$",
    re.IGNORECASE,
)
_ERA: Final = re.compile(r"(令和|平成|昭和|R|H|S)[.]?(\d{1,2}|元)[年./-](\d{1,2})[月./-](\d{1,2})日?", re.IGNORECASE)
_WESTERN: Final = re.compile(r"(?:令和|平成|AD)?(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


def applied_on(value: object, *, date1904: bool = False) -> Outcome:
    """A date as ISO; `invalid_date` if it cannot be read or does not exist."""
    return _outcome(value, date1904=date1904, earliest=YEARS.start)


def end_on(value: object, *, date1904: bool = False) -> Outcome:
    """An end date: as any date, but one before 1990 is `invalid_date`."""
    return _outcome(value, date1904=date1904, earliest=END_DATES_FROM)


def _outcome(value: object, *, date1904: bool, earliest: int) -> Outcome:
    if value is None or (isinstance(value, str) and is_nothing(value)):
        return Outcome()
    found, step = _read(value, date1904=date1904)
    if found is None or found.year < earliest or found.year not in YEARS:
        return Outcome(None, (), "invalid_date")
    return Outcome(found.isoformat(), (step,) if step else ())


def _read(value: object, *, date1904: bool) -> tuple[date | None, str]:
    match value:
        case datetime():
            return value.date(), "date-cell"
        case date():
            return value, "date-cell"
        case bool() | time():
            return None, ""
        case int() | float():
            return _of_number(float(value), date1904=date1904)
    return _of_text(str(value), date1904=date1904)


def _of_number(number: float, *, date1904: bool) -> tuple[date | None, str]:
    if int(number) in SERIALS:
        epoch = EPOCH_1904 if date1904 else EPOCH_1900
        return epoch + timedelta(days=int(number)), "serial"
    match = _COMPACT.fullmatch(str(int(number))) if number.is_integer() and number > 0 else None
    return (_day(*match.groups()), "eight-digits") if match else (None, "")


def _of_text(text: str, *, date1904: bool) -> tuple[date | None, str]:
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.translate({ord(hyphen): "-" for hyphen in HYPHENS})
    bare = _WEEKDAY.sub("", re.sub(r"\s", "", _TIME.sub("", plain)))
    # A clerk who writes R7 after a preprinted 令和 means the same year.
    bare = re.sub(r"^(令和|平成)(?=[RH]\d)", "", bare.replace("西暦", ""))
    for pattern, step in ((_WESTERN, "date-text"), (_COMPACT, "eight-digits")):
        match = pattern.fullmatch(bare)
        if match:
            return _day(*match.groups()), step
    era = _ERA.fullmatch(bare)
    if era:
        year = 1 if era[2] == "元" else int(era[2])
        return _day(str(ERAS[era[1].upper()] + year), era[3], era[4]), "japanese-era"
    if re.fullmatch(r"\d{5}(\.\d+)?", bare):
        return _of_number(float(bare), date1904=date1904)
    return None, ""


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
