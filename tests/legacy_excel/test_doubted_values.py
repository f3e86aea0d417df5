"""What had to be guessed is said to be in doubt; what cannot be is refused, never passed off for a value."""

from __future__ import annotations

import pytest

from legacy_excel.values import codes, mail, numbers, phone, text


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("TEL 03-5555-1234\nFAX 03-5555-1235", "03-5555-1234", None),
        ("FAX 03-5555-1235 TEL 03-5555-1234", "03-5555-1234", None),
        ("０３（５５５５）１２３４（内線）１２３", "03-5555-1234", None),
        ("010-81-3-5555-1234", "03-5555-1234", None),
        ("0355551234.0", "03-5555-1234", None),
        ("03-5555-1234 / 090-1111-2222", "03-5555-1234", "uncertain"),
        ("03-5555-1234～1236", "03-5555-1234", "uncertain"),
        ("O3-5555-I234", "03-5555-1234", "uncertain"),
        ("5555-1234", None, "invalid_value"),
        ("03-5555-12345", None, "invalid_value"),
        ("FAX 03-5555-1235", None, "invalid_value"),
        ("内線123", None, "invalid_value"),
        ("+1 212 555 1234", None, "invalid_value"),
    ],
)
def test_a_phone_cell_with_more_than_a_number(typed: str, value: str | None, code: str | None) -> None:
    outcome = phone.phone(typed)

    assert (outcome.value, outcome.code) == (value, code)


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("E-mail：Ａ.b＠Example.JP。", "A.b@example.jp", None),
        ("見本 太郎 <a@example.jp>", "a@example.jp", None),
        ("a@example.jp（代表）", "a@example.jp", None),
        ("a アット example.jp", "a@example.jp", "uncertain"),
        ("a[at]example.jp", "a@example.jp", "uncertain"),
        ("a @example.jp", "a@example.jp", "uncertain"),
        ("a@example.jp; b@example.jp", None, "invalid_email"),
        ("a@example.jp\nb@example.jp", None, "invalid_email"),
        ("taro.mihon.example.co.jp", None, "invalid_email"),
        ("a@example,jp", None, "invalid_email"),
    ],
)
def test_a_mail_cell_as_people_fill_it(typed: str, value: str | None, code: str | None) -> None:
    outcome = mail.email(typed)

    assert (outcome.value, outcome.code) == (value, code)


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("LID: ab12-cd34-ef", "AB12CD34EF", None),
        ("AB12CD34EF（更新）", "AB12CD34EF", "uncertain"),
        ("AB12CD34E", "AB12CD34E", "uncertain"),
        ("1.23E+09", None, "invalid_value"),
        ("AB12CD34EF\nGH12CD34EF", None, "invalid_value"),
        ("確認中", None, "invalid_value"),
    ],
)
def test_a_licence_id_that_is_not_ten_characters(typed: str, value: str | None, code: str | None) -> None:
    outcome = codes.license_id(typed)

    assert (outcome.value, outcome.code) == (value, code)


@pytest.mark.rule("XLS-4")
def test_numbers_that_a_program_wrote_with_a_fraction_are_whole() -> None:
    assert codes.reseller_reference("12345678.0").value == "12345678"
    assert codes.corporate_number("7000012050002.0").value == "7000012050002"
    assert codes.postal_code("1000001.0").value == "1000001"
    assert codes.postal_code("600001", is_number=True).value == "0600001"
    assert codes.reseller_reference("1.23E+07").code == "invalid_value"
    assert codes.hyphened_code("1.23457E+15").code == "invalid_value"


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("600001", "0600001", "uncertain"),
        ("100-0001 東京都", "1000001", "uncertain"),
        ("100-001", None, "invalid_value"),
    ],
)
def test_a_postal_code_that_is_not_seven_digits(typed: str, value: str | None, code: str | None) -> None:
    outcome = codes.postal_code(typed)

    assert (outcome.value, outcome.code) == (value, code)


@pytest.mark.rule("XLS-4")
def test_a_bare_number_of_months_is_doubted_as_years() -> None:
    assert (numbers.term_years("36").value, numbers.term_years("36").code) == (36, "uncertain")
    assert (numbers.quantity("10本（予定）").value, numbers.quantity("10本（予定）").code) == (10, "uncertain")


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize("typed", ["様", "　様", "Ｎ／Ａ", "（なし）", "特になし。", "━━", "ありません"])
def test_a_cell_that_says_nothing_is_empty(typed: str) -> None:
    assert text.person(typed).value is None
