"""Values by what the file stores: days from 1904, results of formulas, rich text and strikes."""

from __future__ import annotations

from datetime import date

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.cast import postal
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
from tests.legacy_excel.unseen_builders.paper import Formula, Paper, Rich
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def serial_dates_from_1904() -> Case:
    """B-2 in a workbook of an old Mac: days counted from 1904, formats of many kinds, one serial without format."""
    user = only(cast.DATA, "corporate_number corporate_name_kana contact_name_kana building")
    ends = ("2025-11-30", "2025-12-15", "2026-01-31")
    oracle = record(
        "B-2",
        "2025-06-06",
        applied_on="2025-10-27",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=only(cast.BROKER, "branch"),
        distributor=SAME_RESELLER,
        items=[
            item(
                "サンプルガード クラウド Business", 10 * number, 1, license_id=f"ND4400210{number}", current_end_on=end
            )
            for number, end in enumerate(ends, 1)
        ],
        consent=True,
    )
    paper = Paper(from_1904=True)
    s = paper.sheet("B-2", B=18, C=44, D=14, E=14, F=18)
    s.put("B1:E1", "【B-2】SaaS製品　更新申請書", "title")
    s.put("F1", "2025年6月6日版", "hint")
    s.pairs("B3", ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.label("B4", "申請日")
    s.put("C4", date(2025, 10, 27), number_format='[$-411]ggge"年"m"月"d"日"')
    s.put("B6:F6", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("B7", *party_rows(user))
    s.put("B15:F15", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B16:F16", "■ 納品先", "bar")
    s.pairs("B17", ("E-mail", user["email"]))
    s.put("B19:F19", "■ 販売店", "bar")
    s.pairs("B20", *dealer_rows(only(cast.BROKER, "branch")))
    s.put("B27:F27", "■ 代理店　　☑ 販売店と同じ", "bar")
    s.put("B29:F29", "■ 更新対象製品", "bar")
    s.across("B30", "ライセンスID", "サービス名", "ユーザー数", "更新期間", "現契約終了日", look="label")
    for row, (line, shape) in enumerate(
        zip(oracle["application"]["items"], ("yyyy/m/d", "m/d/yy", ""), strict=True), 31
    ):
        s.across(f"B{row}", line["license_id"], line["product_name"], line["quantity"], "1年")
        day = date.fromisoformat(line["current_end_on"])
        s.put(f"F{row}", day if shape else (day - date(1904, 1, 1)).days, number_format=shape)
    s.pairs("B36", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    return Case("dates-from-1904.xlsx", paper, oracle, "xlsxwriter")


@SHELF.add
def formulas_with_stored_results() -> Case:
    """A-1 filled from a sheet 顧客台帳 by formulas; their stored results are the values, two of them empty texts."""
    user = only(cast.SURVEY, "title corporate_number")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-09-25",
        customer_po="HS-2025-0925",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], user["corporate_name"]),
        reseller=only(cast.OFFICE, "branch"),
        items=[
            item("サンプルガード エンドポイント スタンダード", 70, 1),
            item("見本ウイルスチェッカー サーバー版", 3, 1),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("A-1", B=18, C=46, D=12, E=12)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.label("B3", "申請日")
    s.put("C3", Formula("=DATE(2025,9,25)", (date(2025, 9, 25) - date(1899, 12, 30)).days), number_format="yyyy/m/d")
    s.label("B4", "得意先注文番号")
    s.put("C4", Formula('="HS-"&YEAR(C3)&"-0925"', "HS-2025-0925"))
    s.pairs("B5", ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("B7:E7", "■ 契約者情報（エンドユーザー）", "bar")
    for row, (label, value) in enumerate(party_rows(user), 8):
        s.label(f"B{row}", label)
        s.put(f"C{row}", Formula(f"=顧客台帳!B{row - 7}", value or ""))
    s.put("B19:E19", "■ サポート窓口", "bar")
    s.put("B20:E20", Formula('=IF(TRUE,"☑","□")&" 契約者と同じ"', "☑ 契約者と同じ"))
    s.put("B22:E22", "■ 納品先", "bar")
    s.down("B23", "E-mail", "会社名", "ご担当者名", look="label")
    s.down("C23", Formula("=C14", user["email"]), Formula("=C9", user["corporate_name"]), Formula('=""', ""))
    s.put("B27:E27", "■ 販売店", "bar")
    s.pairs("B28", *dealer_rows(only(cast.OFFICE, "branch")))
    s.put("B35:E35", "■ 購入製品", "bar")
    s.put("B36:C36", "製品名", "label")
    s.across("D36", "数量", "契約年数", look="label")
    for row, line in enumerate(oracle["application"]["items"], 37):
        s.at(row, 2, line["product_name"], across=2)
        s.across(f"D{row}", Formula("=SUM(60,10)" if row == 37 else "=3*1", line["quantity"]), "1年")
    s.at(39, 2, Formula('=""', ""), across=2)
    s.label("C40", "合計")
    s.put("D40", Formula("=SUM(D37:D39)", 73))
    s.pairs("B42", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    book = paper.sheet("顧客台帳", A=20, B=50)
    book.pairs("A1", *((f"項目{number}", value) for number, (_, value) in enumerate(party_rows(user), 1)))
    return Case("formulas.xlsx", paper, oracle, "xlsxwriter")


@SHELF.add
def options_crossed_out() -> Case:
    """A-1 on which the options that do not hold are crossed out, and labels are partly red or bold (rich text)."""
    user = only(cast.SCHOOL, "corporate_number building title")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-02-03",
        contract_class="academic",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("joho@wakaba-gakuin.example.jp"),
        reseller=cast.SOLUTIONS,
        items=[item("Sample Guard Encryption（SG-ENC-100）", 90, 3)],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("A-1", B=20, C=46, D=12, E=12)
    s.put("B1:D1", Rich((("【A-1】", "bold red"), ("ライセンス製品　新規購入申請書", "bold"))), "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.put("B3", Rich((("申請日", ""), ("※", "red"))), "label")
    s.put("C3", "2025/2/3")
    s.put("B4", Rich((("契約区分", ""), ("（該当しないものを二重線で消してください）", "red"))), "label")
    s.put("C4", Rich((("一般 ・ 官公庁", "struck"), (" ・ ", ""), ("教育", "bold"))))
    s.put("B6:E6", "■ 契約者情報（エンドユーザー）", "bar")
    for row, (label, value) in enumerate(party_rows(user), 7):
        s.put(f"B{row}", Rich(((label, ""), ("※", "red"))), "label")
        s.put(f"C{row}", Rich(((str(value)[:2], "bold"), (str(value)[2:], ""))))
    s.put("B17:E17", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B19:E19", "■ 納品先", "bar")
    s.pairs("B20", ("E-mail", "joho@wakaba-gakuin.example.jp"))
    s.put("B22:E22", "■ 販売店", "bar")
    s.pairs("B23", *dealer_rows(cast.SOLUTIONS))
    s.put("B30:E30", "■ 購入製品", "bar")
    s.put("B31:C31", "製品名", "label")
    s.across("D31", "数量", "契約年数", look="label")
    s.put("B32:C32", "Sample Guard Encryption（SG-ENC-100）")
    s.across("D32", 90, "3年")
    s.pairs("B35", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    assert postal(user) == "980-0811"
    return Case("options-crossed-out.xlsx", paper, oracle)
