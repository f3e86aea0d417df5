"""Other orders: an application per row, parties in three columns below the items, sections in a free order."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.cast import address, postal
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    Case,
    Shelf,
    delivery,
    item,
    only,
    record,
    several,
)
from tests.legacy_excel.unseen_builders.paper import Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()

_LEFT_OUT = "corporate_number corporate_name_kana contact_name_kana department title"


@SHELF.add
def one_application_per_row() -> Case:
    """B-2 as a dealer's list: two head rows (party, field), then an application per row."""
    oracles = [
        record(
            "B-2",
            "2025-06-06",
            applied_on="2025-08-01",
            contract_class=kind,
            end_user=user,
            support_contact=SAME_CUSTOMER,
            delivery=delivery(user["email"]),
            reseller=only(cast.SOLUTIONS, "branch department"),
            consent=True,
            items=[
                item("サンプルガード クラウド Business", count, 1, license_id=license_id, current_end_on="2025-08-31")
            ],
        )
        for user, kind, count, license_id in (
            (only(cast.SCHOOL, _LEFT_OUT), "academic", 310, "WG20250011"),
            (only(cast.FOODS, _LEFT_OUT), "corporate", 44, "HD10028731"),
        )
    ]
    paper = Paper()
    s = paper.sheet("8月更新分")
    s.put("A1:H1", "【B-2】SaaS製品　更新申請書　（一覧形式・1行1申請）", "title")
    s.put("I1:K1", "2025年6月6日版", "hint")
    for area, text in (
        ("A3:C3", "申請"),
        ("D3:I3", "契約者"),
        ("J3", "サポート窓口"),
        ("K3", "納品先"),
        ("L3:O3", "販売店"),
        ("P3:T3", "更新対象製品"),
        ("U3", "確認"),
    ):
        s.put(area, text, "bar")
    s.across(
        "A4",
        "No.",
        "申請日",
        "契約区分",
        "会社名",
        "ご担当者名",
        "電話番号",
        "E-mail",
        "郵便番号",
        "住所",
        "会社名",
        "E-mail",
        "会社名",
        "ご担当者名",
        "電話番号",
        "E-mail",
        "ライセンスID",
        "サービス名",
        "ユーザー数",
        "更新期間",
        "現契約終了日",
        "同意",
        look="label",
    )
    for row, shape in enumerate(oracles, 5):
        facts = shape["application"]
        user, line, dealer = facts["end_user"], facts["items"][0], facts["reseller"]
        s.across(
            f"A{row}",
            row - 4,
            "2025/8/1",
            {"academic": "教育", "corporate": "一般"}[facts["contract_class"]],
            user["corporate_name"],
            user["contact_name"],
            user["phone"],
            user["email"],
            postal(user),
            address(user),
            "契約者と同じ",
            user["email"],
            dealer["company"],
            dealer["contact_name"],
            dealer["phone"],
            dealer["email"],
            line["license_id"],
            line["product_name"],
            line["quantity"],
            "1年",
            "2025/8/31",
            "☑",
        )
    return Case("application-per-row.xlsx", paper, several(*(("8月更新分", shape) for shape in oracles)), "xlsxwriter")


@SHELF.add
def three_parties_in_three_columns() -> Case:
    """A-1, the items first; below 契約者, 販売店 and 納品先 beside each other, titles and labels above the values."""
    user = only(cast.TOURISM, "corporate_number corporate_name_kana contact_name_kana")
    dealer = only(cast.MIHON, "department branch")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-11-21",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("keiri@okinawa-reiji.example.jp", user["corporate_name"], "上原　結"),
        reseller=dealer,
        items=[
            item("見本ウイルスチェッカー コーポレートエディション", 28, 1),
            item("例示メールフィルター オンプレミス版", 1, 1),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("A-1", A=38, B=38, C=38)
    s.put("A1:B1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("C1", "2025年6月6日版", "hint")
    s.across("A2", "申請日", "契約区分", "PO#", look="label")
    s.across("A3", "2025年11月21日", "☑ 一般　□ 官公庁　□ 教育", "")
    s.put("A5:C5", "■ 購入製品", "bar")
    s.across("A6", "製品名", "数量", "契約年数", look="label")
    for row, line in enumerate(oracle["application"]["items"], 7):
        s.across(f"A{row}", line["product_name"], line["quantity"], "1年")
    s.across("A10", "■ 契約者", "■ 販売店", "■ 納品先", look="bar")
    s.across("A11", "会社名", "会社名", "E-mail", look="label")
    s.across("A12", user["corporate_name"], dealer["company"], "keiri@okinawa-reiji.example.jp")
    s.across("A13", "部署名", "ご担当者名", "会社名", look="label")
    s.across("A14", user["department"], dealer["contact_name"], user["corporate_name"])
    s.across("A15", "役職", "電話番号", "ご担当者名", look="label")
    s.across("A16", user["title"], dealer["phone"], "上原　結")
    s.across("A17", "ご担当者名", "E-mail", look="label")
    s.across("A18", user["contact_name"], dealer["email"])
    s.label("A19", "電話番号")
    s.put("B19", "■ サポート窓口", "bar")
    s.across("A20", user["phone"], "☑ 契約者と同じ")
    s.label("A21", "E-mail")
    s.put("B21", "■ 同意確認", "bar")
    s.across("A22", user["email"], "☑ エンドユーザー様の同意を得ています")
    s.put("A23", "郵便番号", "label")
    s.put("A24", postal(user))
    s.put("A25:C25", "住所", "label")
    s.put("A26:C26", address(user))
    return Case("three-parties-in-columns.xlsx", paper, oracle)


@SHELF.add
def dashes_boxes_and_a_free_order() -> Case:
    """B-2 in a free order: licences, dealer, then the customer and another company for support."""
    user = only(cast.DATA, "corporate_number corporate_name_kana contact_name_kana building")
    desk = only(cast.HELPDESK, "corporate_number corporate_name_kana")
    oracle = record(
        "B-2",
        "2024-04-01",
        applied_on="2024-12-02",
        reseller_reference="00004471",
        contract_class="corporate",
        end_user=user,
        support_contact=desk,
        delivery=delivery(user["email"], user["corporate_name"]),
        reseller=only(cast.BROKER, "branch"),
        items=[item("見本クラウドサンドボックス", 15, 1, license_id="ND52200718", current_end_on="2024-12-31")],
    )
    paper = Paper()
    s = paper.sheet("更新依頼", B=20, C=46, D=12, E=12, F=16)
    s.put("B2:F2", "SaaS製品　更新申請書【B-2】", "title")
    s.pairs(
        "B4",
        ("申請日", "令和6年12月2日"),
        ("販売店管理番号", "０００４４７１"),
        ("契約区分", "●一般企業　○官公庁・自治体　○教育機関"),
    )
    s.put("B8:F8", "1. ご更新内容", "bar")
    s.across("B9", "契約終了日", "サービス名", "ユーザー数", "更新期間", "ライセンスＩＤ", look="label")
    s.across("B10", "2024/12/31", "見本クラウドサンドボックス", "１５", "1年", "ＮＤ５２２００７１８")
    s.put("B12:F12", "2. 販売会社", "bar")
    row = s.pairs("B13", *[pair for pair in dealer_rows(cast.BROKER) if pair[0] != "支店名"])
    s.put(f"B{row + 1}:F{row + 1}", "3. お客様情報（エンドユーザー）", "bar")
    row = s.pairs(f"B{row + 2}", *party_rows(user))
    s.put(f"B{row + 1}:F{row + 1}", "4. サポート連絡先", "bar")
    s.put(f"B{row + 2}:F{row + 2}", "□ お客様情報と同じ")
    row = s.pairs(f"B{row + 3}", *party_rows(desk))
    s.put(f"B{row + 1}:F{row + 1}", "5. ご納品先", "bar")
    row = s.pairs(f"B{row + 2}", ("会社名", user["corporate_name"]), ("E-mail", user["email"]))
    s.put(f"B{row + 1}:F{row + 1}", "6. 仕入元代理店", "bar")
    row = s.pairs(f"B{row + 2}", ("会社名", "なし"), ("ご担当者名", "－"), ("電話番号", None))
    s.pairs(f"B{row + 1}", ("同意確認", "□ エンドユーザー様の同意を得ています"), ("通信欄", "無し"))
    s.put(f"F{row + 4}", "2024年4月1日版", "hint")
    return Case("free-order.xls", paper, oracle, "libreoffice")
