"""The form elsewhere on the sheet: moved, stretched by empty rows and columns, on a grid, narrow, partly hidden."""

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
def a_grid_of_three_millimetres() -> Case:
    """B-1 on 方眼紙 of 100 narrow columns, every label and value merged over many of them, two fields per row."""
    user = only(cast.CLINIC, "corporate_number")
    desk = only(
        cast.HELPDESK,
        "corporate_number corporate_name_kana title contact_name_kana postal_code prefecture city street building",
    )
    oracle = record(
        "B-1",
        "2025-06-06",
        kind="renewal",
        applied_on="2025-12-05",
        customer_po="MD-1205",
        contract_class="corporate",
        end_user=user,
        support_contact=desk,
        delivery=delivery("iji@midoridai.example.or.jp", user["corporate_name"]),
        reseller=cast.OFFICE,
        distributor=cast.WHOLESALE,
        consent=True,
        items=[
            item(
                "サンプルガード エンドポイント アドバンス (SGE-ADV)",
                110,
                3,
                license_id="SG88120043",
                activation_code="SG-7PLM-2QAZX-9WSXE-4DCRF-5VTGB",
                current_end_on="2025-12-31",
            ),
            item(
                "サンプルガード サーバ保護 Plus [SGS-P01]", 5, 3, license_id="SG88120051", current_end_on="2025-12-31"
            ),
        ],
    )
    paper = Paper()
    s = paper.sheet("B-1")
    s.widths = dict.fromkeys(range(1, 101), 1.6)

    def pair(row: int, column: int, label: str, value: str | int | date | None, wide: int = 34) -> None:
        s.at(row, column, label, "label", across=12, down=2)
        s.at(row, column + 12, value, across=wide, down=2)

    s.at(1, 2, "【B-1】ライセンス製品　追加・更新申請書", "title", across=60, down=2)
    s.at(1, 80, "2025年6月6日版", "hint", across=18)
    pair(4, 2, "申 請 日※", "2025年12月5日")
    pair(4, 50, "申請区分※", "□ 追加　☑ 更新")
    pair(6, 2, "得意先注文番号\n（PO#）", "MD-1205")
    pair(6, 50, "契約区分※", "☑ 一般　□ 官公庁　□ 教育")
    s.at(9, 2, "■ 契約者情報（エンドユーザー）", "bar", across=94)
    pair(10, 2, "フリガナ", user["corporate_name_kana"], 82)
    pair(12, 2, "会　社　名\n（正式名称）※", user["corporate_name"], 82)
    pair(14, 2, "部署名", user["department"])
    pair(14, 50, "役　職", user["title"])
    pair(16, 2, "フリガナ", user["contact_name_kana"])
    pair(18, 2, "ご担当者名※", user["contact_name"])
    pair(18, 50, "電話番号※", user["phone"])
    pair(20, 2, "E-mail※", user["email"])
    pair(20, 50, "郵便番号※", "〒 " + postal(user))
    pair(22, 2, "住　所※", address(user), 82)
    s.at(25, 2, "■ サポート窓口", "bar", across=94)
    s.at(26, 2, "□ 契約者と同じ", across=94)
    pair(27, 2, "会　社　名", desk["corporate_name"], 82)
    pair(29, 2, "部署名", desk["department"])
    pair(29, 50, "ご担当者名", desk["contact_name"])
    pair(31, 2, "電話番号", desk["phone"])
    pair(31, 50, "E-mail", desk["email"])
    s.at(34, 2, "■ 納品先", "bar", across=94)
    pair(35, 2, "E-mail※", "iji@midoridai.example.or.jp")
    pair(35, 50, "会社名", user["corporate_name"])
    for top, title, dealer in ((38, "■ 販売店", cast.OFFICE), (46, "■ 代理店", cast.WHOLESALE)):
        s.at(top, 2, title, "bar", across=94)
        for place, (label, value) in enumerate(dealer_rows(dealer)):
            pair(top + 1 + 2 * (place // 2), 2 if place % 2 == 0 else 50, label, value)
    s.at(54, 2, "■ 更新対象製品", "bar", across=94)
    columns = (
        ("No.", 2, 4),
        ("ライセンスID※", 6, 14),
        ("アクティベーションコード", 20, 30),
        ("製品名※", 50, 26),
        ("数量※", 76, 6),
        ("契約年数※", 82, 6),
        ("現契約\n終了日", 88, 10),
    )
    for label, column, across in columns:
        s.at(55, column, label, "label", across=across, down=2)
    for number, line in enumerate(oracle["application"]["items"], 1):
        values = (
            number,
            line["license_id"],
            line["activation_code"],
            line["product_name"],
            line["quantity"],
            3,
            "2025/12/31",
        )
        for (_, column, across), value in zip(columns, values, strict=True):
            s.at(55 + 2 * number, column, value, across=across, down=2)
    for number in (3, 4):
        for place, (_, column, across) in enumerate(columns):
            s.at(55 + 2 * number, column, None if place else number, across=across, down=2)
    pair(66, 2, "同意確認", "☑ エンドユーザー様の同意を得ています", 82)
    pair(68, 2, "備　考", None, 82)
    return Case("three-millimetre-grid.xlsx", paper, oracle)


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
