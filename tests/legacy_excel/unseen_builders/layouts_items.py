"""Other arrangements of the items: transposed, and in blocks."""

from __future__ import annotations

from datetime import date

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    Case,
    Shelf,
    delivery,
    item,
    only,
    person,
    record,
)
from tests.legacy_excel.unseen_builders.paper import Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def items_transposed() -> Case:
    """B-3 with the fields of the items down the rows and licences 1 to 5 across the columns; the fifth is empty."""
    user = only(cast.MARINE, "corporate_number")
    oracle = record(
        "B-3",
        "2025-06-06",
        applied_on="2025-06-20",
        customer_po="SZ-2025-031",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], None, user["contact_name"]),
        reseller=cast.TRADING,
        items=[
            item("サンプルガード クラウド Business", 40, 1, license_id="KV31100482", current_end_on="2025-07-31"),
            item("サンプルガード クラウド Business", 15, 1, license_id="KV31100490", current_end_on="2025-08-31"),
            item("見本クラウドサンドボックス", 55, 3, license_id="2290417736", current_end_on="2025-07-31"),
            item("サンプルガード メールクラウド (SGM-CL)", 55, 3, license_id="2290417744", current_end_on="2025-09-30"),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("一括更新", A=2, B=18, C=26, D=26, E=26, F=26, G=26)
    s.put("B1:E1", "【B-3】複数契約一括　更新申請書", "title")
    s.put("F1:G1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", "2025-06-20"), ("契約区分", "[✓] 一般　[ ] 官公庁　[ ] 教育"))
    s.pairs("E3", ("得意先注文番号", "SZ-2025-031"))
    s.put("B6:G6", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("B7", *party_rows(user))
    s.put("B18:G18", "■ サポート窓口", "bar")
    s.put("B19:G19", "☑ 契約者と同じ")
    s.put("B20:G20", "■ 納品先", "bar")
    s.pairs("B21", ("E-mail", user["email"]), ("会社名", None), ("ご担当者名", "三好　大輔様"))
    s.put("B25:G25", "■ 販売店", "bar")
    s.pairs("B26", *dealer_rows(cast.TRADING))
    s.put("B33:G33", "■ 更新対象製品", "bar")
    s.down("B34", "No.", "ライセンスID", "製品名", "数量", "更新年数", "契約終了日", look="label")
    for column, line in zip("CDEF", oracle["application"]["items"], strict=True):
        end = date.fromisoformat(line["current_end_on"])
        s.down(
            f"{column}34",
            "CDEF".index(column) + 1,
            line["license_id"],
            line["product_name"],
            line["quantity"],
            f"{line['term_years']}年",
            end,
        )
    s.put("G34", 5)
    s.pairs("B42", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", None))
    return Case("items-transposed.xlsx", paper, oracle)


@SHELF.add
def items_as_blocks() -> Case:
    """A-1 with a block per product (製品1, 製品2, 製品3) and a block per contact person instead of tables."""
    user = only(cast.SCHOOL, "corporate_number building")
    persons = [
        person("千葉　友里恵", "チバ　ユリエ", "022-255-4407", "chiba.yurie@wakaba-gakuin.example.jp"),
        person("青木　蓮", "アオキ　レン", "070-3321-8854", "aoki.ren@wakaba-gakuin.example.jp"),
    ]
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-03-28",
        contract_class="academic",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("joho@wakaba-gakuin.example.jp", user["corporate_name"]),
        reseller=cast.SOLUTIONS,
        items=[
            item("サンプルガード エンドポイント アドバンス (SGE-ADV)", 300, 5),
            item("サンプルガード サーバ保護 Plus [SGS-P01]", 6, 5),
        ],
        contact_persons=persons,
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("A-1", A=16, B=40, C=14, D=40)
    s.put("A1:C1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("D1", "2025年6月6日版", "hint")
    s.across("A3", "申 請 日", "2025年3月28日", "契約区分", "□ 一般　□ 官公庁　☑ 教育")
    s.put("A5:D5", "１．契約者情報（エンドユーザー）", "bar")
    s.pairs("A6", *party_rows(user))
    s.put("A16:D16", "２．サポート窓口", "bar")
    s.put("A17:D17", "☑ 契約者と同じ")
    s.put("A18:D18", "３．納品先", "bar")
    s.across("A19", "E-mail", "joho@wakaba-gakuin.example.jp", "会社名", user["corporate_name"])
    s.put("A20:D20", "４．販売店", "bar")
    s.pairs("A21", *dealer_rows(cast.SOLUTIONS))
    s.put("A28:D28", "５．代理店　　□ 販売店と同じ", "bar")
    s.pairs("A29", ("会社名", None), ("電話番号", None))
    s.put("A31:D31", "６．購入製品", "bar")
    for row, number in ((32, 1), (35, 2), (38, 3)):
        s.put(f"A{row}:D{row}", f"製品{number}", "label")
        s.across(f"A{row + 1}", "製品名", None, "数量", None, look="label")
        s.at(row + 2, 1, "契約年数", "label")
    for row, line in zip((32, 35), oracle["application"]["items"], strict=True):
        s.put(f"B{row + 1}", line["product_name"])
        s.put(f"D{row + 1}", f"{line['quantity']}本")
        s.put(f"B{row + 2}", "５年")
    s.put("A42:D42", "７．コンタクトパーソン", "bar")
    for row, number in ((43, 1), (46, 2)):
        who = persons[number - 1]
        s.put(f"A{row}:D{row}", f"コンタクトパーソン{number}", "label")
        s.across(f"A{row + 1}", "お名前", who["name"], "フリガナ", who["name_kana"])
        s.across(f"A{row + 2}", "電話番号", who["phone"], "E-mail", who["email"])
    s.across("A50", "同意確認", "はい ☑　いいえ □")
    return Case("items-as-blocks.xlsx", paper, oracle)
