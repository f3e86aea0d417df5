"""More than one form on a sheet, and sheets and columns that are no form: cover letter, example column."""

from __future__ import annotations

from datetime import date

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    Case,
    Fields,
    Shelf,
    delivery,
    item,
    only,
    person,
    record,
    several,
)
from tests.legacy_excel.unseen_builders.paper import Paper, Sheet
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def two_applications_stacked() -> Case:
    """Two A-2 one below the other on one sheet, from one dealer for two customers."""
    first = _cloud(only(cast.TOURISM, "corporate_number"), "2025-04-02", 25, "会計ソフトと同時に導入します。")
    second = _cloud(only(cast.WEAVERS, "corporate_number"), "2025-04-03", 80, None)
    paper = Paper()
    s = paper.sheet("4月分", B=18, C=44, D=16, E=16)
    _stacked(s, 1, first)
    _stacked(s, 46, second)
    return Case("two-stacked.xlsx", paper, several(("4月分", first), ("4月分", second)))


def _cloud(user: Fields, day: str, users: int, remarks: str | None) -> Fields:
    return record(
        "A-2",
        "2025-06-06",
        applied_on=day,
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=cast.MIHON,
        items=[item("サンプルガード クラウド Business", users, 1)],
        consent=True,
        remarks=remarks,
    )


def _stacked(s: Sheet, top: int, shape: Fields) -> None:
    facts = shape["application"]
    s.put(f"B{top}:D{top}", "【A-2】SaaS／クラウド製品　新規購入申請書", "title")
    s.put(f"E{top}", "2025年6月6日版", "hint")
    s.pairs(
        f"B{top + 2}", ("申請日", date.fromisoformat(facts["applied_on"])), ("契約区分", "☑ 一般　□ 官公庁　□ 教育")
    )
    s.put(f"B{top + 5}:E{top + 5}", "■ 契約者情報", "bar")
    row = s.pairs(f"B{top + 6}", *party_rows(facts["end_user"]))
    s.put(f"B{row}:E{row}", "■ サポート窓口　　☑ 契約者と同じ", "bar")
    s.put(f"B{row + 1}:E{row + 1}", "■ 納品先", "bar")
    s.pairs(f"B{row + 2}", ("E-mail", facts["delivery"]["email"]), ("会社名", None))
    s.put(f"B{row + 4}:E{row + 4}", "■ 販売店", "bar")
    row = s.pairs(f"B{row + 5}", *dealer_rows(facts["reseller"]))
    s.put(f"B{row}:E{row}", "■ 購入製品", "bar")
    s.put(f"B{row + 1}:C{row + 1}", "サービス名", "label")
    s.across(f"D{row + 1}", "ユーザー数", "契約期間", look="label")
    s.put(f"B{row + 2}:C{row + 2}", facts["items"][0]["product_name"])
    s.across(f"D{row + 2}", facts["items"][0]["quantity"], "1年")
    s.pairs(f"B{row + 5}", ("同意確認", "☑ エンドユーザー様の同意を得ています"), ("備考", facts["remarks"]))


@SHELF.add
def two_applications_side_by_side() -> Case:
    """Two USER forms beside each other on one sheet, a thin column between."""
    shapes = [
        record(
            "USER",
            "2025-06-06",
            applied_on=day,
            end_user=user,
            support_contact=SAME_CUSTOMER,
            reseller=only(cast.OFFICE, "branch department"),
            items=[item("見本ウイルスチェッカー コーポレートエディション", count, activation_code=code)],
            contact_persons=[person(user["contact_name"], user["contact_name_kana"], user["phone"], user["email"])],
            consent=True,
        )
        for day, user, count, code in (
            ("2025-07-08", only(cast.SURVEY, "corporate_number"), 3, "SG-4HHT-7QQXA-PL2ZM-88KWE-RR5CD"),
            ("2025-07-09", only(cast.GUILD, "corporate_number"), 9, "SG-9MVC-XT3PB-7AALQ-2WSED-K4NJY"),
        )
    ]
    paper = Paper()
    s = paper.sheet("登録書2件", A=2, B=14, C=22, D=34, E=12, F=3, G=14, H=22, I=34, J=12)
    for letters, shape in zip((tuple("BCDE"), tuple("GHIJ")), shapes, strict=True):
        b, c, d, e = letters
        facts = shape["application"]
        s.put(f"{b}1:{d}1", "新規ユーザー登録書", "title")
        s.put(f"{e}1", "2025年6月6日版", "hint")
        s.pairs(f"{b}3", ("申請日", facts["applied_on"].replace("-", ".")))
        s.put(f"{b}5:{e}5", "■ 契約者情報（エンドユーザー）", "bar")
        for row, (label, value) in enumerate(party_rows(facts["end_user"]), 6):
            s.label(f"{b}{row}", label)
            s.put(f"{c}{row}:{e}{row}", value)
        s.put(f"{b}17:{e}17", "■ サポート窓口", "bar")
        s.put(f"{b}18:{e}18", "☑ 契約者と同じ")
        s.put(f"{b}20:{e}20", "■ 販売店", "bar")
        s.pairs(
            f"{b}21",
            ("会社名", facts["reseller"]["company"]),
            ("ご担当者名", facts["reseller"]["contact_name"]),
            ("電話番号", facts["reseller"]["phone"]),
            ("E-mail", facts["reseller"]["email"]),
        )
        s.put(f"{b}26:{e}26", "■ 購入製品", "bar")
        s.put(f"{b}27:{c}27", "製品名", "label")
        s.across(f"{d}27", "アクティベーションコード", "数量", look="label")
        line, who = facts["items"][0], facts["contact_persons"][0]
        s.put(f"{b}28:{c}28", line["product_name"])
        s.across(f"{d}28", line["activation_code"], line["quantity"])
        s.put(f"{b}31:{e}31", "■ コンタクトパーソン", "bar")
        s.across(f"{b}32", "お名前", "フリガナ", "E-mail", "電話番号", look="label")
        s.across(f"{b}33", who["name"], who["name_kana"], who["email"], who["phone"])
        s.pairs(f"{b}36", ("同意確認", "☑ 同意する"), ("備考", None))
    return Case("two-side-by-side.xlsx", paper, several(*(("登録書2件", shape) for shape in shapes)))


@SHELF.add
def a_cover_letter_in_front() -> Case:
    """B-2 behind a cover sheet (送付状) that has company, persons, telephones and mail addresses of its own."""
    user = only(cast.LOGISTICS, "corporate_name_kana corporate_number")
    oracle = record(
        "B-2",
        "2025-06-06",
        applied_on="2025-10-01",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"]),
        reseller=cast.TRADING,
        consent=True,
        items=[item("サンプルガード クラウド Business", 210, 2, license_id="5504418827", current_end_on="2025-10-31")],
    )
    paper = Paper()
    c = paper.sheet("送付状", B=16, C=50)
    c.put("B1:C1", "送　付　状", "title")
    c.pairs(
        "B3",
        ("宛先", "サンプルソフト株式会社 ライセンスセンター 御中"),
        ("送信日", "2025年10月2日"),
        ("会社名", "架空システム販売株式会社"),
        ("ご担当者名", "住吉 麻衣"),
        ("電話番号", "06-5555-7200"),
        ("E-mail", "kansai@kakuu-sys.example.jp"),
        ("件名", "更新申請書の送付"),
    )
    c.put("B12:C12", "いつもお世話になっております。B-2 更新申請書を1件お送りします。ご査収ください。", "plain")
    s = paper.sheet("申請書", B=18, C=48, D=14, E=14, F=16)
    s.put("B1:D1", "【B-2】SaaS製品　更新申請書", "title")
    s.put("E1:F1", "2025年6月6日版", "hint")
    s.pairs("B3", ("申請日", "20251001"), ("契約区分", "レ 一般　□ 官公庁　□ 教育"))
    s.put("B6:F6", "■ 契約者情報（エンドユーザー）", "bar")
    row = s.pairs("B7", *party_rows(user))
    s.put(f"B{row}:F{row}", "■ サポート窓口", "bar")
    s.put(f"B{row + 1}:F{row + 1}", "☒ 契約者と同じ")
    s.put(f"B{row + 2}:F{row + 2}", "■ 納品先", "bar")
    s.pairs(f"B{row + 3}", ("E-mail", user["email"]))
    s.put(f"B{row + 4}:F{row + 4}", "■ 販売店", "bar")
    row = s.pairs(f"B{row + 5}", *dealer_rows(cast.TRADING))
    s.put(f"B{row}:F{row}", "■ 更新対象製品", "bar")
    s.across(f"B{row + 1}", "ライセンスID", "サービス名", "ユーザー数", "更新期間", "現契約終了日", look="label")
    s.across(f"B{row + 2}", "5504418827", "サンプルガード クラウド Business", 210, "２年", "2025/10/31")
    s.pairs(f"B{row + 5}", ("同意確認", "☒ エンドユーザー様の同意を得ています"))
    return Case("cover-letter.xlsx", paper, oracle)


@SHELF.add
def an_example_column() -> Case:
    """A-2 as a list with three columns: the item, an example in red, and what the customer wrote."""
    user = only(cast.CLINIC, "corporate_number building", building="例示グランドタワー 12F")
    oracle = record(
        "A-2",
        "2024-04-01",
        applied_on="2024-08-23",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("iji@midoridai.example.or.jp"),
        reseller=only(cast.OFFICE, "branch department phone"),
        items=[item("サンプルガード メールクラウド", 48, 1)],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("申請書", A=26, B=40, C=48)
    s.put("A1:C1", "【A-2】SaaS／クラウド製品　新規購入申請書　（2024年4月1日版）", "title")
    s.across("A2", "項目", "記入例", "ご記入欄", look="bar")
    example = {
        "会社名": "株式会社記入例商事",
        "フリガナ": "カブシキガイシャキニュウレイショウジ",
        "部署名": "総務部",
        "役職": "部長",
        "ご担当者名": "記入　例子",
        "電話番号": "03-1234-5678",
        "E-mail": "reiko@kinyurei.example.com",
        "郵便番号": "100-0001",
        "住所": "東京都千代田区千代田1-1",
    }
    lines: list[tuple[str, str | None, str | None]] = [
        ("申請日", "2024/4/1", "2024/8/23"),
        ("契約区分", "☑一般 □官公庁 □教育", "☑一般 □官公庁 □教育"),
        ("■ 契約者情報", None, None),
        *((label, example.get(label), value) for label, value in party_rows(user)),
        ("■ サポート窓口", None, None),
        ("会社名", "契約者と同じ", "契約者と同じ"),
        ("電話番号", None, None),
        ("■ 納品先", None, None),
        ("E-mail", "reiko@kinyurei.example.com", "iji@midoridai.example.or.jp"),
        ("■ 販売店", None, None),
        ("会社名", "記入例販売株式会社", "㈱ダミー事務機"),
        ("ご担当者名", "例田　太郎", "野口　忠"),
        ("E-mail", "reita@kinyurei.example.com", "noguchi@dummy-jimuki.example.co.jp"),
        ("■ 購入製品", None, None),
        ("サービス名", "サンプルガード クラウド Business", "サンプルガード メールクラウド"),
        ("ユーザー数", "10", "48"),
        ("契約期間", "3年", "1年"),
        ("同意確認", "☑ 同意します", "☑ 同意します"),
    ]
    for row, (label, shown, written) in enumerate(lines, 3):
        s.at(row, 1, label, "bar" if label.startswith("■") else "label", across=3 if label.startswith("■") else 1)
        if not label.startswith("■"):
            s.at(row, 2, shown, "value red")
            s.at(row, 3, written)
    return Case("example-column.xlsx", paper, oracle, "xlsxwriter")
