"""A payer's name is one, however a bank or a person writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.payments.names import core_of, key_of, numbers_in, wide

pytestmark = pytest.mark.rule("PAY-2")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ｶ)ﾐﾎﾝｼﾖｳｼﾞ", "ミホンシヨウジ カ"),
        ("(ｶ)ﾐﾎﾝｼﾖｳｼﾞ", "ミホンシヨウジ カ"),
        ("ｶ.ﾐﾎﾝｼﾖｳｼﾞ", "ミホンシヨウジ カ"),
        ("ﾐﾎﾝｼﾖｳｼﾞ(ｶ", "ミホンシヨウジ カ"),
        ("ﾐﾎﾝｼﾖｳｼﾞ(ｶ)", "ミホンシヨウジ カ"),
        ("ミホンショウジ（カ", "ミホンシヨウジ カ"),
        ("カブシキガイシャ　ミホンショウジ", "ミホンシヨウジ カ"),
        ("カブシキカイシヤミホンシヨウジ", "ミホンシヨウジ カ"),
        ("みほんしょうじ　カブシキガイシャ", "ミホンシヨウジ カ"),
        ("㈱ミホンショウジ", "ミホンシヨウジ カ"),
        ("(株)ミホンショウジ", "ミホンシヨウジ カ"),
        ("株式会社ミホンショウジ", "ミホンシヨウジ カ"),
        ("ﾐﾎﾝｼﾖｳｼﾞ", "ミホンシヨウジ"),
        ("ﾐﾎﾝ ｼﾖｳｼﾞ (ｶ ﾄｳｷﾖｳｼﾃﾝ", "ミホンシヨウジトウキヨウシテン カ"),
        ("ﾕ)ｱｵﾊﾞｼﾖｳﾃﾝ", "アオバシヨウテン ユ"),
        ("ド）ひかり", "ヒカリ ド"),
        ("ｲ)ｻｸﾗｶｲ", "サクラカイ イ"),
        ("ｶﾞｸ)ｻｸﾗｶﾞｸｴﾝ", "サクラガクエン ガク"),
        ("ｻﾞｲ)ﾐﾎﾝ", "ミホン ザイ"),
        ("ガッコウホウジンサクラガクエン", "サクラガクエン ガク"),
        ("ｻ-ﾋﾞｽ(ｶ", "サービス カ"),
        ("サービス（カ）", "サービス カ"),
        ("サ－ビス（カ", "サービス カ"),
        ("ｼﾞｴｲ･ｱｰﾙ", "ジエイアール"),
        ("ヴィオラ", "ヴイオラ"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダタロウ"),
        ("ヤマダ　タロウ", "ヤマダタロウ"),
        ("abc ｼｽﾃﾑｽﾞ", "ABCシステムズ"),
        ("INV-2026-000012 ｶ)ﾐﾎﾝ", "ミホン カ"),
        ("INV2026000012ｶ)ﾐﾎﾝ", "ミホン カ"),
        ("2026-000012 ﾐﾎﾝ(ｶ", "ミホン カ"),
        ("(ｶ", "カ"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_name_has_one_key(written: str, key: str) -> None:
    assert key_of(written) == key


@pytest.mark.parametrize(("one", "other"), [("ｶ)ﾐﾎﾝ", "ﾕ)ﾐﾎﾝ"), ("ｶ)ﾐﾎﾝ", "ﾐﾎﾝ"), ("ｶ)ﾐﾎﾝ", "ｶ)ﾐﾎﾝ2"), ("ﾊﾊ", "ﾊﾞﾊﾞ")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_without_its_legal_form_a_name_has_a_core() -> None:
    assert core_of(key_of("ｶ)ﾐﾎﾝ")) == core_of(key_of("ﾐﾎﾝ")) == "ミホン"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("INV-2026-000123", ("INV-2026-000123",)),
        ("INV2026000123 ｶ)ﾐﾎﾝ", ("INV-2026-000123",)),
        ("inv 2026 000123", ("INV-2026-000123",)),
        ("ＩＮＶ－２０２６－０００１２３", ("INV-2026-000123",)),
        ("INVｰ2026ｰ000123", ("INV-2026-000123",)),
        ("2026-000123", ("INV-2026-000123",)),
        ("2026000123", ("INV-2026-000123",)),
        ("INV-2026-000123 INV-2026-000124", ("INV-2026-000123", "INV-2026-000124")),
        ("INV-2026-000123/INV-2026-000123", ("INV-2026-000123",)),
        ("INV-2026-1000123", ("INV-2026-1000123",)),
        ("12026000123", ()),
        ("20260001234", ()),
        ("0312345678", ()),
        ("INV-1999-000123", ()),
        ("QUO-2026-00123", ()),
        ("", ()),
    ],
)
def test_invoice_numbers_are_found_in_a_text(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers


def test_a_name_is_shown_in_full_width() -> None:
    assert wide("ｶ)ﾐﾎﾝ  ｼﾞﾄﾞｳｼﾔ") == "カ)ミホン ジドウシヤ"


@given(st.text(alphabet="ｱｶｻｯｬｰﾞ(ｶ)ABC 123ァ会株.-", max_size=30))
def test_a_key_is_the_same_for_what_has_it(name: str) -> None:
    key = key_of(name)
    assert key_of(f" {wide(name)} ") == key_of(wide(name)) == key
    assert key == key.strip()
