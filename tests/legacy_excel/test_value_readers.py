"""What every reader of a value keeps: read again it is the same, width and hyphens of the typing change nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import phonenumbers
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from legacy_excel.values import codes, dates, mail, numbers, phone, text
from legacy_excel.values.outcome import Outcome

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
DASHES = "-‐‑‒–—−－ーｰ"
READERS: dict[str, Callable[[str], Outcome]] = {
    "plain": text.plain, "remarks": text.remarks, "company": text.company, "person": text.person, "kana": text.kana,
    "phone": phone.phone, "email": mail.email, "license_id": codes.license_id, "code": codes.hyphened_code,
    "order_number": codes.order_number, "reference": codes.reseller_reference, "postal_code": codes.postal_code,
    "corporate_number": codes.corporate_number, "date": dates.applied_on, "end_date": dates.end_on,
}  # fmt: skip
# Names and free texts stay as written, so their width is theirs.
CODED = ["phone", "license_id", "code", "order_number", "reference", "postal_code", "corporate_number", "date"]
SEEDS = {
    "plain": ["㈱髙﨑①№", "サンプルＡＢ"], "remarks": ["一行\n二行", "なしで"],
    "company": ["㈱サンプル御中", "御中商事"],
    "person": ["見本　太郎 様", "殿村 さん子"], "kana": ["ﾐﾎﾝ ﾀﾛｳ", "か゛ーす", "ヤマダ-"],
    "phone": ["03-5555-1234", "９０-1234-5678（内線1）", "+81 3 5555 1234", "TEL 0225556789"],
    "email": ["Ａ.b＠Example.JP。", "<a-b@example.jp>", "mailto:a@example.co.jp"],
    "license_id": ["ab12-cd34-ef", "ＬＩＤ:AB12CD34EF"], "code": ["abcd‐1234 ー5"], "order_number": ["ＰＯ－1 ①"],
    "reference": ["12-34", "No.123"], "postal_code": ["〒１００ー0001", "T1000001"],
    "corporate_number": ["Ｔ７０００-012050002"], "date": ["R7.7.15", "令和元年五月三日(金)", "20250715", "45853"],
    "end_date": ["2025/4/1～2026/3/31", "2026年2月末日"],
}  # fmt: skip
LETTERS = st.characters(min_codepoint=0x21, max_codepoint=0xFFEF, exclude_categories=["C", "Z"])
NOISE = st.text(" 　\n。.-－ー()様0０", max_size=2)
DIGITS = st.text("0123456789", min_size=9, max_size=11)


def typed_for(name: str) -> st.SearchStrategy[str]:
    """A value as people type it, with something before or after it, or any text at all."""
    around = st.tuples(NOISE, st.sampled_from(SEEDS[name]), NOISE).map("".join)
    return around | st.sampled_from(SEEDS[name]).map(lambda seed: seed.translate(WIDE)) | st.text(max_size=8)


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize("name", READERS)
@given(st.data())
def test_a_value_that_was_read_reads_as_itself(name: str, data: st.DataObject) -> None:
    first = READERS[name](data.draw(typed_for(name)))
    if first.value is not None and first.code is None:
        again = READERS[name](first.value)
        assert (again.value, again.code) == (first.value, None)


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize("name", READERS)
@given(st.data())
def test_a_value_comes_with_what_was_done_and_none_with_its_reason(name: str, data: st.DataObject) -> None:
    typed = data.draw(typed_for(name))
    outcome = READERS[name](typed)

    if outcome.value is not None:
        assert outcome.value == typed or outcome.steps
        assert outcome.code in (None, "uncertain")
    else:
        assert outcome.code is not None or text.is_nothing(typed) or outcome.steps


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize("name", READERS)
def test_the_seeds_are_values(name: str) -> None:
    assert all(READERS[name](seed).value is not None and READERS[name](seed).code is None for seed in SEEDS[name])


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize("name", CODED)
@given(st.text("0123456789ABCXYZ-./ T", max_size=16))
def test_full_width_changes_no_code_or_number(name: str, typed: str) -> None:
    narrow, wide = READERS[name](typed), READERS[name](typed.translate(WIDE))

    assert (wide.value, wide.code) == (narrow.value, narrow.code)


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize("name", [name for name in CODED if name != "date"])
@given(st.text("0123456789AB-", max_size=16), st.sampled_from(DASHES))
@example("2025-07-15", "ー")
def test_no_kind_of_hyphen_changes_a_code_or_number(name: str, typed: str, dash: str) -> None:
    plain, dashed = READERS[name](typed), READERS[name](typed.replace("-", dash))

    assert (dashed.value, dashed.code) == (plain.value, plain.code)


@pytest.mark.rule("XLS-4")
@given(
    DIGITS,
    st.sampled_from(
        ["{}", "TEL {}", "電話：{}", "{}（代表）", "{} 内線123", "{}（平日9:00-17:00）", "℡{}", "{} FAX 03-5555-9999"]
    ),
)
def test_a_phone_number_is_printed_as_the_library_does(digits: str, frame: str) -> None:
    number = "0" + digits.lstrip("0")
    # 010 dials abroad: what follows is a number of another country, or none.
    assume(10 <= len(number) <= 11 and not number.startswith("010"))
    parsed = phonenumbers.parse(number, "JP")
    wanted = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    assume(wanted.startswith("0") and phonenumbers.is_valid_number(parsed))

    assert phone.phone(frame.format(number)).value == wanted
    international = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    assert phone.phone(frame.format(international)).value == wanted


@pytest.mark.rule("XLS-4")
@given(st.text(LETTERS, min_size=2, max_size=12))
def test_a_name_keeps_its_letters(name: str) -> None:
    assume(not text.is_nothing(name) and not name.endswith(("御中", "様", "殿", "さん", "様)", "様）")))

    for reader in (text.plain, text.company, text.person):
        assert reader(f"　{name} ").value == name


@pytest.mark.rule("XLS-4")
@given(st.text("あかがぱんゃゔーｱｶﾊﾟﾞｶﾞアガパ　 ", min_size=1, max_size=14))
def test_kana_is_katakana_however_it_was_typed(typed: str) -> None:
    value = text.kana(typed).value
    assume(value is not None)

    decomposed = text.kana(unicodedata.normalize("NFD", typed)).value
    assert decomposed == value
    assert not any("ぁ" <= letter <= "ゖ" for letter in value)


@pytest.mark.rule("XLS-4")
@given(st.integers(1, 99_999_999), st.sampled_from(["", "本", " 台", "ユーザー", "ライセンス分", " users", "\n本"]))
def test_a_quantity_is_its_number(number: int, unit: str) -> None:
    for typed in (f"{number}{unit}", f"{number:,}{unit}", f"{number}{unit}".translate(WIDE), f"{number}.0{unit}"):
        outcome = numbers.quantity(typed)
        assert (outcome.value, outcome.code) == (number, None)


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    "typed", ["0", "-5", "3.5", "三本", "一式", "約100", "10+5", "１０台×２", "5本（うち2本予備）", "1,50", "別途相談"]
)
def test_what_is_no_whole_number_is_no_quantity(typed: str) -> None:
    assert (numbers.quantity(typed).value, numbers.quantity(typed).code) == (None, "invalid_quantity")


@pytest.mark.rule("XLS-4")
@given(st.integers(1, 10), st.sampled_from(["年", "年間", "ヵ年", "ヶ年", " years", "年契約", "年（自動更新）"]))
def test_a_term_is_its_years_also_in_months(years: int, unit: str) -> None:
    for typed in (
        f"{years}{unit}",
        f"{years}{unit}".translate(WIDE),
        f"{12 * years}ヶ月",
        f"{years}年（{12 * years}か月）",
    ):
        outcome = numbers.term_years(typed)
        assert (outcome.value, outcome.code) == (years, None)
