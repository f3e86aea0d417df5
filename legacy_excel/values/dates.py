"""Dates of cells, serials and texts as ISO (README section 5)."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

from legacy_excel.values.outcome import Outcome
from legacy_excel.values.text import is_nothing
from legacy_excel.values.written_dates import NO_DAY, Day, day_of, day_of_text

SERIALS: Final = range(20_000, 60_001)
EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)
YEARS: Final = range(1900, 2200)
END_DATES_FROM: Final = 1990
_SERIAL_TEXT: Final = re.compile(r"\d{5}(\.\d+)?")
_EIGHT_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
# What stands before the end of a span, if there is one.
_SPAN: Final = re.compile(r"^([^~〜]*\d日?)?\s*([~〜]|から)(?=.*\d)", re.DOTALL)


def applied_on(value: object, *, date1904: bool = False) -> Outcome:
    """A date as ISO; `invalid_date` if it cannot be read or does not exist."""
    return _outcome(value, date1904=date1904, earliest=YEARS.start)


def end_on(value: object, *, date1904: bool = False) -> Outcome:
    """An end date: as any date, of a span its end; one before 1990 is `invalid_date`."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip()
        end = _SPAN.sub("", text)
        if end != text:
            return _outcome(end, date1904=date1904, earliest=END_DATES_FROM).after("end-of-span")
    return _outcome(value, date1904=date1904, earliest=END_DATES_FROM)


def _outcome(value: object, *, date1904: bool, earliest: int) -> Outcome:
    if value is None or (isinstance(value, str) and is_nothing(value)):
        return Outcome()
    found = _read(value, date1904=date1904)
    if found.day is None or found.day.year < earliest or found.day.year not in YEARS:
        return Outcome(None, (), "invalid_date")
    return Outcome(found.day.isoformat(), (found.step,), "uncertain" if found.is_doubtful else None)


def _read(value: object, *, date1904: bool) -> Day:
    match value:
        case datetime():
            return Day(value.date(), "date-cell")
        case date():
            return Day(value, "date-cell")
        case bool() | time():
            return NO_DAY
        case int() | float():
            return _of_number(float(value), date1904=date1904)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if _SERIAL_TEXT.fullmatch(text):
        return _of_number(float(text), date1904=date1904)
    return day_of_text(str(value))


def _of_number(number: float, *, date1904: bool) -> Day:
    if int(number) in SERIALS:
        epoch = EPOCH_1904 if date1904 else EPOCH_1900
        return Day(epoch + timedelta(days=int(number)), "serial")
    digits = _EIGHT_DIGITS.fullmatch(str(int(number))) if number.is_integer() and number > 0 else None
    return day_of(*digits.groups(), step="eight-digits") if digits else NO_DAY
