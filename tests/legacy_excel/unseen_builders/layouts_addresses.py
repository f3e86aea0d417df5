"""The address in parts, and with the postal code in its cell."""

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
def the_address_in_parts() -> Case:
    """B-1 with labels above 〒, 都道府県, 市区町村, 番地 and 建物名; the town is written in the city's cell."""
    user = only(cast.CLINIC, "corporate_number")
    oracle = record(
        "B-1",
        "2025-06-06",
        kind="additional",
        applied_on="2026-01-09",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("iji@midoridai.example.or.jp"),
        reseller=only(cast.OFFICE, "branch"),
        items=[
            item(
                "サンプルガード エンドポイント アドバンス (SGE-ADV)",
                12,
                1,
                license_id="SG88120043",
                current_end_on="2028-12-31",
            )
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("B-1", A=18, B=18, C=22, D=22, E=30)
    s.put("A1:D1", "【B-1】ライセンス製品　追加・更新申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.across("A3", "申請日", "2026/1/9", "申請区分", "☑追加　□更新")
    s.across("A4", "契約区分", "☑一般　□官公庁　□教育")
    s.put("A6:E6", "■ 契約者情報（エンドユーザー）", "bar")
    s.put("A7:B7", "フリガナ", "label")
    s.across("C7", "部署名", "役職", "E-mail", look="label")
    s.put("A8:B8", user["corporate_name_kana"])
    s.across("C8", user["department"], user["title"], user["email"])
    s.put("A9:B9", "会社名", "label")
    s.across("C9", "フリガナ", "ご担当者名", "電話番号", look="label")
    s.put("A10:B10", user["corporate_name"])
    s.across("C10", user["contact_name_kana"], user["contact_name"], user["phone"])
    s.across("A11", "〒", "都道府県", "市区町村", "番地", "建物名", look="label")
    s.across("A12", "220-0012", "神奈川県", "横浜市西区みなとみらい", "４－６－２", "例示ｸﾞﾗﾝﾄﾞﾀﾜｰ　１２Ｆ")
    s.put("A14:E14", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("A15:E15", "■ 納品先", "bar")
    s.put("A16:C16", "E-mail", "label")
    s.across("D16", "会社名", "ご担当者名", look="label")
    s.put("A17:C17", "iji@midoridai.example.or.jp")
    s.across("D17", "", "")
    s.put("A19:E19", "■ 販売店", "bar")
    s.across("A20", "会社名", "部署名", "ご担当者名", "電話番号", "E-mail", look="label")
    s.across("A21", "㈱ダミー事務機", "法人営業部", "野口　忠", "03-5555-4420", "noguchi@dummy-jimuki.example.co.jp")
    s.put("A23:E23", "■ 更新対象製品", "bar")
    s.across("A24", "ライセンスID", "数量", "契約年数", "現契約終了日", "製品名", look="label")
    s.across("A25", "SG88120043", 12, "1年", "2028/12/31", "サンプルガード エンドポイント アドバンス (SGE-ADV)")
    s.across("A28", "同意確認", "☑ 同意する")
    return Case("address-in-parts.xlsx", paper, oracle)


@SHELF.add
def the_postal_code_in_the_address() -> Case:
    """B-3 whose address cell holds the postal code too, and one cell the telephone and the mail address."""
    user = only(cast.WEAVERS, "corporate_number corporate_name_kana contact_name_kana title")
    oracle = record(
        "B-3",
        "2025-06-06",
        applied_on="2025-09-05",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=cast.TRADING,
        items=[
            item("サンプルガード クラウド Business", 18, 1, license_id="KO71100265", current_end_on="2025-09-30"),
            item("サンプルガード メールクラウド", 40, 1, license_id="KO71100273", current_end_on="2025-10-31"),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("B-3", B=20, C=48, D=10, E=10, F=16)
    s.put("B1:E1", "【B-3】複数契約一括　更新申請書", "title")
    s.put("F1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", "2025/9/5"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("B6:F6", "■ 契約者情報", "bar")
    s.pairs(
        "B7",
        ("会社名", user["corporate_name"]),
        ("部署名", user["department"]),
        ("ご担当者名", user["contact_name"]),
        ("住所", f"〒{postal(user)}\n{address(user)}"),
        ("連絡先", f"TEL：{user['phone']}\nE-mail：{user['email']}"),
    )
    s.put("B13:F13", "■ サポート窓口", "bar")
    s.put("B14:F14", "☑ 契約者と同じ")
    s.put("B15:F15", "■ 納品先", "bar")
    s.pairs("B16", ("E-mail", user["email"]))
    s.put("B18:F18", "■ 販売店", "bar")
    s.pairs("B19", *dealer_rows(cast.TRADING))
    s.put("B26:F26", "■ 更新対象製品", "bar")
    s.across("B27", "ライセンスID", "製品名", "数量", "更新年数", "契約終了日", look="label")
    for row, line in enumerate(oracle["application"]["items"], 28):
        s.across(
            f"B{row}",
            line["license_id"],
            line["product_name"],
            line["quantity"],
            1,
            date.fromisoformat(line["current_end_on"]),
        )
    s.pairs("B32", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    return Case("postal-code-in-address.xlsx", paper, oracle)
