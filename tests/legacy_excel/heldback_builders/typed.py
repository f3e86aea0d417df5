"""Values as people and programs type them: lost zeros, wareki, dittos."""

from .book import Book, case
from .goods import (
    CLOUD,
    ENDPOINT,
    MAIL,
    SERVER,
    XDR,
    licence,
)
from .parts import box, boxes, classes, says, title
from .people import dealer, only, user
from .record import Record


@case("lost-zeros", saved_by="plain")
def lost_zeros(book: Book) -> None:
    """A spreadsheet made numbers of everything: phones, postal codes, codes, serials of dates."""
    numbers = {
        "applied_on": 45700,
        "reseller_reference": 45120,
        "end_user.phone": 115550101,
        "end_user.postal": 600042,
        "support_contact.phone": 9055550102,
        "reseller.phone": 225559100,
        "items[0].license_id": 1200456789,
        "items[0].current_end_on": 45747,
        "items[1].license_id": 3300456781,
        "items[1].current_end_on": 45777,
    }
    record = Record(
        "B-2",
        "2023-10-01",
        numbers,
        applied_on="2025-02-12",
        reseller_reference="00045120",
        contract_class="corporate",
        end_user=user("sapporo", "title"),
        support_contact=only(
            "sapporo", "contact_name", "phone", "email", phone="090-5555-0102", contact_name="手稲　渉"
        ),
        delivery={"email": "takasaki@kita-mihon.example.com", "company": None, "contact_name": None},
        reseller=dealer("shisaku"),
        items=[licence(CLOUD, 40, 1, "1200456789", "2025-03-31"), licence(XDR, 40, 3, "3300456781", "2025-04-30")],
    )
    record.write({"end_user.corporate_number": int(record.fact("end_user.corporate_number"))})
    grid = book.sheet("Sheet1", record)
    grid.line(1, 1, [title(record), None, None, "2023年10月1日版"])
    row = grid.pairs(
        3,
        1,
        [
            *says(record, "", [("申請日", "applied_on"), ("販売店管理番号", "reseller_reference")]),
            ("契約区分", classes(record)),
        ],
    )
    sold = [
        ("会社名", "company"),
        ("支店名", "branch"),
        ("部署名", "department"),
        ("担当者名", "contact_name"),
        ("電話", "phone"),
        ("メールアドレス", "email"),
    ]
    for name, section, fields in (
        (
            "契約者情報",
            "end_user",
            [
                ("会社名", "corporate_name"),
                ("会社名フリガナ", "corporate_name_kana"),
                ("法人番号", "corporate_number"),
                ("部署", "department"),
                ("担当者名", "contact_name"),
                ("担当者名フリガナ", "contact_name_kana"),
                ("電話", "phone"),
                ("メールアドレス", "email"),
                ("郵便番号", "postal"),
                ("住所", "address"),
            ],
        ),
        ("サポート窓口", "support_contact", sold[3:]),
        ("納品先", "delivery", [("メールアドレス", "email"), ("会社名", "company"), ("担当者名", "contact_name")]),
        ("販売店", "reseller", sold),
        ("代理店", "distributor", sold),
    ):
        grid.put(row + 1, 1, f"[{name}]")
        row = grid.pairs(row + 2, 1, says(record, section, fields))
    grid.put(row + 1, 1, "[更新対象製品]")
    grid.line(row + 2, 1, ["ライセンスID", "サービス名", "ユーザー数", "更新期間", "現契約終了日"])
    for index in range(2):
        grid.line(
            row + 3 + index,
            1,
            [
                record.say(f"items[{index}].{name}")
                for name in ("license_id", "product_name", "quantity", "term_years", "current_end_on")
            ],
        )
    grid.pairs(row + 6, 1, [("同意確認", box(record, "consent", "同意済み")), ("備考", record.say("remarks"))])


@case("wareki-and-dittos")
def wareki_and_dittos(book: Book) -> None:
    """Dates by the era in five ways; 同上 and 〃 for what stands above."""
    written = {
        "applied_on": "令和６年１２月２日（月）",
        "items[0].current_end_on": "R6.12.31",
        "items[1].current_end_on": "〃",
        "items[2].current_end_on": "㋿7年1月31日",
        "items[3].current_end_on": "R07/02/28",
        "items[1].term_years": "〃",
        "items[1].product_name": "同上",
        "items[2].term_years": "１２ヶ月",
        "items[3].term_years": "3年（36か月）",
        "support_contact.corporate_name": "同　上",
        "support_contact.address": "同上",
        "support_contact.postal": None,
        "distributor.phone": "〃",
        "items[2].quantity": "１，５００ライセンス",
        "items[3].quantity": "30 本",
    }
    support = user(
        "kyoto",
        "corporate_number",
        "corporate_name_kana",
        "contact_name_kana",
        "title",
        department="情報課",
        contact_name="嵯峨　渡",
        email="saga@rakuchu-tameshi.example.jp",
    )
    record = Record(
        "B-3",
        None,
        written,
        applied_on="2024-12-02",
        contract_class="corporate",
        end_user=user("kyoto", "corporate_number"),
        support_contact=support,
        delivery={"email": "yui@rakuchu-tameshi.example.jp", "company": None, "contact_name": None},
        reseller=dealer("kakuu"),
        distributor=dealer("toyo", phone="06-5555-3321"),
        items=[
            licence(ENDPOINT, 100, 1, "WR60120001", "2024-12-31"),
            licence(ENDPOINT, 20, 1, "WR60120002", "2024-12-31"),
            licence(MAIL, 1500, 1, "WR60120003", "2025-01-31"),
            licence(SERVER, 30, 3, "WR60120004", "2025-02-28"),
        ],
    )
    record.write(
        {
            "end_user.phone": "(075)555-1600 (代表)",
            "support_contact.phone": "+81 75-555-1600 内線12",
            "end_user.contact_name": "西陣　結 様",
            "reseller.company": "架空オフィスサービス㈱　御中",
        }
    )
    grid = book.sheet("申請", record)
    grid.put(1, 2, title(record), right=6, look="title")
    row = grid.pairs(
        3, 2, [("申請年月日", record.say("applied_on")), ("契約区分", classes(record, "（○）", "（　）"))], value=5
    )
    party = [
        ("法人名", "corporate_name"),
        ("部署", "department"),
        ("役職", "title"),
        ("ご担当者", "contact_name"),
        ("TEL", "phone"),
        ("Eメール", "email"),
        ("〒", "postal"),
        ("所在地", "address"),
    ]
    sold = [
        ("法人名", "company"),
        ("支店", "branch"),
        ("部署", "department"),
        ("ご担当者", "contact_name"),
        ("TEL", "phone"),
        ("Eメール", "email"),
    ]
    kana = {"corporate_name": "フリガナ", "contact_name": "フリガナ"}
    for name, section, fields in (
        ("（１）ご契約者", "end_user", party),
        ("（２）サポート連絡先", "support_contact", party),
        ("（３）電子納品先", "delivery", [("Eメール", "email")]),
        ("（４）ご購入元販売店", "reseller", sold),
        ("（５）仕入元代理店", "distributor", sold),
    ):
        grid.put(row, 2, name, right=6, look="bar")
        row += 1
        for label, field in fields:
            if section == "end_user" and field in kana:
                row = grid.pairs(row, 2, says(record, section, [(kana[field], f"{field}_kana")]), value=5)
            row = grid.pairs(row, 2, says(record, section, [(label, field)]), value=5)
    record.tell("support_contact.postal_code")
    grid.put(row, 2, "（６）更新対象ライセンス", right=6, look="bar")
    grid.line(row + 1, 2, ["LID", "品名", "本数", "年数", "契約満了日"], look="head")
    for index in range(4):
        grid.line(
            row + 2 + index,
            2,
            [
                record.say(f"items[{index}].{name}")
                for name in ("license_id", "product_name", "quantity", "term_years", "current_end_on")
            ],
            look="value",
        )
    record.tell("consent")
    grid.pairs(
        row + 8,
        2,
        [("契約者の同意", boxes(("はい", "いいえ"), "はい", "■", "□")), ("通信欄", record.say("remarks"))],
        value=5,
    )
