"""Values as they come: 同上, numbers without their zeros, blanks, quotes, units."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.cast import address, wide
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
def ditto_across_sections() -> Case:
    """A-1 where support contact and distributor say 同上 for single fields, and items 〃 for product and years."""
    user = only(cast.LOGISTICS, "corporate_number title")
    desk = only(
        user,
        corporate_name_kana=None,
        department="情報管理部",
        contact_name="泉　孝雄",
        contact_name_kana="イズミ　タカオ",
        email="izumi@sample-logi.example.com",
    )
    distributor = only(cast.TRADING, branch="本社", contact_name="須磨　一樹", phone="06-5555-7210", department=None)
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-05-08",
        contract_class="corporate",
        end_user=user,
        support_contact=desk,
        delivery=delivery("lic@sample-logi.example.com", user["corporate_name"], "泉　孝雄"),
        reseller=cast.TRADING,
        distributor=distributor,
        items=[
            item("サンプルガード エンドポイント スタンダード", 100, 3),
            item("サンプルガード エンドポイント スタンダード", 40, 3),
            item("サンプルガード サーバ保護 Plus [SGS-P01]", 4, 3),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("A-1", B=18, C=46, D=12, E=12)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", "2025年5月8日"), ("契約区分", "☑ 一般　□ 官公庁　□ 教育"))
    s.put("B6:E6", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("B7", *party_rows(user))
    s.put("B17:E17", "■ サポート窓口", "bar")
    s.pairs(
        "B18",
        ("会社名", "同上"),
        ("部署名", "情報管理部"),
        ("フリガナ", "イズミ　タカオ"),
        ("ご担当者名", "泉　孝雄"),
        ("電話番号", "同上"),
        ("E-mail", "izumi@sample-logi.example.com"),
        ("郵便番号", None),
        ("住所", "同　上"),
    )
    s.put("B27:E27", "■ 納品先", "bar")
    s.pairs(
        "B28", ("E-mail", "lic@sample-logi.example.com"), ("会社名", user["corporate_name"]), ("ご担当者名", "泉　孝雄")
    )
    s.put("B32:E32", "■ 販売店", "bar")
    s.pairs("B33", *dealer_rows(cast.TRADING))
    s.put("B40:E40", "■ 代理店", "bar")
    s.pairs(
        "B41",
        ("会社名", "同上"),
        ("支店名", "本社"),
        ("部署名", None),
        ("ご担当者名", "須磨　一樹"),
        ("電話番号", "06-5555-7210"),
        ("E-mail", "〃"),
    )
    s.put("B48:E48", "■ 購入製品", "bar")
    s.put("B49:C49", "製品名", "label")
    s.across("D49", "数量", "契約年数", look="label")
    for row, values in (
        (50, ("サンプルガード エンドポイント スタンダード", 100, 3)),
        (51, ("〃", 40, "〃")),
        (52, ("サンプルガード サーバ保護 Plus [SGS-P01]", 4, "〃")),
    ):
        s.at(row, 2, values[0], across=2)
        s.across(f"D{row}", *values[1:])
    s.pairs("B55", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    return Case("ditto.xlsx", paper, oracle)


@SHELF.add
def numbers_that_lost_their_zeros() -> Case:
    """USER typed into number cells: phones and a postal code without leading zero, names in full width."""
    user = only(
        cast.TOURISM,
        "corporate_name_kana",
        postal_code="0640801",
        prefecture="北海道",
        city="札幌市中央区",
        street="南一条西20-1-8",
        building=None,
        phone="011-555-0917",
    )
    who = person("比嘉　ナオミ", "ヒガ　ナオミ", "080-3155-2270", user["email"])
    oracle = record(
        "USER",
        "2025-06-06",
        applied_on="2025-08-14",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        reseller=only(cast.MIHON, "branch department"),
        items=[item("例示メールフィルター オンプレミス版", 2, serial_number="3272100673")],
        contact_persons=[who],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("Sheet1", B=18, C=44, D=26, E=34)
    s.put("B1:D1", "新規ユーザー登録書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", 20250814))
    s.put("B5:E5", "■ 契約者情報", "bar")
    s.pairs(
        "B6",
        ("会社名", user["corporate_name"]),
        ("法人番号", int(user["corporate_number"])),
        ("部署名", "経理部"),
        ("役職", "リーダー"),
        ("フリガナ", "ﾋｶﾞ ﾅｵﾐ"),
        ("ご担当者名", "比嘉 ナオミ"),
        ("電話番号", 115550917),
        ("E-mail", wide(user["email"])),
        ("郵便番号", 640801),
        ("住所", wide(address(user))),
    )
    s.put("B17:E17", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B19:E19", "■ 販売店", "bar")
    s.pairs(
        "B20",
        ("会社名", "有限会社見本商会 御中"),
        ("ご担当者名", "古川 亮さん"),
        ("電話番号", 925553311),
        ("E-mail", "furukawa@mihon-shokai.example.jp"),
    )
    s.put("B25:E25", "■ 購入製品", "bar")
    s.put("B26:C26", "製品名", "label")
    s.across("D26", "シリアル番号", "数量", look="label")
    s.put("B27:C27", "例示メールフィルター オンプレミス版")
    s.across("D27", 3272100673, 2)
    s.put("B30:E30", "■ コンタクトパーソン", "bar")
    s.across("B31", "お名前", "フリガナ", "電話番号", "E-mail", look="label")
    s.across("B32", "比嘉　ナオミ", "ヒガ　ナオミ", 8031552270, user["email"])
    s.pairs("B35", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    return Case("lost-zeros.xlsx", paper, oracle, "xlsxwriter")


@SHELF.add
def blanks_quotes_and_printed_units() -> Case:
    """B-2 with blanks and line ends around values, quoted numbers, units in formats and texts, odd hyphens."""
    user = only(cast.GUILD, "corporate_number corporate_name_kana title")
    oracle = record(
        "B-2",
        "2025-06-06",
        applied_on="2025-06-30",
        customer_po="ZH-0630-b",
        reseller_reference="00420017",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], None, "柴崎　登"),
        reseller=cast.SOLUTIONS,
        items=[
            item("サンプルガード メールクラウド", 1200, 1, license_id="0098100234", current_end_on="2025-07-31"),
            item("サンプルガード クラウド Business", 35, 3, license_id="ZH44100981", current_end_on="2025-07-31"),
        ],
        consent=True,
        remarks="納品書は不要です。\n請求先は販売店でお願いします。",
    )
    paper = Paper()
    s = paper.sheet("更新 ", B=18, C=44, D=16, E=16, F=18)
    s.put("B1:E1", "  【B-2】SaaS製品　更新申請書  ", "title")
    s.put("F1", "2025年6月6日版\n", "hint")
    s.pairs(
        "B3",
        ("申請日 ", " 2025 / 6 / 30 "),
        ("\n得意先注文番号", "ZH－0630‐b　"),
        ("販売店管理番号", None),
        ("契約区分 ", "　☑ 一般　□ 官公庁　□ 教育"),
    )
    s.put("C5", "00420017", "value quoted")
    s.put("B8:F8", " ■ 契約者情報（エンドユーザー） ", "bar")
    s.pairs(
        "B9",
        ("会社名", "　" + user["corporate_name"] + "\n"),
        ("部署名", " 事務局 "),
        ("フリガナ", "シバサキ   ノボル"),
        ("ご担当者名", "柴崎   登\n様"),
        ("電話番号", " TEL 03（5555）6028（代表）"),
        ("E-mail", f"<{user['email']}>\n"),
        ("郵便番号", "〒１０４－００６１ "),
        ("住所", "東京都 中央区 銀座6‐13−16\n架空銀座ビル　7F "),
    )
    s.put("B18:F18", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put("B19:F19", "■ 納品先", "bar")
    s.pairs("B20", ("E-mail", "mailto:" + user["email"]), ("会社名", "　"), ("ご担当者名", " 柴崎\n登 "))
    s.put("B24:F24", "■ 販売店", "bar")
    s.pairs("B25", *((label, f" {value}　") for label, value in dealer_rows(cast.SOLUTIONS)))
    s.put("B32:F32", "■ 更新対象製品", "bar")
    s.across("B33", "ライセンスID", "サービス名", "ユーザー数", "更新期間", "現契約終了日", look="label")
    s.put("B34", "0098100234", "value quoted")
    s.across("C34", "サンプルガード メールクラウド ")
    s.put("D34", 1200, number_format='#,##0"ユーザー"')
    s.put("E34", 1, number_format='0"年"')
    s.across("F34", "2025年7月31日 ", look="value")
    s.across("B35", "zh44-1009-81", " サンプルガード クラウド Business", "３５ユーザー", "３年間（36か月）", "R7.7.31")
    s.pairs(
        "B38",
        ("同意確認", " ☑ エンドユーザー様の同意を得ています"),
        ("備考", "\n納品書は不要です。\n請求先は販売店でお願いします。\n"),
    )
    return Case("blanks-and-units.xlsx", paper, oracle, "xlsxwriter")
