"""Texts stay as written, and names, furigana and codes get their one form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacy_excel.values import codes, mail, text

pytestmark = pytest.mark.rule("XLS-4")

KATAKANA = st.text(st.characters(min_codepoint=0x30A1, max_codepoint=0x30F4), min_size=1, max_size=12)
HYPHEN = st.sampled_from("‐‑‒–—−－ーｰ-")
SPACE = st.sampled_from(["", " ", "\u3000", "\n", " \u3000"])
ASCII_CODE = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", min_size=10, max_size=10)


def _full_width(ascii_text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in ascii_text)


@pytest.mark.parametrize(
    "written", ["髙﨑𠮷商店", "㈱①№", "ＡＢＣ株式会社", "ｻﾝﾌﾟﾙ 製品（A-1）[SG-1]", "株式会社\u3000架空"]
)
def test_a_text_keeps_its_letters_and_widths(written: str) -> None:
    assert text.plain(f"\u3000{written} \n").value == written
    assert text.company(f"{written}\u3000御中").value == written


@pytest.mark.parametrize(
    "nothing", ["", "  ", "なし", "無し", "無", "特になし", "該当なし", "N/A", "－", "ー", "―", "-"]
)
def test_words_for_nothing_are_no_value(nothing: str) -> None:
    assert text.plain(nothing).value is None
    assert text.plain(nothing).code is None


@pytest.mark.parametrize(
    "printed", ["〒\u3000\u3000\u3000－", "\u3000年\u3000月\u3000日", "西暦", "令和", "▼選択してください", "□", "[ ]"]
)
def test_what_was_preprinted_is_no_value(printed: str) -> None:
    assert text.is_nothing(printed)


def test_a_line_break_inside_is_a_space_but_remarks_keep_theirs() -> None:
    assert text.plain("総務部\n総務課").value == "総務部 総務課"
    assert text.remarks("一行目\n二行目\n").value == "一行目\n二行目"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("髙﨑 花子様", "髙﨑　花子"),
        ("𠮷例\u3000次郎\u3000殿", "𠮷例　次郎"),
        ("見本さん", "見本"),
        ("  見本  洋子 ", "見本　洋子"),
        ("髙﨑花子", "髙﨑花子"),
    ],
)
def test_a_persons_name_loses_its_honorific_and_has_one_space(written: str, name: str) -> None:
    assert text.person(written).value == name


@given(KATAKANA, KATAKANA, SPACE)
def test_furigana_is_the_same_however_it_was_typed(family: str, given_name: str, space: str) -> None:
    want = f"{family}\u3000{given_name}" if space else f"{family}{given_name}"
    hiragana = "".join(chr(ord(letter) - 0x60) for letter in family)

    assert text.kana(f" {family}{space}{given_name}\u3000").value == want
    assert text.kana(f"{hiragana}{space}{given_name}").value == want


@given(HYPHEN)
def test_any_hyphen_in_furigana_is_a_long_vowel(hyphen: str) -> None:
    assert text.kana(f"サ{hyphen}バ").value == "サーバ"
    assert text.kana("ｻｰﾊﾞ ﾏﾈｰｼﾞｬ").value == "サーバ　マネージャ"


@given(ASCII_CODE, st.integers(0, 10), HYPHEN, st.booleans())
def test_a_licence_id_is_the_same_with_hyphens_spaces_and_widths(code: str, at: int, hyphen: str, wide: bool) -> None:
    written = f"{code[:at]}{hyphen} {code[at:]}".lower()

    assert codes.license_id(_full_width(written) if wide else written).value == code


def test_a_licence_id_of_another_length_is_kept_with_a_doubt() -> None:
    found = codes.license_id("SG1234")

    assert (found.value, found.code) == ("SG1234", "uncertain")
    assert codes.license_id("438075617", is_number=True).value == "0438075617"


@given(ASCII_CODE, HYPHEN)
def test_an_activation_code_keeps_its_hyphens(code: str, hyphen: str) -> None:
    assert (
        codes.hyphened_code(f" {code[:5].lower()}{hyphen}\n{_full_width(code[5:])} ").value == f"{code[:5]}-{code[5:]}"
    )


@given(st.integers(0, 99_999_999))
def test_a_reference_has_eight_digits(number: int) -> None:
    assert codes.reseller_reference(_full_width(str(number))).value == f"{number:08d}"


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(1, 12), st.integers(1, 9))
def test_a_corporate_number_with_one_wrong_digit_is_refused(base: str, place: int, shift: int) -> None:
    number = next(f"{check}{base}" for check in range(1, 10) if codes.has_right_check_digit(f"{check}{base}"))
    wrong = f"{number[:place]}{(int(number[place]) + shift) % 10}{number[place + 1 :]}"

    assert codes.corporate_number(f"T{number[0]}-{number[1:5]} {number[5:]}").value == number
    # Nines and noughts weigh the same modulo 9; nothing in the scheme can tell them apart.
    if shift != 9 and {number[place], wrong[place]} != {"0", "9"}:
        assert codes.corporate_number(wrong).code == "invalid_corporate_number"


@pytest.mark.parametrize(
    ("written", "code"), [("〒１５１－００５３", "1510053"), ("151 - 0053", "1510053"), ("〒", None)]
)
def test_a_postal_code_is_seven_digits(written: str, code: str | None) -> None:
    assert codes.postal_code(written).value == code
    assert codes.postal_code("440056", is_number=True).value == "0440056"
    doubted = codes.postal_code("440056")
    assert (doubted.value, doubted.code) == ("0440056", "uncertain")


@given(st.from_regex(r"[a-z][a-z0-9_]{0,9}(\.[a-z]{1,6})?", fullmatch=True), st.booleans())
def test_an_address_keeps_its_local_part_and_lowers_its_domain(local: str, wide: bool) -> None:
    written = f"mailto:{local.title()}@Example.CO.JP"

    assert mail.email(_full_width(written) if wide else written).value == f"{local.title()}@example.co.jp"


@pytest.mark.parametrize(
    "written", ["taro.example.co.jp", "taro@", "taro@@example.jp", "taro@example", "山田@example.jp", "a b@example.jp"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    assert mail.email(written).code == "invalid_email"


@pytest.mark.parametrize(
    "address", ["a@gmail.com", "a@yahoo.co.jp", "a@docomo.ne.jp", "a@ezweb.ne.jp", "a@sub.ocn.ne.jp"]
)
def test_free_mail_services_are_known(address: str) -> None:
    assert mail.is_free_mail(address)
    assert not mail.is_free_mail("a@example.co.jp")


@given(st.text(max_size=60))
def test_no_text_makes_a_normaliser_fail(written: str) -> None:
    for normalise in (text.plain, text.remarks, text.company, text.person, text.kana, codes.license_id, mail.email):
        again = normalise(written).value
        assert again is None or isinstance(again, str)
    plain = text.plain(written).value
    assert plain is None or text.plain(plain).value == plain
    assert unicodedata.is_normalized("NFC", text.kana("ガギグ").value or "")
