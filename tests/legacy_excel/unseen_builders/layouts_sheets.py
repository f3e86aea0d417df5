"""One application over several sheets: items on continuation sheets, parties and items on two pages."""

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
    record,
)
from tests.legacy_excel.unseen_builders.paper import Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def items_on_continuation_sheets() -> Case:
    """B-3, three licences on the first sheet and more on two sheets 続紙, with their head rows elsewhere."""
    user = only(cast.TOWN, "corporate_name_kana corporate_number building")
    lines = [
        item(
            "見本ウイルスチェッカー 自治体版" if number % 2 else "例示ファイル無害化サービス",
            20 + number,
            1,
            license_id=f"GV7700{number:02d}15",
            current_end_on="2026-03-31",
        )
        for number in range(1, 9)
    ]
    oracle = record(
        "B-3",
        "2023-10-01",
        applied_on="2026-02-09",
        contract_class="government",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=only(cast.MIHON, "department"),
        distributor=cast.BROKER,
        items=lines,
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("本紙", B=18, C=36, D=12, E=12, F=16)
    s.put("B2:E2", "複数契約一括　更新申請書", "title")
    s.put("F2", "2023年10月1日版", "hint")
    s.pairs(
        "B4",
        ("①申込日（必須）", "令和8年2月9日"),
        ("②お客様区分（必須）", "（　）一般企業　（○）官公庁・自治体　（　）教育機関"),
    )
    s.put("B7:F7", "１．ご契約者（エンドユーザー様）", "bar")
    s.pairs(
        "B8",
        *party_rows(
            user,
            corporate_name="①法人名（必須）",
            department="所属部署",
            contact_name="担当者氏名",
            phone="TEL",
            postal_code="〒",
            address="所在地",
        ),
    )
    s.put("B17:F17", "２．サポートご担当窓口", "bar")
    s.pairs("B18", ("①法人名", "ご契約者に同じ"), ("担当者氏名", None), ("TEL", None))
    s.put("B21:F21", "３．電子納品先", "bar")
    s.pairs("B22", ("メールアドレス", user["email"]))
    s.put("B23:F23", "４．ご購入元販売店", "bar")
    s.pairs("B24", *[row for row in dealer_rows(cast.MIHON, branch="支店・営業所") if row[0] != "部署名"])
    s.put("B30:F30", "５．一次代理店", "bar")
    s.pairs("B31", *dealer_rows(cast.BROKER, branch="支店・営業所"))
    s.put("B38:F38", "６．更新対象ライセンス", "bar")
    s.across("B39", "ライセンスID", "製品名", "数量", "更新年数", "契約終了日", look="label")
    s.put("B43:F43", "※4件目以降は続紙にご記入ください。", "hint")
    s.pairs("B45", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    first = paper.sheet("続紙①", B=6, C=18, D=36, E=12, F=12, G=16)
    second = paper.sheet("続紙②", B=6, C=18, D=36, E=12, F=12, G=16)
    for page, part in ((first, "1"), (second, "2")):
        page.put("B1:G1", f"複数契約一括　更新申請書（続紙 {part}/2）", "title")
        page.across("B4", "No.", "ライセンスID", "製品名", "数量", "更新年数", "契約終了日", look="label")
    for number, line in enumerate(lines, 1):
        values = (line["license_id"], line["product_name"], line["quantity"], 1, "2026/3/31")
        if number <= 3:
            s.across(f"B{39 + number}", *values)
        else:
            page, row = (first, 1 + number) if number <= 6 else (second, number - 2)
            page.across(f"B{row}", number, *values)
    return Case("items-on-continuation.xlsx", paper, oracle)


@SHELF.add
def parties_and_items_on_two_pages() -> Case:
    """B-1 over two sheets: page 1 of 2 with the parties, page 2 of 2 with the licences, consent and remarks."""
    user = only(cast.DATA, "corporate_number building")
    oracle = record(
        "B-1",
        "2025-06-06",
        kind="additional",
        applied_on="2025-09-12",
        customer_po="ND-0912A",
        reseller_reference="50031177",
        contract_class="corporate",
        end_user=user,
        support_contact=only(cast.HELPDESK, "corporate_number title"),
        delivery=delivery("dev@nagoya-reiji.example.com", None, "伊藤　航"),
        reseller=only(cast.BROKER, "branch"),
        distributor=SAME_RESELLER,
        items=[
            item(
                "サンプルガード エンドポイント スタンダード",
                20,
                2,
                license_id="SG55021873",
                activation_code="SG-TR8K-2LQ4M-9XWCP-3ZBNV-H6YDF",
                current_end_on="2026-09-30",
            ),
            item("Sample Guard Encryption（SG-ENC-100）", 8, 2, license_id="7315520946", current_end_on="2026-09-30"),
        ],
        consent=True,
        remarks="追加分の契約終了日は既存契約に合わせてください。\n見積番号：M-2291",
    )
    paper = Paper()
    s = paper.sheet("1ページ目", B=20, C=40)
    s.put("B1:C1", "【B-1】ライセンス製品　追加・更新申請書（1/2）", "title")
    s.put("B2", "Rev. 2025/06/06", "hint")
    s.pairs(
        "B3",
        ("申請日", date(2025, 9, 12)),
        ("申請区分", "☑ 追加　□ 更新"),
        ("得意先注文番号", "ND-0912A"),
        ("販売店管理番号", 50031177),
        ("契約区分", "☑ 一般　□ 官公庁　□ 教育"),
    )
    s.put("B9:C9", "◆ 契約者情報", "bar")
    s.pairs("B10", *party_rows(user))
    s.put("B21:C21", "◆ サポート窓口", "bar")
    s.pairs("B22", *party_rows(only(cast.HELPDESK, "corporate_number title")))
    s.put("B33:C33", "◆ 納品先", "bar")
    s.pairs("B34", ("E-mail", "dev@nagoya-reiji.example.com"), ("会社名", None), ("ご担当者名", "伊藤　航 様"))
    s.put("B38:C38", "◆ 販売店", "bar")
    s.pairs("B39", *[row for row in dealer_rows(cast.BROKER) if row[0] != "支店名"])
    s.put("B45:C45", "◆ 代理店　☑ 販売店と同じ", "bar")
    s.put("B48:C48", "次ページへ続く", "hint")
    p = paper.sheet("2ページ目", B=16, C=42, D=44, E=10, F=10, G=14)
    p.put("B1:F1", "【B-1】ライセンス製品　追加・更新申請書（2/2）", "title")
    p.put("B3:G3", "◆ 更新対象製品", "bar")
    p.across(
        "B4", "ライセンスID", "アクティベーションコード", "製品名", "数量", "契約年数", "現契約終了日", look="label"
    )
    for row, line in enumerate(oracle["application"]["items"], 5):
        p.across(
            f"B{row}",
            line["license_id"],
            line["activation_code"],
            line["product_name"],
            line["quantity"],
            2,
            "2026年9月30日",
        )
    p.put("B10", "同意確認", "label")
    p.put("C10:G10", "☑ エンドユーザー様の同意を得ています")
    p.put("B11:B12", "備考", "label")
    p.put("C11:G12", "追加分の契約終了日は既存契約に合わせてください。\n見積番号：M-2291")
    return Case("two-pages.xlsx", paper, oracle)
