"""Dates, phone numbers, quantities and terms have one form, however clerks wrote them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from legacy_excel.values import dates, numbers
from legacy_excel.values.phone import phone, phone_of_cells

pytestmark = pytest.mark.rule("XLS-4")

REIWA = st.dates(date(2019, 5, 1), date(2050, 12, 31))


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


@given(REIWA)
def test_a_date_is_the_same_in_every_way_of_writing(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    era = year - 2018
    weekday = "月火水木金土日"[day.weekday()]
    written: list[object] = [
        day,
        datetime(year, month, number, 10, 30),  # noqa: DTZ001  # Excel knows no time zones
        f"{year}/{month}/{number}",
        f"{year}-{month:02d}-{number:02d}T00:00:00",
        f"{year}.{month}.{number}",
        f"{year}年{month}月{number}日({weekday})",
        f"{_wide(year)}年{_wide(month)}月{_wide(number)}日\u3000{weekday}曜日",
        f"西暦 {year} 年 {month} 月 {number} 日",
        f"{year}/{month}/{number} 10:30",
        f"{year}年{month}月{number}日 午後3時",
        f"{day:%Y%m%d}",
        float(f"{day:%Y%m%d}"),
        f"令和{era}年{month}月{number}日",
        f"R{era}.{month}.{number}",
        f"Ｒ{_wide(era)}／{month:02d}／{number:02d}",
        f"㋿{era}年{month}月{number}日",
        f"令和R{era}.{month}.{number}",
    ]
    assert {dates.applied_on(way).value for way in written} == {day.isoformat()}


@given(st.integers(20_000, 60_000))
def test_a_bare_number_is_a_serial_of_the_workbooks_date_system(serial: int) -> None:
    assert dates.applied_on(float(serial)).value == (date(1899, 12, 30) + timedelta(serial)).isoformat()
    assert dates.applied_on(str(serial), date1904=True).value == (date(1904, 1, 1) + timedelta(serial)).isoformat()


@pytest.mark.parametrize(
    "written", ["2025年2月30日", "近日中", "7/15", "2025", "令和7年", "12345678901", time(9, 0), True, 5.0]
)
def test_what_is_no_day_is_refused(written: object) -> None:
    assert dates.applied_on(written).code == "invalid_date"


def test_an_end_date_before_1990_is_refused() -> None:
    assert dates.end_on("1989/12/31").code == "invalid_date"
    assert dates.end_on("1990/1/1").value == "1990-01-01"
    assert dates.end_on("平成31年4月30日").value == "2019-04-30"
    assert dates.end_on("令和元年5月1日").value == "2019-05-01"


PHONES = st.sampled_from(["03-5555-1234", "0225-55-6789", "090-1234-5678", "0120-555-191", "050-5555-3338"])


@given(PHONES, st.sampled_from("‐‑–—−－ー -"))
def test_a_phone_number_is_the_same_in_every_way_of_writing(number: str, hyphen: str) -> None:
    area, exchange, line = number.split("-")
    ways = [
        number.replace("-", hyphen),
        number.replace("-", ""),
        f"TEL {number}（代表）",
        f"（{area}）{exchange}－{line}",
        f"+81-{area[1:]}-{exchange}-{line}",
        f"{number}\u3000内線123",
        f"{number} (内線 123)",
        number.replace("-", "")[1:],
    ]
    assert {phone(way).value for way in ways} == {number}


@given(st.integers(0, 9999))
def test_number_cells_get_their_zeros_back(line: int) -> None:
    assert phone_of_cells(["3", "5555", str(line)]).value == f"03-5555-{line:04d}"
    assert phone_of_cells(["50", "5555", str(line)]).value == f"050-5555-{line:04d}"
    assert phone_of_cells(["800", "555", str(line)]).value == f"0800-555-{line:04d}"
    assert phone_of_cells(["120", "555", str(line % 1000)]).value == f"0120-555-{line % 1000:03d}"


@given(st.text("0123456789-() ", max_size=14))
def test_a_phone_number_is_national_or_refused(written: str) -> None:
    found = phone(written)
    if found.value is not None:
        digits = "".join(letter for letter in found.value if letter.isdigit())
        assert (
            phonenumbers.format_number(phonenumbers.parse(digits, "JP"), phonenumbers.PhoneNumberFormat.NATIONAL)
            == found.value
        )
    else:
        assert found.code in (None, "invalid_value")


@given(st.integers(1, 9_999_999), st.sampled_from(["", "本", " ユーザー", "ライセンス", "台", " users"]), st.booleans())
def test_a_quantity_is_a_number_with_or_without_its_unit(number: int, unit: str, wide: bool) -> None:
    for written in (f"{number}{unit}", f"{number:,}{unit}", (_wide(number) if wide else str(number)) + unit):
        assert numbers.quantity(written).value == number


@pytest.mark.parametrize("written", ["0", "-3", "1.5", "別途相談", "1,50", "約100", "100くらい", "10～20"])
def test_what_is_no_whole_number_above_nought_is_refused(written: str) -> None:
    assert numbers.quantity(written).code == "invalid_quantity"


@given(st.integers(1, 9))
def test_a_term_is_in_years_whether_written_in_years_or_months(years: int) -> None:
    ways = [
        f"{years}",
        f"{_wide(years)}年",
        f"{years} 年間",
        f"{years}ヵ年",
        f"{years * 12}ヶ月",
        f"{years}年（{years * 12}か月）",
    ]

    assert {numbers.term_years(way).value for way in ways} == {years}
    assert numbers.term_years(f"{years}年（{years * 12 + 1}か月）").code in (None, "invalid_value")


@given(st.text(max_size=30))
def test_no_text_makes_a_normaliser_fail(written: str) -> None:
    assume("\x00" not in written)
    for normalise in (dates.applied_on, phone, numbers.quantity, numbers.term_years):
        assert normalise(written).code in (None, "invalid_date", "invalid_value", "invalid_quantity")
