"""Cells merged in other ways: a grid of three millimetres, values that are taller than their labels."""

from __future__ import annotations

from datetime import date

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
)
from tests.legacy_excel.unseen_builders.paper import Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows

SHELF = Shelf()


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
def odd_merges() -> Case:
    """A-2 saved again by LibreOffice: labels merged over two rows, their values over three."""
    user = only(cast.GUILD, "corporate_number contact_name_kana")
    dealer = only(cast.TRADING, "branch department")
    oracle = record(
        "A-2",
        "2025-06-06",
        applied_on="2025-09-10",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=dealer,
        items=[item("サンプルガード メールクラウド", 30, 3)],
        consent=True,
        remarks="ドメイン設定は当協会で行います。",
    )
    paper = Paper()
    s = paper.sheet("A-2", A=10, B=10, C=20, D=24, E=10, F=10, G=20, H=20)
    s.put("A1:F2", "【A-2】SaaS／クラウド製品　新規購入申請書", "title")
    s.put("G1:H1", "2025年6月6日版", "hint")
    for top, left, right in (
        (4, ("申請日", "2025/9/10"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育")),
        (9, ("フリガナ", user["corporate_name_kana"]), ("部署名", user["department"])),
        (12, ("会社名", user["corporate_name"]), ("役職", user["title"])),
        (15, ("ご担当者名", user["contact_name"]), ("電話番号", user["phone"])),
        (18, ("E-mail", user["email"]), ("郵便番号", postal(user))),
        (21, ("住所", address(user)), None),
        (30, ("E-mail", user["email"]), ("会社名", None)),
        (35, ("会社名", dealer["company"]), ("ご担当者名", dealer["contact_name"])),
        (38, ("電話番号", dealer["phone"]), ("E-mail", dealer["email"])),
    ):
        for columns, field in ((("A", "B", "C", "D"), left), (("E", "F", "G", "H"), right)):
            if field:
                a, b, c, d = columns
                s.put(f"{a}{top}:{b}{top + 1}", field[0], "label")
                s.put(f"{c}{top}:{d}{top + 2}", field[1])
    s.put("A8:H8", "■ 契約者情報（エンドユーザー）", "bar")
    s.put("A25:H26", "■ サポート窓口", "bar")
    s.put("A27:H28", "☑ 契約者と同じ")
    s.put("A29:H29", "■ 納品先", "bar")
    s.put("A34:H34", "■ 販売店", "bar")
    s.put("A42:H42", "■ 購入製品", "bar")
    for area, text in (("A43:D44", "サービス名"), ("E43:F44", "ユーザー数"), ("G43:H44", "契約期間")):
        s.put(area, text, "label")
    for area, value in (("A45:D47", "サンプルガード メールクラウド"), ("E45:F47", 30), ("G45:H47", "3年")):
        s.put(area, value)
    s.put("A49:B50", "同意確認", "label")
    s.put("C49:H49", "☑ エンドユーザー様の同意を得ています")
    s.put("A51:B52", "備考", "label")
    s.put("C51:H54", "ドメイン設定は当協会で行います。")
    return Case("odd-merges.xlsx", paper, oracle, "libreoffice")
