"""Other kinds of file: .xls, .ods and .xlsm."""

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
    person,
    record,
)
from tests.legacy_excel.unseen_builders.paper import Formula, Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def an_old_xls_with_labels_above() -> Case:
    """B-2HW as .xls: fields in three columns, each label above its value, the installation place between."""
    user = only(cast.FOODS, "corporate_number corporate_name_kana building", building="大通ひな形ビル 3F")
    oracle = record(
        "B-2HW",
        "2023-10-01",
        applied_on="2024-01-22",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("kanri@hokuyo-dummy.example.com", None, "佐伯　真"),
        reseller=only(cast.SOLUTIONS, "branch"),
        items=[
            item("例示アプライアンス SG-500", 1, 1, serial_number="SA728-4333114", current_end_on="2024-02-29"),
            item("例示アプライアンス SG-500", 1, 1, serial_number="SA728-4333121", current_end_on="2024-02-29"),
        ],
        contact_persons=[person("佐伯　真", "サエキ　マコト", "011-555-7718", "saeki@hokuyo-dummy.example.com")],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("保守更新", A=34, B=34, C=34, D=14, E=14)
    s.put("A1:B1", "アプライアンス／ハードウェア保守　更新申請書", "title")
    s.put("C1", "2023年10月1日版", "hint")
    s.put("A2", "申込日（必須）", "label")
    s.put("A3", date(2024, 1, 22))
    s.put("A4:C4", "１．お客様情報（エンドユーザー）", "bar")
    s.across("A5", "貴社名（必須）", "所属部署", "役職", look="label")
    s.across("A6", user["corporate_name"], user["department"], user["title"])
    s.across("A7", "担当者氏名（必須）", "フリガナ", "TEL（必須）", look="label")
    s.across("A8", "佐伯　真 様", "サエキ マコト", "011-555-7718")
    s.across("A9", "メールアドレス（必須）", "〒（必須）", "所在地（必須）", look="label")
    s.across("A10", user["email"], postal(user), address(user))
    s.put("A11:C11", "２．機器設置場所", "bar")
    s.across("A12", "貴社名", "所在地", "TEL", look="label")
    s.across("A13", "北洋ダミーフーズ株式会社 石狩工場", "北海道石狩市新港西1-1-1", "0133-55-2000")
    s.put("A14:C14", "３．サポートご担当窓口　☑ お客様情報と同じ", "bar")
    s.put("A16:C16", "４．電子納品先", "bar")
    s.across("A17", "メールアドレス（必須）", "貴社名", "担当者氏名", look="label")
    s.across("A18", "kanri@hokuyo-dummy.example.com", "", "佐伯　真")
    s.put("A19:C19", "５．ご購入元販売店", "bar")
    s.across("A20", "貴社名（必須）", "所属部署", "担当者氏名", look="label")
    s.across("A21", "例示ソリューションズ株式会社", "第一営業部", "目黒　千晶")
    s.across("A22", "TEL", "メールアドレス", look="label")
    s.across("A23", "022-255-6812", "meguro@reiji-sol.example.com")
    s.put("A25:E25", "６．更新対象製品", "bar")
    s.across("A26", "品名", "製造番号", "台数", "更新年数", "保守終了日", look="label")
    for row, line in enumerate(oracle["application"]["items"], 27):
        s.across(f"A{row}", line["product_name"], line["serial_number"], 1, "1年", date(2024, 2, 29))
    s.put("A31:E31", "７．問い合わせ担当者", "bar")
    s.across("A32", "氏名", "フリガナ", "TEL", look="label")
    s.put("D32:E32", "メールアドレス", "label")
    s.across("A33", "佐伯 真", "サエキ マコト", "011-555-7718")
    s.put("D33:E33", "saeki@hokuyo-dummy.example.com")
    s.across("A35", "同意確認", "☑ エンドユーザー様の同意を得ています")
    return Case("old-xls.xls", paper, oracle, "xlwt")


@SHELF.add
def an_xls_matrix() -> Case:
    """B-2 as .xls with the dealers as a small matrix (columns 販売店 and 代理店) under a customer's list."""
    user = only(cast.LOGISTICS, "corporate_number")
    reseller, distributor = only(cast.MIHON, "email"), cast.WHOLESALE
    oracle = record(
        "B-2",
        "2025-06-06",
        applied_on="2025-07-28",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=reseller,
        distributor=distributor,
        items=[item("見本クラウドサンドボックス", 210, 1, license_id="5504418843", current_end_on="2025-08-31")],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("Sheet1", A=20, B=40, C=40, D=12, E=16)
    s.put("A1:B1", "【B-2】SaaS製品　更新申請書", "title")
    s.put("C1", "2025年6月6日版", "hint")
    s.pairs("A3", ("申請日", "2025年7月28日"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("A6:C6", "■ 契約者情報", "bar")
    s.pairs("A7", *party_rows(user))
    s.put("A18:C18", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("A19:C19", "■ 納品先", "bar")
    s.pairs("A20", ("E-mail", user["email"]))
    s.across("A22", "", "販売店", "代理店", look="bar")
    labels = ("会社名", "支店名", "部署名", "ご担当者名", "電話番号", "E-mail")
    for row, (label, left, right) in enumerate(zip(labels, reseller.values(), distributor.values(), strict=True), 23):
        s.label(f"A{row}", label)
        s.across(f"B{row}", left or "", right)
    s.put("A30:E30", "■ 更新対象製品", "bar")
    s.across("A31", "ライセンスID", "サービス名", "ユーザー数", "更新期間", "現契約終了日", look="label")
    s.across("A32", 5504418843, "見本クラウドサンドボックス", 210, "1年", date(2025, 8, 31))
    s.pairs("A35", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    return Case("xls-with-matrix.xls", paper, oracle, "xlwt")


@SHELF.add
def an_ods_with_labels_beside_and_above() -> Case:
    """A-1 as .ods by LibreOffice: the customer beside the dealer, items right of both, formulas for the sum."""
    user = only(cast.DATA, "corporate_number corporate_name_kana contact_name_kana building")
    dealer = only(cast.BROKER, "branch")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-04-21",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("dev@nagoya-reiji.example.com"),
        reseller=dealer,
        distributor=SAME_RESELLER,
        items=[
            item("サンプルガード エンドポイント スタンダード", 9, 1),
            item("見本ウイルスチェッカー サーバー版", 1, 1),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("横長", A=14, B=34, C=2, D=14, E=34, F=2, G=36, H=10, I=10)
    s.put("A1:E1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("G1", "2025年6月6日版", "hint")
    s.across("A2", "申請日", date(2025, 4, 21))
    s.across("D2", "契約区分", "☑ 一般　□ 官公庁　□ 教育")
    s.put("A4:B4", "■ 契約者情報", "bar")
    s.pairs("A5", *party_rows(user))
    s.put("D4:E4", "■ 販売店", "bar")
    s.pairs("D5", *[row for row in dealer_rows(dealer) if row[0] != "支店名"])
    s.put("D10:E10", "■ 代理店　☑ 販売店と同じ", "bar")
    s.put("D11:E11", "■ 納品先", "bar")
    s.pairs("D12", ("E-mail", "dev@nagoya-reiji.example.com"), ("会社名", None))
    s.put("A14:B14", "■ サポート窓口", "bar")
    s.put("A15:B15", "☑ 契約者と同じ")
    s.put("G4:I4", "■ 購入製品", "bar")
    s.across("G5", "製品名", "数量", "契約年数", look="label")
    s.across("G6", "サンプルガード エンドポイント スタンダード", 9, "1年")
    s.across("G7", "見本ウイルスチェッカー サーバー版", 1, "1年")
    s.across("G9", "合計", Formula("=SUM(H6:H8)", 10))
    s.across("G12", "同意確認", "☑ 同意する")
    return Case("beside-and-above.ods", paper, oracle, "libreoffice")


@SHELF.add
def an_xlsm() -> Case:
    """USER as .xlsm, the persons as columns of a transposed table."""
    user = only(cast.ELECTRIC, "building")
    persons = [
        person("古賀　剛", "コガ　ツヨシ", "092-555-8840", "koga@tobu-mihon.example.jp"),
        person("原口　みどり", "ハラグチ　ミドリ", None, "haraguchi@tobu-mihon.example.jp"),
    ]
    oracle = record(
        "USER",
        "2025-06-06",
        applied_on="2025-06-16",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        reseller=cast.MIHON,
        items=[item("見本ウイルスチェッカー コーポレートエディション", 12, serial_number="HW5851398470")],
        contact_persons=persons,
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("登録フォーム", A=20, B=44, C=40)
    s.put("A1:B1", "新規ユーザー登録書", "title")
    s.put("C1", "2025年6月6日版", "hint")
    s.pairs("A3", ("申請日", date(2025, 6, 16)))
    s.put("A5:C5", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("A6", *party_rows(user), ("建物名", None))
    s.put("A18:C18", "■ サポート窓口", "bar")
    s.put("A19:C19", "☑ 契約者と同じ")
    s.put("A20:C20", "■ 販売店", "bar")
    s.pairs("A21", *dealer_rows(cast.MIHON))
    s.put("A28:C28", "■ 購入製品", "bar")
    s.across("A29", "数量", "製品名", "シリアル番号", look="label")
    s.across("A30", 12, "見本ウイルスチェッカー コーポレートエディション", "HW5851398470")
    s.put("A33:C33", "■ コンタクトパーソン", "bar")
    s.down("A34", "No.", "お名前", "フリガナ", "電話番号", "E-mail", look="label")
    for column, who in zip("BC", persons, strict=True):
        s.down(f"{column}34", "BC".index(column) + 1, who["name"], who["name_kana"], who["phone"] or "－", who["email"])
    s.pairs("A40", ("同意確認", "■ エンドユーザー様の同意を得ています"), ("備考", "－"))
    return Case("with-macros.xlsm", paper, oracle, "xlsxwriter")
