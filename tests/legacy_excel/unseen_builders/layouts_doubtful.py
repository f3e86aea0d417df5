"""Sheets at which a careful clerk would ask back: two values for one field, a choice twice, what cannot be."""

from __future__ import annotations

from typing import Any

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    Case,
    Fields,
    Shelf,
    delivery,
    doubtful,
    item,
    only,
    record,
)
from tests.legacy_excel.unseen_builders.paper import Paper, Rich, Sheet
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()

_USER = only(cast.SURVEY, "corporate_number corporate_name_kana contact_name_kana")


def _sound(**other: Any) -> Fields:
    """An A-1 whose fields are all in order but those given."""
    facts: Fields = {
        "applied_on": "2025-07-17",
        "contract_class": "corporate",
        "end_user": _USER,
        "support_contact": SAME_CUSTOMER,
        "delivery": delivery("dl@hikari-survey.example.co.jp"),
        "reseller": only(cast.OFFICE, "branch"),
        "items": [
            item("サンプルガード エンドポイント スタンダード", 60, 1),
            item("見本ウイルスチェッカー サーバー版", 4, 1),
        ],
        "consent": True,
    }
    return record("A-1", "2025-06-06", **(facts | other))


def _sheet(paper: Paper) -> Sheet:
    """The sheet as it would be in order: E-mail of the customer in C12, items from row 29, all else in column C."""
    s = paper.sheet("A-1", B=18, C=46, D=14, E=14)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", "2025年7月17日"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("B6:E6", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("B7", *party_rows(_USER))
    s.put("B15:E15", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B17:E17", "■ 納品先", "bar")
    s.pairs("B18", ("E-mail", "dl@hikari-survey.example.co.jp"))
    s.put("B20:E20", "■ 販売店", "bar")
    s.pairs("B21", *[row for row in dealer_rows(cast.OFFICE) if row[0] != "支店名"])
    s.put("B27:E27", "■ 購入製品", "bar")
    s.put("B28:C28", "製品名", "label")
    s.across("D28", "数量", "契約年数", look="label")
    s.put("B29:C29", "サンプルガード エンドポイント スタンダード")
    s.across("D29", 60, "1年")
    s.put("B30:C30", "見本ウイルスチェッカー サーバー版")
    s.across("D30", 4, "1年")
    s.pairs("B33", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", None))
    return s


@SHELF.add
def two_phones_for_one_field() -> Case:
    """Two fixed-line numbers in the customer's phone cell."""
    paper = Paper()
    _sheet(paper).put("C11", "03-5555-2101 / 03-5555-2190")
    oracle = _sound(end_user=only(_USER, "phone"))
    return Case(
        "doubtful-two-phones.xlsx",
        paper,
        doubtful(oracle, "end_user.phone", "A-1!C11", "uncertain", "missing_required", "invalid_value"),
    )


@SHELF.add
def a_name_beside_and_another_below() -> Case:
    """A company name right of the label, another name in the row below the label, which has none of its own."""
    paper = Paper()
    s = paper.sheet("A-1", B=22, C=46, D=22, E=34)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", "2025年7月17日"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("B6:E6", "■ 契約者情報（エンドユーザー）", "bar")
    s.label("B7", "会社名")
    s.put("C7", "株式会社ひかり測量設計")
    s.put("B8", "ひかり測地コンサルタント株式会社")
    s.pairs("B9", *party_rows(only(_USER, "corporate_name")))
    s.put("B17:E17", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B19:E19", "■ 納品先", "bar")
    s.pairs("B20", ("E-mail", "dl@hikari-survey.example.co.jp"))
    s.put("B22:E22", "■ 販売店", "bar")
    s.pairs("B23", *[row for row in dealer_rows(cast.OFFICE) if row[0] != "支店名"])
    s.put("B29:E29", "■ 購入製品", "bar")
    s.put("B30:C30", "製品名", "label")
    s.across("D30", "数量", "契約年数", look="label")
    s.put("B31:C31", "サンプルガード エンドポイント スタンダード")
    s.across("D31", 60, "1年")
    s.put("B32:C32", "見本ウイルスチェッカー サーバー版")
    s.across("D32", 4, "1年")
    s.pairs("B35", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    oracle = _sound(end_user=only(_USER, "corporate_name"))
    return Case(
        "doubtful-beside-and-below.xlsx",
        paper,
        doubtful(oracle, "end_user.corporate_name", "A-1!C7", "uncertain", "missing_required"),
    )


@SHELF.add
def two_classes_circled() -> Case:
    """Two options of 契約区分 with a ○ in the cell beside them."""
    paper = Paper()
    s = _sheet(paper)
    s.put("C4", "一般（○）　官公庁（○）　教育（　）")
    oracle = _sound(contract_class=None)
    return Case(
        "doubtful-two-classes.xlsx",
        paper,
        doubtful(oracle, "contract_class", "A-1!C4", "ambiguous_choice", "uncertain", "missing_required"),
    )


@SHELF.add
def two_dealers_under_one_title() -> Case:
    """Two companies under the one title 販売店・代理店: nobody can tell who is which."""
    paper = Paper()
    s = _sheet(paper)
    for row in range(20, 36):
        for column in range(2, 6):
            s.cells.pop((row, column), None)
    s.merges = [area for area in s.merges if area[0] < 20]
    s.put("B20:E20", "■ 販売店・代理店", "bar")
    s.pairs(
        "B21",
        ("会社名", "例示ソリューションズ株式会社"),
        ("電話番号", "022-255-6812"),
        ("会社名", "サンプル流通株式会社"),
        ("電話番号", "052-555-9023"),
    )
    s.put("B27:E27", "■ 購入製品", "bar")
    s.put("B28:C28", "製品名", "label")
    s.across("D28", "数量", "契約年数", look="label")
    s.put("B29:C29", "サンプルガード エンドポイント スタンダード")
    s.across("D29", 60, "1年")
    s.put("B30:C30", "見本ウイルスチェッカー サーバー版")
    s.across("D30", 4, "1年")
    s.pairs("B33", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", None))
    oracle = _sound(reseller=None, distributor=None)
    return Case(
        "doubtful-two-dealers.xlsx",
        paper,
        doubtful(oracle, "reseller.company", "A-1!C21", "uncertain", "missing_required"),
    )


@SHELF.add
def a_value_crossed_out_and_a_second() -> Case:
    """The mail address partly crossed out, and another one beside it with a question mark."""
    paper = Paper()
    s = _sheet(paper)
    s.put(
        "C12",
        Rich((("m.hayase@hikari-survey.example.co.jp", "struck"), ("\nhayase.miwa@hikari-survey.example.co.jp", ""))),
    )
    s.put("D12", "←どちらか確認中", "hint")
    oracle = _sound(end_user=only(_USER, "email"))
    return Case(
        "doubtful-crossed-out.xlsx",
        paper,
        doubtful(oracle, "end_user.email", "A-1!C12", "uncertain", "invalid_email", "missing_required"),
    )


@SHELF.add
def a_date_that_is_none() -> Case:
    """The 45th of the 13th month."""
    paper = Paper()
    _sheet(paper).put("C3", "2025/13/45")
    oracle = _sound(applied_on=None)
    return Case(
        "doubtful-date.xlsx",
        paper,
        doubtful(oracle, "applied_on", "A-1!C3", "invalid_date", "uncertain", "missing_required"),
    )


@SHELF.add
def two_mail_addresses() -> Case:
    """Two addresses with a semicolon between in the cell of the delivery."""
    paper = Paper()
    _sheet(paper).put("C18", "dl@hikari-survey.example.co.jp; m.hayase@hikari-survey.example.co.jp")
    oracle = _sound(delivery=delivery(None))
    return Case(
        "doubtful-two-addresses.xlsx",
        paper,
        doubtful(oracle, "delivery.email", "A-1!C18", "invalid_email", "uncertain", "missing_required"),
    )


@SHELF.add
def a_quantity_in_the_wrong_column() -> Case:
    """The second item has its quantity under 契約年数 and nothing under 数量."""
    paper = Paper()
    s = _sheet(paper)
    s.put("D30", None)
    s.put("E30", "4本")
    lines = [item("サンプルガード エンドポイント スタンダード", 60, 1), item("見本ウイルスチェッカー サーバー版", None)]
    oracle = _sound(items=lines)
    return Case(
        "doubtful-quantity-column.xlsx",
        paper,
        doubtful(
            oracle, "items[1].quantity", "A-1!E30", "missing_required", "uncertain", "invalid_quantity", "invalid_value"
        ),
    )
