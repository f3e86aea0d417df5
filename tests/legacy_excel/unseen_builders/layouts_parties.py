"""Other arrangements of the parties: labels above, sections side by side, vertical section titles."""

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

SHELF = Shelf()


@SHELF.add
def labels_above_the_values() -> Case:
    """A-1 with every label in a small cell above its value."""
    user = only(cast.SURVEY, "corporate_number")
    dealer = only(cast.OFFICE, "branch department")
    oracle = record(
        "A-1",
        "2024-04-01",
        applied_on="2024-06-18",
        customer_po="PO-24-0618",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=dealer,
        items=[
            item("サンプルガード エンドポイント スタンダード", 60, 1),
            item("見本ウイルスチェッカー サーバー版", 4, 1),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("申込書", A=2, B=26, C=26, D=22, E=28)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2024年4月1日版", "hint")
    s.across("B3", "申込日", "ご注文番号", "お客様区分", look="label")
    s.put("B4", "2024/6/18")
    s.put("C4", "PO-24-0618")
    s.put("D4:E4", "☑ 一般企業　□ 官公庁・自治体　□ 教育機関")
    s.put("B6:E6", "■ 契約者情報（エンドユーザー）", "bar")
    s.across("B7", "会社名（正式名称）", "フリガナ", "部署名", "役職", look="label")
    s.across("B8", user["corporate_name"], user["corporate_name_kana"], user["department"], user["title"])
    s.across("B9", "ご担当者名", "フリガナ", "電話番号", "E-mail", look="label")
    s.across("B10", user["contact_name"], user["contact_name_kana"], user["phone"], user["email"])
    s.put("B11", "郵便番号", "label")
    s.put("C11:E11", "住所", "label")
    s.put("B12", "〒" + postal(user))
    s.put("C12:E12", address(user))
    s.put("B14:E14", "■ サポート窓口", "bar")
    s.put("B15:E15", "☑ 契約者と同じ（チェックした場合、以下は記入不要です）")
    s.across("B16", "会社名", "ご担当者名", "電話番号", "E-mail", look="label")
    s.across("B17", "", "", "", "")
    s.put("B19:E19", "■ 納品先", "bar")
    s.put("B20:C20", "E-mail", "label")
    s.across("D20", "会社名", "ご担当者名", look="label")
    s.put("B21:C21", user["email"])
    s.across("D21", "", "")
    s.put("B23:E23", "■ 販売店", "bar")
    s.across("B24", "会社名", "ご担当者名", "電話番号", "E-mail", look="label")
    s.across("B25", dealer["company"], dealer["contact_name"] + " 様", dealer["phone"], dealer["email"])
    s.put("B27:E27", "■ 購入製品", "bar")
    s.put("B28:C28", "製品名", "label")
    s.across("D28", "数量", "契約年数", look="label")
    for row, line in enumerate(oracle["application"]["items"], 29):
        s.at(row, 2, line["product_name"], across=2)
        s.at(row, 4, line["quantity"])
        s.at(row, 5, f"{line['term_years']}年")
    s.put("B33:E33", "同意確認", "label")
    s.put("B34:E34", "☑ エンドユーザー様の同意を得ています")
    return Case("labels-above.xlsx", paper, oracle)


@SHELF.add
def dealers_side_by_side() -> Case:
    """A-2 with 販売店 in the left half and 代理店 in the right, row by row; customer left, support right."""
    user = only(cast.CLINIC, "corporate_name_kana corporate_number contact_name_kana title")
    desk = only(cast.HELPDESK, "corporate_name_kana corporate_number contact_name_kana title")
    oracle = record(
        "A-2",
        "2025-06-06",
        applied_on="2025-07-03",
        reseller_reference="00081234",
        contract_class="corporate",
        end_user=user,
        support_contact=desk,
        delivery=delivery("nohin@midoridai.example.or.jp", None, "小田切　修"),
        reseller=cast.TRADING,
        distributor=cast.WHOLESALE,
        items=[item("サンプルガード クラウド Business", 120, 3)],
        consent=True,
        remarks="請求書は月末締めでお願いします。",
    )
    paper = Paper()
    s = paper.sheet("SaaS新規", A=2, B=14, C=34, D=2, E=14, F=34)
    s.put("B1:E1", "【A-2】SaaS／クラウド製品　新規購入申請書", "title")
    s.put("F1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", date(2025, 7, 3)), ("契約区分", "■一般　□官公庁　□教育"))
    s.pairs("E3", ("販売店管理番号", "81234"), ("PO#", None))
    s.put("B6:C6", "契約者情報", "bar")
    s.put("E6:F6", "サポート窓口", "bar")
    labels = ["会社名", "部署名", "ご担当者名", "電話番号", "E-mail", "郵便番号", "住所"]
    for corner, party in (("B7", user), ("E7", desk)):
        values = [party[name] for name in ["corporate_name", "department", "contact_name", "phone", "email"]]
        s.pairs(corner, *zip(labels, [*values, postal(party), address(party)], strict=True))
    s.put("B15:F15", "納品先", "bar")
    s.pairs("B16", ("E-mail", "nohin@midoridai.example.or.jp"))
    s.pairs("E16", ("ご担当者名", "小田切 修 様"))
    s.put("B18:C18", "販売店", "bar")
    s.put("E18:F18", "代理店", "bar")
    labels = ["会社名", "支店名", "部署名", "ご担当者名", "電話番号", "E-mail"]
    s.pairs("B19", *zip(labels, cast.TRADING.values(), strict=True))
    s.pairs("E19", *zip(labels, cast.WHOLESALE.values(), strict=True))
    s.put("B26:F26", "購入製品", "bar")
    s.put("B27:C27", "サービス名", "label")
    s.across("E27", "ユーザー数", "契約期間", look="label")
    s.put("B28:C28", "サンプルガード クラウド Business")
    s.across("E28", 120, "3年")
    s.pairs("B31", ("同意確認", "■ エンドユーザー様の同意を得ています"), ("備考", "請求書は月末締めでお願いします。"))
    return Case("dealers-side-by-side.xlsx", paper, oracle, "xlsxwriter")


@SHELF.add
def vertical_section_titles() -> Case:
    """B-2 with the sections' titles written downwards in a merged column at the left."""
    user = only(cast.GUILD, "corporate_number title")
    dealer = only(cast.OFFICE, "branch")
    oracle = record(
        "B-2",
        "2024-04-01",
        applied_on="2024-11-05",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("it@zenkoku-hinagata.example.org", user["corporate_name"]),
        reseller=dealer,
        distributor=SAME_RESELLER,
        items=[item("サンプルガード メールクラウド", 35, 1, license_id="SG40017725", current_end_on="2024-12-31")],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("更新", A=2, B=4, C=16, D=30, E=14, F=34)
    s.put("B1:F1", "【B-2】SaaS製品　更新申請書　　2024.4.1版", "title")
    s.pairs("C3", ("申請年月日", "2024年11月5日(火)"), ("契約区分", "● 一般　○ 官公庁　○ 教育"))
    s.put("B6:B11", "契\n約\n者", "bar")
    s.pairs(
        "C6",
        ("フリガナ", user["corporate_name_kana"]),
        ("会社名", user["corporate_name"]),
        ("部署", user["department"]),
        ("フリガナ", user["contact_name_kana"]),
        ("担当者名", user["contact_name"]),
        ("住所", address(user)),
    )
    s.pairs("E8", ("郵便番号", postal(user)))
    s.pairs("E10", ("TEL", user["phone"]), ("e-Mail", user["email"]))
    s.put("B12:B13", "サポート窓口", "bar")
    s.put("C12:F12", "☑ 契約者と同じ")
    s.pairs("C13", ("会社名", None))
    s.pairs("E13", ("担当者名", None))
    s.put("B14:B15", "納\n品\n先", "bar")
    s.pairs("C14", ("e-Mail", "it@zenkoku-hinagata.example.org"), ("会社名", user["corporate_name"]))
    s.put("B16:B18", "販\n売\n店", "bar")
    s.pairs("C16", ("会社名", dealer["company"]), ("部署", dealer["department"]), ("担当者名", dealer["contact_name"]))
    s.pairs("E16", ("TEL", dealer["phone"]), ("e-Mail", dealer["email"]))
    s.put("B19:B21", "代\n理\n店", "bar")
    s.put("C19:F19", "☑ 販売店と同じ")
    s.pairs("C20", ("会社名", None), ("担当者名", None))
    s.pairs("E20", ("TEL", None), ("e-Mail", None))
    s.put("B22:B25", "更\n新\n対\n象\n製\n品", "bar")
    s.across("C22", "ライセンスID", "サービス名", "ユーザー数", "更新期間", "現契約終了日", look="label")
    s.across("C23", "SG-4001-7725", "サンプルガード メールクラウド", 35, "1年", date(2024, 12, 31))
    s.put("B27:C27", "同意確認", "label")
    s.put("D27:F27", "☑ エンドユーザー様の同意を得ています")
    return Case("vertical-titles.xlsx", paper, oracle)
