"""Numbers, dates, codes and names spread over many cells."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.cast import address, postal
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

SHELF = Shelf()


@SHELF.add
def one_character_per_cell() -> Case:
    """USER with phone, postal code and corporate number in single cells and the date in cells of 令和 年 月 日."""
    user = only(cast.FOODS)
    who = person("佐伯　真", "サエキ　マコト", "011-555-7718", "saeki@hokuyo-dummy.example.com")
    oracle = record(
        "USER",
        "2025-06-06",
        applied_on="2025-07-01",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        reseller=only(cast.SOLUTIONS, "department"),
        items=[
            item(
                "見本ウイルスチェッカー コーポレートエディション",
                50,
                activation_code="SG-AB12C-D34EF-G56HJ-K78LM-N90PQ",
            )
        ],
        contact_persons=[who],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("ユーザー登録", B=16)
    s.widths |= dict.fromkeys(range(3, 40), 3)
    s.put("B1:V1", "新規ユーザー登録書", "title")
    s.put("X1:AH1", "2025年6月6日版", "hint")
    s.label("B3", "申請日")
    for place, text in (
        ("C3:D3", "令和"),
        ("E3:F3", 7),
        ("G3", "年"),
        ("H3:I3", 7),
        ("J3", "月"),
        ("K3:L3", 1),
        ("M3", "日"),
    ):
        s.put(place, text)
    s.put("B5:AH5", "■ 契約者情報（エンドユーザー）", "bar")
    s.down(
        "B6",
        "フリガナ",
        "会社名",
        "法人番号",
        "部署名",
        "役職",
        "フリガナ",
        "ご担当者名",
        "電話番号",
        "E-mail",
        "郵便番号",
        "住所",
        look="label",
    )
    for row, name in (
        (6, "corporate_name_kana"),
        (7, "corporate_name"),
        (9, "department"),
        (10, "title"),
        (14, "email"),
    ):
        s.put(f"C{row}:AH{row}", user[name])
    s.letters("C8", user["corporate_number"])
    s.across("C11", "セイ")
    s.put("E11:K11", "サエキ")
    s.across("L11", "メイ")
    s.put("N11:T11", "マコト")
    s.across("C12", "姓")
    s.put("E12:K12", "佐伯")
    s.across("L12", "名")
    s.put("N12:T12", "真")
    s.letters("C13", "0115557718")
    s.put("C15", "〒")
    s.letters("D15", "060")
    s.put("G15", "－")
    s.letters("H15", "0042")
    s.put("C16:AH16", address(user, "　"))
    s.put("B18:AH18", "■ サポート窓口", "bar")
    s.put("B19:AH19", "☑ 契約者と同じ")
    s.put("B21:AH21", "■ 販売店", "bar")
    dealer = only(cast.SOLUTIONS, "department")
    s.down("B22", "会社名", "支店名", "ご担当者名", "電話番号", "E-mail", look="label")
    for row, name in ((22, "company"), (23, "branch"), (24, "contact_name"), (26, "email")):
        s.put(f"C{row}:AH{row}", dealer[name])
    for place, text in (("C25:E25", "022"), ("F25", "-"), ("G25:I25", "255"), ("J25", "-"), ("K25:N25", "6812")):
        s.put(place, text)
    s.put("B28:AH28", "■ 購入製品", "bar")
    s.put("B29:M29", "製品名", "label")
    s.put("N29:AB29", "アクティベーションコード", "label")
    s.put("AC29:AH29", "数量", "label")
    s.put("B30:M30", "見本ウイルスチェッカー コーポレートエディション")
    s.put("N30:AB30", "sg-ab12c-d34ef-g56hj-k78lm-n90pq")
    s.put("AC30:AE30", 50)
    s.put("AF30:AH30", "本")
    s.put("B33:AH33", "■ コンタクトパーソン", "bar")
    for row, values in (
        (34, ("お名前", "フリガナ", "電話番号", "E-mail")),
        (35, ("佐伯 真 様", who["name_kana"], who["phone"], who["email"])),
    ):
        for area, text in zip(
            (f"B{row}:F{row}", f"G{row}:M{row}", f"N{row}:T{row}", f"U{row}:AH{row}"), values, strict=True
        ):
            s.put(area, text, "label" if row == 34 else "value")
    s.label("B38", "同意確認")
    s.put("C38:AH38", "☑ エンドユーザー様の同意を得ています")
    return Case("one-character-per-cell.xlsx", paper, oracle)


@SHELF.add
def names_and_codes_in_two_cells() -> Case:
    """A-2 with 姓 and 名 in own rows, the postal code as 3 + 4 cells and the phone in three cells with brackets."""
    user = only(cast.WEAVERS, "corporate_number title")
    oracle = record(
        "A-2",
        "2025-06-06",
        applied_on="2025-12-24",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], user["corporate_name"], "西陣　あや"),
        reseller=only(cast.TRADING, "branch department"),
        items=[item("サンプルガード クラウド Business", 18, 1)],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("A-2", A=18, B=12, C=4, D=12, E=4, F=12, G=24)
    s.put("A1:F1", "【A-2】SaaS／クラウド製品　新規購入申請書", "title")
    s.put("G1", "2025年6月6日版", "hint")
    s.label("A3", "申請日")
    s.across("B3", 2025, "年", 12, "月", 24, "日")
    s.label("A4", "契約区分")
    s.put("B4:G4", "☑一般　□官公庁　□教育")
    s.put("A6:G6", "■ 契約者情報", "bar")
    s.down(
        "A7",
        "会社名（フリガナ）",
        "会社名",
        "部署名",
        "ご担当者名（フリガナ）",
        "ご担当者名",
        "郵便番号",
        "住所",
        "電話番号",
        "E-mail",
        look="label",
    )
    s.put("B7:G7", user["corporate_name_kana"])
    s.put("B8:G8", user["corporate_name"])
    s.put("B9:G9", user["department"])
    s.across("B10", "セイ：")
    s.put("C10:D10", "ﾆｼｼﾞﾝ")
    s.put("E10", "メイ：")
    s.put("F10:G10", "ｱﾔ")
    s.put("B11", "姓：")
    s.put("C11:D11", "西陣")
    s.put("E11", "名：")
    s.put("F11:G11", "あや")
    s.across("B12", "600", "－", "8216")
    s.put("B13:G13", address(user))
    s.across("B14", "075", "(", "555", ")", "2093")
    s.put("B15:G15", user["email"])
    s.put("A17:G17", "■ サポート窓口", "bar")
    s.put("A18:G18", "☑ 契約者と同じ")
    s.put("A20:G20", "■ 納品先", "bar")
    s.down("A21", "E-mail", "会社名", "ご担当者名", look="label")
    s.put("B21:G21", user["email"])
    s.put("B22:G22", user["corporate_name"])
    s.put("B23:G23", "西陣　あや")
    s.put("A25:G25", "■ 販売店", "bar")
    s.down("A26", "会社名", "ご担当者名", "電話番号", "E-mail", look="label")
    s.put("B26:G26", "架空システム販売株式会社")
    s.put("B27:G27", "住吉　麻衣")
    s.across("B28", "06", "-", "5555", "-", "7204")
    s.put("B29:G29", "sumiyoshi@kakuu-sys.example.jp")
    s.put("A31:G31", "■ 購入製品", "bar")
    s.put("A32:D32", "サービス名", "label")
    s.put("E32:F32", "ユーザー数", "label")
    s.label("G32", "契約期間")
    s.put("A33:D33", "サンプルガード クラウド Business")
    s.put("E33:F33", 18)
    s.put("G33", "1年")
    s.label("A36", "同意確認")
    s.put("B36:G36", "☑ エンドユーザー様の同意を得ています")
    assert postal(user) == "600-8216"
    return Case("names-and-codes-in-two-cells.xlsx", paper, oracle)
