"""A form in two languages, or in English alone, is read as the Japanese one is."""

from __future__ import annotations

import pytest

from legacy_excel.definitions import vocabulary
from legacy_excel.recognition import form_by_code, form_by_title
from tests.legacy_excel.plain_forms import END_USER, FOOT, HEAD, ITEMS, OTHERS, WHOLE, application_of

pytestmark = pytest.mark.rule("XLS-1")

ENGLISH = {
    "会社名": "Company Name", "フリガナ": "Contact Name (Kana)", "ご担当者名": "Contact Name", "電話番号": "Phone",
    "E-mail": "E-mail", "郵便番号": "Postal Code", "住所": "Address", "No.": "No.", "製品名": "Product Name",
    "数量": "Quantity", "契約年数": "Term (Years)", "合計": "Total", "備考": "Remarks", "同意確認": "Consent",
    "■ 契約者": "End User", "■ サポート窓口": "Support Contact", "■ 納品先": "Delivery", "■ 販売店": "Reseller",
    "■ 購入製品": "Products",
}  # fmt: skip


@pytest.mark.parametrize("pattern", ["{}／{}", "{} / {}", "{}\n{}", "{}（{}）", "{} ({})"])
@pytest.mark.parametrize("english_first", [False, True])
def test_labels_titles_headers_and_totals_may_be_said_twice(pattern: str, english_first: bool) -> None:
    def said(cell: object) -> object:
        if not isinstance(cell, str) or cell not in ENGLISH:
            return cell
        halves = (ENGLISH[cell], cell) if english_first and cell[0] != "■" else (cell, ENGLISH[cell])
        return pattern.format(*halves)

    rows = [*END_USER, *OTHERS, *ITEMS, ("合計", None, 30), *FOOT]

    assert application_of([*HEAD, *(tuple(map(said, row)) for row in rows)]) == application_of(WHOLE)


def test_what_is_read_of_a_name_is_known_whichever_half_says_so() -> None:
    texts = (
        "フリガナ / Company Name (Kana)",
        "Company Name (Kana)（フリガナ）",
        "フリガナ (Company Name)",
        "会社名（Kana）",
    )

    concepts = {meaning.concept for text in texts if (meaning := vocabulary().label(text)) is not None}

    assert concepts == {"company_kana"}


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Application Form for New License Purchase", "A-1"),
        ("SaaS / Cloud Products – New Purchase Application", "A-2"),
        ("Licensed Products – Addition / Renewal Application", "B-1"),
        ("SaaS Products – Renewal Application", "B-2"),
        ("Appliance / Hardware Maintenance – Renewal Application", "B-2HW"),
        ("Application for Bulk Renewal of Licenses", "B-3"),
        ("New User Registration", "USER"),
    ],
)
def test_a_form_is_known_by_its_english_title(title: str, code: str) -> None:
    form = form_by_title(title)

    assert form is not None
    assert form.code == code


def test_a_code_counts_in_a_title_of_two_long_lines() -> None:
    form = form_by_code(
        "【B-2HW】アプライアンス／ハードウェア保守　更新申請書\n" + "Appliance / Hardware Maintenance – " * 2
    )

    assert form is not None
    assert form.code == "B-2HW"


@pytest.mark.parametrize(
    "title", ["Request for Paid Leave", "Travel Expense Form", "ユーザー会のご案内", "Purchase Order"]
)
def test_other_papers_are_no_form(title: str) -> None:
    assert form_by_title(title) is None
