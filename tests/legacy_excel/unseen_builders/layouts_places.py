"""The form elsewhere on the sheet: moved, stretched by empty rows and columns, narrow, partly hidden."""

from __future__ import annotations

from datetime import date

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.cast import address, postal
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    SAME_RESELLER,
    Case,
    Shelf,
    delivery,
    item,
    only,
    record,
)
from tests.legacy_excel.unseen_builders.paper import Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def moved_and_stretched() -> Case:
    """B-2HW, begun at H12, an empty row after each row and an empty column between label and value."""
    user = only(cast.DATA, "corporate_number building")
    oracle = record(
        "B-2HW",
        "2025-06-06",
        applied_on="2025-05-30",
        reseller_reference="00000912",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=only(cast.BROKER, "branch"),
        items=[
            item("例示アプライアンス SG-500", 2, 1, serial_number="SGA5-0031-7742", current_end_on="2025-06-30"),
            item("例示アプライアンス SG-900", 1, 1, serial_number="SGA9-0002-1180", current_end_on="2025-06-30"),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("保守更新 (2)", H=20, I=4, J=40, K=4, L=16, M=16)
    s.put("H12:L12", "【B-2HW】アプライアンス／ハードウェア保守　更新申請書", "title")
    s.put("M12", "2025年6月6日版", "hint")
    lines: list[tuple[str, str | date | None]] = [
        ("申請日", date(2025, 5, 30)),
        ("販売店管理番号", "912"),
        ("■ 契約者情報（エンドユーザー）", None),
        *party_rows(user),
        ("■ 設置先", None),
        ("会社名", "合同会社ナゴヤ例示データ 小牧センター"),
        ("住所", "愛知県小牧市小牧1-1-1"),
        ("ご担当者名", "伊藤"),
        ("電話番号", "0568-55-1199"),
        ("■ サポート窓口　☑ 契約者と同じ", None),
        ("■ 納品先", None),
        ("E-mail", user["email"]),
        ("■ 販売店", None),
        *[row for row in dealer_rows(cast.BROKER) if row[0] != "支店名"],
        ("■ 更新対象製品", None),
    ]
    row = 15
    for label, value in lines:
        if label.startswith("■"):
            s.at(row, 8, label, "bar", across=6)
        else:
            s.at(row, 8, label, "label")
            s.at(row, 10, value)
        row += 2
    for column, text in zip(
        (8, 10, 12, 13, 14), ("製品名", "シリアル番号", "台数", "更新年数", "保守終了日"), strict=True
    ):
        s.at(row, column, text, "label")
    for line in oracle["application"]["items"]:
        row += 2
        values = (line["product_name"], line["serial_number"], line["quantity"], "1年", date(2025, 6, 30))
        for column, value in zip((8, 10, 12, 13, 14), values, strict=True):
            s.at(row, column, value)
    s.at(row + 4, 8, "同意確認", "label")
    s.at(row + 4, 10, "☑ エンドユーザー様の同意を得ています")
    return Case("moved-and-stretched.xlsx", paper, oracle)


@SHELF.add
def narrow_for_portrait_paper() -> Case:
    """B-2 of four columns; the value stands in the row below its label where it is long, beside it where short."""
    user = only(cast.TOURISM, "corporate_number corporate_name_kana contact_name_kana title")
    oracle = record(
        "B-2",
        "2025-06-06",
        applied_on="2025-08-19",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("keiri@okinawa-reiji.example.jp"),
        reseller=only(cast.MIHON, "department"),
        distributor=SAME_RESELLER,
        items=[item("見本クラウドサンドボックス", 30, 1, license_id="OK11807734", current_end_on="2025-09-14")],
        consent=True,
        remarks="担当者変更あり（旧：上原）。",
    )
    paper = Paper()
    s = paper.sheet("B2", A=13, B=13, C=13, D=13)
    s.put("A1:D1", "【B-2】SaaS製品\n更新申請書", "title")
    s.put("A2:D2", "2025年6月6日版", "hint")
    s.across("A3", "申請日", "2025/8/19", "契約区分", "●一般\n○官公庁\n○教育")
    s.put("A5:D5", "▼契約者", "bar")
    s.put("A6:D6", "会社名", "label")
    s.put("A7:D7", user["corporate_name"])
    s.across("A8", "部署名", user["department"], "担当者名", user["contact_name"])
    s.across("A9", "電話番号", user["phone"], "〒", postal(user))
    s.put("A10:D10", "住所", "label")
    s.put("A11:D11", address(user))
    s.put("A12:D12", "メールアドレス", "label")
    s.put("A13:D13", user["email"])
    s.put("A15:D15", "▼サポート窓口", "bar")
    s.put("A16:D16", "☑契約者と同じ")
    s.put("A18:D18", "▼納品先", "bar")
    s.put("A19:D19", "メールアドレス", "label")
    s.put("A20:D20", "keiri@okinawa-reiji.example.jp")
    s.put("A22:D22", "▼販売店", "bar")
    s.put("A23:D23", "会社名", "label")
    s.put("A24:D24", "有限会社見本商会")
    s.across("A25", "支店名", "福岡営業所", "担当者名", "古川　亮")
    s.across("A26", "電話番号", "092-555-3311")
    s.put("A27:D27", "メールアドレス", "label")
    s.put("A28:D28", "furukawa@mihon-shokai.example.jp")
    s.put("A30:D30", "▼代理店", "bar")
    s.put("A31:D31", "☑販売店と同じ")
    s.put("A33:D33", "▼更新対象製品", "bar")
    s.put("A34:B34", "サービス名", "label")
    s.put("C34:D34", "ライセンスID", "label")
    s.put("A35:B35", "見本クラウドサンドボックス")
    s.put("C35:D35", "OK11807734")
    s.across("A36", "ユーザー数", 30, "更新期間", "1年")
    s.put("A37:B37", "現契約終了日", "label")
    s.put("C37:D37", "2025年9月14日")
    s.across("A39", "同意確認", "☑同意する")
    s.put("A40:D40", "備考", "label")
    s.put("A41:D41", "担当者変更あり（旧：上原）。")
    return Case("narrow.xlsx", paper, oracle)


@SHELF.add
def partly_hidden() -> Case:
    """A-1 with hidden lists in column F, hidden empty item rows, and a hidden column between label and value."""
    user = only(cast.SURVEY, "title")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-10-20",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("dl@hikari-survey.example.co.jp"),
        reseller=only(cast.OFFICE, "branch"),
        items=[
            item("見本ウイルスチェッカー コーポレートエディション", 14, 1),
            item("Sample Guard Encryption（SG-ENC-100）", 14, 1),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("原本コピー", A=16, B=10, C=44, D=12, E=12, F=20)
    s.hidden_columns = {2, 6}
    s.hidden_rows = set(range(31, 36))
    s.put("A1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.down("F1", "▼選択してください", "1年", "2年", "3年", "5年", "一般", "官公庁", "教育", look="hint")
    lines = [
        ("申請日", "2025/10/20"),
        ("契約区分", "☑ 一般　□ 官公庁　□ 教育"),
        ("■ 契約者情報（エンドユーザー）", None),
        *party_rows(user),
        ("■ サポート窓口", None),
        ("☑ 契約者と同じ", None),
        ("■ 納品先", None),
        ("E-mail", "dl@hikari-survey.example.co.jp"),
        ("■ 販売店", None),
        *[row for row in dealer_rows(cast.OFFICE) if row[0] != "支店名"],
        ("■ 購入製品", None),
    ]
    for row, (label, value) in enumerate(lines, 3):
        s.at(row, 1, label, "bar" if label[0] in "■☑" else "label", across=5 if label[0] in "■☑" else 1)
        if value is not None:
            s.at(row, 3, value)
    s.put("A28:C28", "製品名", "label")
    s.across("D28", "数量", "契約年数", look="label")
    for row, line in enumerate(oracle["application"]["items"], 29):
        s.at(row, 1, line["product_name"], across=3)
        s.across(f"D{row}", line["quantity"], "1年")
    for row in range(31, 36):
        s.at(row, 1, None, across=3)
        s.across(f"D{row}", "", "▼選択してください")
    s.put("A37", "同意確認", "label")
    s.put("C37:E37", "☑ エンドユーザー様の同意を得ています")
    return Case("partly-hidden.xlsx", paper, oracle, "xlsxwriter")
