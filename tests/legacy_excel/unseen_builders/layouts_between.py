"""What stands between the fields: further questions, page heads, examples."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders import cast
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
from tests.legacy_excel.unseen_builders.paper import Paper, Sheet
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def further_questions() -> Case:
    """A-1 of a dealer that asks more: 業種, 従業員数, ホームページ, a whole section ご請求先 and 振込先."""
    user = only(cast.WEAVERS, "corporate_number")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-01-15",
        customer_po="KO-0115",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], user["corporate_name"]),
        reseller=only(cast.TRADING, "branch"),
        items=[item("見本ウイルスチェッカー コーポレートエディション", 22, 3)],
        consent=True,
        remarks="導入予定日は2月1日です。",
    )
    paper = Paper()
    s = paper.sheet("新規", B=20, C=46, D=14, E=14)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.pairs(
        "B3",
        ("申請日", "2025.1.15"),
        ("得意先注文番号", "KO-0115"),
        ("契約区分", "☑ 一般　□ 官公庁　□ 教育"),
        ("導入予定日", "2025/2/1"),
    )
    s.put("B8:E8", "■ 契約者情報（エンドユーザー）", "bar")
    row = s.pairs(
        "B9",
        *party_rows(user),
        ("業種", "繊維製品製造業"),
        ("従業員数", "85名"),
        ("資本金", "3,000万円"),
        ("ホームページ", "https://www.kyoto-orimono.example.jp/"),
    )
    s.put(f"B{row}:E{row}", "■ ご請求先", "bar")
    row = s.pairs(
        f"B{row + 1}",
        ("会社名", "京都例示ホールディングス株式会社"),
        ("部署名", "財務部"),
        ("ご担当者名", "嵐山　良子"),
        ("電話番号", "075-555-2001"),
        ("E-mail", "zaimu@kyoto-hd.example.jp"),
        ("郵便番号", "600-8216"),
        ("住所", "京都府京都市下京区東塩小路町700-2"),
        ("締日／支払日", "月末／翌月末"),
    )
    s.put(f"B{row}:E{row}", "■ サポート窓口", "bar")
    s.put(f"B{row + 1}:E{row + 1}", "☑ 契約者と同じ")
    s.put(f"B{row + 2}:E{row + 2}", "■ 納品先", "bar")
    row = s.pairs(f"B{row + 3}", ("E-mail", user["email"]), ("会社名", user["corporate_name"]), ("ご担当者名", None))
    s.put(f"B{row}:E{row}", "■ 販売店", "bar")
    row = s.pairs(f"B{row + 1}", *dealer_rows(only(cast.TRADING, "branch")))
    s.put(f"B{row}:E{row}", "■ 購入製品", "bar")
    s.put(f"B{row + 1}:C{row + 1}", "製品名", "label")
    s.across(f"D{row + 1}", "数量", "契約年数", look="label")
    s.put(f"B{row + 2}:C{row + 2}", "見本ウイルスチェッカー コーポレートエディション")
    s.across(f"D{row + 2}", 22, "3年")
    s.put(f"B{row + 4}:E{row + 4}", "■ お振込先（ご入金予定）", "bar")
    row = s.pairs(
        f"B{row + 5}",
        ("振込元銀行", "例示銀行 下京支店"),
        ("口座名義", "キヨウトレイジオリモノ（カ"),
        ("入金予定日", "2025/2/28"),
    )
    s.pairs(f"B{row + 1}", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", "導入予定日は2月1日です。"))
    return Case("further-questions.xlsx", paper, oracle)


@SHELF.add
def page_heads_between_sections() -> Case:
    """B-1 printed on three pages of one sheet: title, date and page number again and again between the sections."""
    user = only(cast.SURVEY, "corporate_number building", building="見本駿河台ビル 5F")
    oracle = record(
        "B-1",
        "2025-06-06",
        kind="renewal",
        applied_on="2025-08-29",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=only(cast.OFFICE, "branch"),
        distributor=cast.WHOLESALE,
        items=[
            item(
                "サンプルガード エンドポイント スタンダード",
                58 + number,
                1,
                license_id=f"HS550019{number:02d}",
                current_end_on="2025-09-30",
            )
            for number in range(1, 7)
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("印刷用", B=18, C=46, D=10, E=12, F=16)

    def head(row: int, page: int) -> None:
        s.put(f"B{row}:D{row}", "【B-1】ライセンス製品　追加・更新申請書", "plain")
        s.put(f"E{row}", "2025年6月6日版", "plain")
        s.put(f"F{row}", f"{page} / 3 ページ", "plain")

    head(1, 1)
    s.pairs("B3", ("申請日", "2025/8/29"), ("申請区分", "□ 追加　☑ 更新"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("B7:F7", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("B8", *party_rows(user))
    s.put(
        "B20:F20",
        "サンプルソフト株式会社　ライセンスセンター　TEL 03-5555-0001　license@sample-soft.example.jp",
        "plain",
    )
    head(21, 2)
    s.put("B23:F23", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B24:F24", "■ 納品先", "bar")
    s.pairs("B25", ("E-mail", user["email"]))
    s.put("B26:F26", "■ 販売店", "bar")
    s.pairs("B27", *[row for row in dealer_rows(cast.OFFICE) if row[0] != "支店名"])
    s.put("B33:F33", "■ 代理店", "bar")
    s.pairs("B34", *dealer_rows(cast.WHOLESALE))
    s.put(
        "B41:F41",
        "サンプルソフト株式会社　ライセンスセンター　TEL 03-5555-0001　license@sample-soft.example.jp",
        "plain",
    )
    head(42, 3)
    s.put("B44:F44", "■ 更新対象製品", "bar")
    lines = oracle["application"]["items"]
    for top, part in ((45, lines[:4]), (53, lines[4:])):
        s.across(f"B{top}", "ライセンスID", "製品名", "数量", "更新年数", "契約終了日", look="label")
        for row, line in enumerate(part, top + 1):
            s.across(f"B{row}", line["license_id"], line["product_name"], line["quantity"], 1, "2025年9月30日")
    s.put("B51:F51", "（更新対象製品の続き）", "plain")
    s.pairs("B58", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", None))
    return Case("page-heads-between.xlsx", paper, oracle)


@SHELF.add
def example_rows_and_an_example_sheet() -> Case:
    """B-3 with example rows in red at the table's top and end, and a filled example on a sheet named 見本."""
    user = only(cast.SCHOOL, "corporate_number building")
    oracle = record(
        "B-3",
        "2025-06-06",
        applied_on="2025-02-25",
        contract_class="academic",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=cast.SOLUTIONS,
        distributor=SAME_RESELLER,
        items=[
            item("サンプルガード クラウド Business", 310, 1, license_id="WG20250011", current_end_on="2025-03-31"),
            item("サンプルガード メールクラウド", 310, 1, license_id="WG20250029", current_end_on="2025-03-31"),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("B-3", B=10, C=18, D=44, E=10, F=10, G=16)
    _bulk(
        s,
        only(user),
        [
            ("例", "SG00000000", "サンプルガード クラウド Business", 100, 1, "2025/3/31"),
            *(
                (n, x["license_id"], x["product_name"], x["quantity"], 1, "2025/3/31")
                for n, x in enumerate(oracle["application"]["items"], 1)
            ),
            (3,),
            (4,),
        ],
    )
    example = only(
        cast.FOODS,
        corporate_name="記入例株式会社",
        corporate_name_kana="キニュウレイカブシキガイシャ",
        corporate_number=None,
    )
    e = paper.sheet("見本", B=10, C=18, D=44, E=10, F=10, G=16)
    _bulk(e, example, [(1, "SG00000000", "サンプルガード クラウド Business", 100, 1, "2025/3/31")])
    e.put("H2", "【記入例】", "title red")
    return Case("example-rows-and-sheet.xlsx", paper, oracle)


def _bulk(s: Sheet, user: dict[str, str], lines: list[tuple[object, ...]]) -> None:
    s.put("B1:E1", "【B-3】複数契約一括　更新申請書", "title")
    s.put("F1:G1", "2025年6月6日版", "hint")
    rows = [
        ("申請日", "2025/2/25"),
        ("契約区分", "□ 一般　□ 官公庁　☑ 教育"),
        ("■ 契約者情報（エンドユーザー）", None),
        *party_rows(user),
        ("■ サポート窓口　　☑ 契約者と同じ", None),
        ("■ 納品先", None),
        ("E-mail", user["email"]),
        ("■ 販売店", None),
        *dealer_rows(cast.SOLUTIONS),
        ("■ 代理店　　☑ 販売店と同じ", None),
    ]
    for row, (label, value) in enumerate(rows, 3):
        s.at(row, 2, label, "bar" if label.startswith("■") else "label", across=6 if label.startswith("■") else 2)
        if not label.startswith("■"):
            s.at(row, 4, value, across=4)
    row = len(rows) + 4
    s.put(f"B{row}:G{row}", "■ 更新対象製品", "bar")
    s.across(f"B{row + 1}", "No.", "ライセンスID", "製品名", "数量", "更新年数", "契約終了日", look="label")
    for step, line in enumerate(lines, row + 2):
        s.across(f"B{step}", *line, look="value red" if line[0] == "例" else "value")  # type: ignore[arg-type]  # plain values
    row += len(lines) + 3
    s.put(f"B{row}:C{row}", "同意確認", "label")
    s.put(f"D{row}:G{row}", "☑ エンドユーザー様の同意を得ています")
