"""Dates of every calendar and hand: eras, kanji, weekdays, times, spans; what is no day is said to be none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacy_excel.values import dates

# From the Cabinet Office's list of eras, not from the code: the first day, the last day, the year before the first.
ERAS = [
    ("明治", "M", date(1900, 1, 1), date(1912, 7, 29), 1867),
    ("大正", "T", date(1912, 7, 30), date(1926, 12, 24), 1911),
    ("昭和", "S", date(1926, 12, 25), date(1989, 1, 7), 1925),
    ("平成", "H", date(1989, 1, 8), date(2019, 4, 30), 1988),
    ("令和", "R", date(2019, 5, 1), date(2099, 12, 31), 2018),
]
KANJI = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789/.-", "０１２３４５６７８９／．－")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def in_kanji(number: int) -> str:
    """七, 十, 十七, 三十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else KANJI[tens]) + ("十" if tens else "") + (KANJI[ones] if ones else "")


def in_era(day: date) -> tuple[str, str, str]:
    """The era's name and letter, and the year in it, 元 for the first."""
    name, letter, _, _, before = next(era for era in ERAS if era[2] <= day <= era[3])
    return name, letter, "元" if day.year - before == 1 else str(day.year - before)


@pytest.mark.rule("XLS-4")
@given(DAYS)
def test_a_day_in_any_way_of_writing_is_that_day(day: date) -> None:
    name, letter, year = in_era(day)
    weekday = "月火水木金土日"[day.weekday()]
    y, m, d = day.year, day.month, day.day
    kanji_year = year if year == "元" else in_kanji(int(year))
    western = [f"{y}年{m}月{d}日", f"{y}/{m:02}/{d:02}", f"{y}.{m}.{d}", f"{y}-{m:02}-{d:02}", f"{y}{m:02}{d:02}"]
    western += [f" {y} 年　{m} 月　{d} 日 ", f"西暦{y}年{m}月{d}日", f"{y}年{m}月{d}日付", f"{y}、{m}、{d}"]
    with_weekday = [f"{y}年{m}月{d}日（{weekday}）", f"{y}/{m}/{d}({weekday}曜)", f"{y}年{m}月{d}日 {weekday}曜日"]
    with_time = [f"{y}-{m:02}-{d:02}T09:30:00", f"{y}/{m}/{d} 9:05", f"{y}年{m}月{d}日 午前9時30分"]
    japanese = [f"{name}{year}年{m}月{d}日", f"{letter}{year}.{m}.{d}", f"{letter.lower()}{year}/{m}/{d}"]
    japanese += [f"{name} {year} 年 {m} 月 {d} 日", f"{name}{year}年{m}月{d}日({weekday})"]
    japanese += [f"{name}{kanji_year}年{in_kanji(m)}月{in_kanji(d)}日"]
    twice = [f"{y}年{m}月{d}日({name}{year}年)", f"{name}{year}年({y}年){m}月{d}日"]
    english = [day.strftime("%d %b %Y"), day.strftime("%b %d, %Y")]
    written = western + with_weekday + with_time + japanese + twice + english
    for text in written:
        for way in (text, text.translate(WIDE)):
            found = dates.applied_on(way)
            assert (found.value, found.code) == (day.isoformat(), None), way
            assert found.steps, "what was done is kept"


@pytest.mark.rule("XLS-4")
@given(st.dates(date(1955, 1, 1), date(2060, 1, 1)))
def test_a_serial_is_the_day_of_its_workbooks_calendar(day: date) -> None:
    since_1900 = (day - date(1900, 3, 1)).days + 61  # the calendar has a 29 February 1900 that never was
    since_1904 = (day - date(1904, 1, 1)).days
    for value in (since_1900, since_1900 + 0.75, str(since_1900)):
        if 20_000 <= float(value) < 60_001:
            assert dates.applied_on(value).value == day.isoformat()
    if 20_000 <= since_1904 < 60_001:
        assert dates.applied_on(since_1904, date1904=True).value == day.isoformat()


@pytest.mark.rule("XLS-4")
@given(DAYS, st.integers(0, 3000))
def test_of_a_span_the_end_is_the_end_date(first: date, days: int) -> None:
    last = min(first + timedelta(days=days), date(2199, 12, 31))
    outcome = dates.end_on(f"{first:%Y/%m/%d}～{last:%Y/%m/%d}")

    assert outcome.value == (last.isoformat() if last.year >= 1990 else None)
    assert dates.end_on(f"{last.year}年{last.month}月{last.day}日まで").value == outcome.value


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("㋿7年7月15日", "2025-07-15"),
        ("㍻31年4月30日", "2019-04-30"),
        ("平成31年5月1日", "2019-05-01"),
        ("R070715", "2025-07-15"),
        ("令和 R7.7.15", "2025-07-15"),
        ("2025年2月末日", "2025-02-28"),
        ("令和6年2月末", "2024-02-29"),
        ("7/15/2025", "2025-07-15"),
        ("15/7/2025", "2025-07-15"),
        ("'25.7.15", "2025-07-15"),
        ("2025年7月15日㈫", "2025-07-15"),
        ("2025-07-15T13:45:00+09:00", "2025-07-15"),
    ],
)
def test_what_a_clerk_reads_without_doubt_is_read(text: str, day: str) -> None:
    outcome = dates.applied_on(text)

    assert (outcome.value, outcome.code) == (day, None)


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(("text", "day"), [("25/7/15", "2025-07-15"), ("令和元年4月30日", "2019-04-30")])
def test_what_may_mean_another_day_is_in_doubt(text: str, day: str) -> None:
    outcome = dates.applied_on(text)

    assert (outcome.value, outcome.code) == (day, "uncertain")


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    "text",
    [
        *["7/8/2025", "7/7/15", "2025年2月30日", "平成29年2月29日", "R0.1.1", "7月15日", "2025年7月", "2025年 月 日"],
        *["未定", "近日中", "2025年7月15日(令和6年)", "32 Jul 2025", "Jul 2025", "永年", "20251301", "12345", "9:30"],
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    outcome = dates.applied_on(text)

    assert (outcome.value, outcome.code) == (None, "invalid_date")


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    "text",
    [
        "　　年　　月　　日",
        "20　　年　　月　　日",
        "令和　　年　　月　　日（　　）",
        "西暦・令和　年　月　日",
        "(西暦)　年　月　日",
    ],
)
def test_a_preprinted_frame_of_a_date_is_empty(text: str) -> None:
    outcome = dates.applied_on(text)

    assert (outcome.value, outcome.code) == (None, None)
