"""What stands around the fields: the vendor's boxes, hints and seals."""

from __future__ import annotations

from datetime import date

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    SAME_RESELLER,
    Case,
    Shelf,
    delivery,
    item,
    only,
    person,
    record,
)
from tests.legacy_excel.unseen_builders.paper import Paper, Sheet
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def vendors_box_at_the_top() -> Case:
    """B-2HW with 弊社使用欄 above the form (its own 受付日, 担当者名), seal boxes, and a hint right of each field."""
    user = only(cast.MARINE, "corporate_number")
    who = person("三好　大輔", "ミヨシ　ダイスケ", "087-855-4512", user["email"])
    oracle = record(
        "B-2HW",
        "2024-04-01",
        applied_on="2024-06-07",
        customer_po="発注2406-7",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], user["corporate_name"], "三好　大輔"),
        reseller=cast.TRADING,
        distributor=cast.BROKER,
        items=[item("例示アプライアンス SG-500", 1, 3, serial_number="SGA5-0118-2093", current_end_on="2024-07-31")],
        contact_persons=[who],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("更新申請書", B=18, C=44, D=40, E=14, F=14)
    s.put("B1:F1", "弊社使用欄（記入しないでください）", "bar")
    s.across("B2", "受付日", "受付番号", "担当者名", "承認", look="label")
    s.across("B3", "2024/6/10", "R-240610-03", "松浦", "済")
    s.put("B5:D5", "【B-2HW】アプライアンス／ハードウェア保守　更新申請書", "title")
    s.put("E5:F5", "2024年4月1日版", "hint")
    s.put("E6", "社印", "hint")
    s.put("F6", "担当者印", "hint")
    s.put("E7:E9", "㊞")
    s.put("F7:F9", "㊞")
    _with_hints(
        s, 7, [("申請日", "2024年6月7日", "← 西暦でご記入ください"), ("得意先注文番号", "発注2406-7", "← 任意")]
    )
    s.put("B10:F10", "■ 契約者情報（エンドユーザー）", "bar")
    hints = {
        "会社名": "← 登記上の正式名称をご記入ください",
        "電話番号": "← 例：03-1234-5678",
        "E-mail": "← 例：taro@example.com",
        "住所": "← 例：東京都千代田区○○1-2-3",
    }
    _with_hints(s, 11, [(label, value, hints.get(label)) for label, value in party_rows(user)])
    s.put("B22:F22", "■ 機器設置場所", "bar")
    _with_hints(
        s,
        23,
        [
            ("会社名", "株式会社瀬戸内見本造機 坂出工場", "← 機器のある場所"),
            ("住所", "香川県坂出市林田町4285", None),
            ("ご担当者名", "白川", None),
        ],
    )
    s.put("B27:F27", "■ サポート窓口", "bar")
    s.put("B28:F28", "☑ 契約者と同じ　※別の場合は下欄にご記入ください")
    s.put("B30:F30", "■ 納品先", "bar")
    _with_hints(
        s,
        31,
        [
            ("E-mail", user["email"], "← 証書の送付先"),
            ("会社名", user["corporate_name"], None),
            ("ご担当者名", "三好　大輔", None),
        ],
    )
    s.put("B35:F35", "■ 販売店", "bar")
    _with_hints(s, 36, [(label, value, None) for label, value in dealer_rows(cast.TRADING)])
    s.put("B43:F43", "■ 代理店", "bar")
    _with_hints(s, 44, [(label, value, None) for label, value in dealer_rows(cast.BROKER)])
    s.put("B51:F51", "■ 更新対象製品", "bar")
    s.across("B52", "シリアル番号", "製品名", "台数", "更新年数", "保守終了日", look="label")
    s.across("B53", "SGA5-0118-2093", "例示アプライアンス SG-500", "1台", "3年", date(2024, 7, 31))
    s.put("B56:F56", "■ コンタクトパーソン", "bar")
    s.across("B57", "お名前", "E-mail", "電話番号", "フリガナ", look="label")
    s.across("B58", who["name"], who["email"], who["phone"], who["name_kana"])
    s.pairs("B61", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", None))
    return Case("vendors-box-at-the-top.xlsx", paper, oracle)


def _with_hints(s: Sheet, row: int, lines: list[tuple[str, str | None, str | None]]) -> None:
    for step, (label, value, hint) in enumerate(lines):
        s.at(row + step, 2, label, "label")
        s.at(row + step, 3, value)
        if hint:
            s.at(row + step, 4, hint, "hint")


@SHELF.add
def vendors_box_at_the_right() -> Case:
    """A-1 with 弊社使用欄 down the right side, filled by the vendor with a company, a date, a number and a person."""
    user = only(cast.CLINIC, "corporate_name_kana corporate_number contact_name_kana")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-11-04",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("iji@midoridai.example.or.jp"),
        reseller=only(cast.OFFICE, "branch"),
        distributor=SAME_RESELLER,
        items=[item("サンプルガード エンドポイント スタンダード", 96, 1)],
        consent=True,
        remarks="至急でお願いします。",
    )
    paper = Paper()
    s = paper.sheet("A-1", B=18, C=46, D=12, E=12, F=3, G=16, H=20)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.put("G1:H1", "弊社使用欄", "bar")
    s.pairs(
        "G2",
        ("受付日", "2025/11/5"),
        ("受付番号", "A1-251105-11"),
        ("ライセンスID", "SG99001234"),
        ("担当者", "松浦"),
        ("電話番号", "03-5555-0001"),
        ("処理日", "2025/11/6"),
        ("備考", "与信OK"),
    )
    s.pairs("B3", ("申請日", "2025年11月4日"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("B6:E6", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("B7", *party_rows(user))
    s.put("B16:E16", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B17:E17", "■ 納品先", "bar")
    s.pairs("B18", ("E-mail", "iji@midoridai.example.or.jp"), ("会社名", None), ("ご担当者名", None))
    s.put("B21:E21", "■ 販売店", "bar")
    s.pairs("B22", *dealer_rows(only(cast.OFFICE, "branch")))
    s.put("B28:E28", "■ 代理店　　☑ 販売店と同じ", "bar")
    s.put("B30:E30", "■ 購入製品", "bar")
    s.put("B31:C31", "製品名", "label")
    s.across("D31", "数量", "契約年数", look="label")
    s.put("B32:C32", "サンプルガード エンドポイント スタンダード")
    s.across("D32", 96, 1)
    s.pairs("B35", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", "至急でお願いします。"))
    return Case("vendors-box-at-the-right.xlsx", paper, oracle, "xlsxwriter")
