"""What other programs export: key and value, or one long row."""

from .book import Book, case
from .goods import ENCRYPTION, ENDPOINT, SANDBOX, licence, new
from .parts import DEALER_LABELS, TITLES, says
from .people import dealer, only, user
from .record import Record


@case("web-form-export", saved_by="plain")
def web_form_export(book: Book) -> None:
    """Key and value as a web form mails them, sections written into the keys with a slash."""
    record = Record(
        "A-1",
        None,
        {"contract_class": "教育機関", "consent": "同意する"},
        applied_on="2025-04-16",
        contract_class="academic",
        end_user=user("kouka", "corporate_number"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "ipc@mitate-u.example.ac.jp", "company": None, "contact_name": "三田　志乃"},
        reseller=dealer("kakuu"),
        distributor={"same_as": "reseller"},
        items=[new(ENDPOINT, 3000, 1), new(ENCRYPTION, 150, 1)],
        remarks="学内稟議番号 稟-25-040",
    )
    grid = book.sheet("Worksheet", record)
    lines = [
        ("フォーム名", TITLES["A-1"]),
        *says(record, "", [("申請日", "applied_on"), ("契約区分", "contract_class")]),
    ]
    lines += says(
        record,
        "end_user",
        [
            ("契約者／会社名", "corporate_name"),
            ("契約者／会社名フリガナ", "corporate_name_kana"),
            ("契約者／部署名", "department"),
            ("契約者／役職", "title"),
            ("契約者／担当者名", "contact_name"),
            ("契約者／担当者名フリガナ", "contact_name_kana"),
            ("契約者／電話番号", "phone"),
            ("契約者／メールアドレス", "email"),
            ("契約者／郵便番号", "postal"),
            ("契約者／都道府県", "prefecture"),
            ("契約者／市区町村", "city"),
            ("契約者／番地", "street"),
            ("契約者／建物名", "building"),
        ],
    )
    lines += [("サポート窓口", "契約者と同じ")]
    lines += says(
        record,
        "delivery",
        [("納品先／メールアドレス", "email"), ("納品先／会社名", "company"), ("納品先／担当者名", "contact_name")],
    )
    lines += says(record, "reseller", [(f"販売店／{label}", name) for label, name in DEALER_LABELS])
    lines += [("代理店", "販売店と同じ")]
    for index in range(2):
        lines += says(
            record,
            f"items[{index}]",
            [
                (f"購入製品{index + 1}／製品名", "product_name"),
                (f"購入製品{index + 1}／数量", "quantity"),
                (f"購入製品{index + 1}／契約年数", "term_years"),
            ],
        )
    lines += [("契約者の同意", record.say("consent")), ("備考", record.say("remarks"))]
    record.tell("support_contact", "distributor")
    for row, line in enumerate([("項目", "回答"), *lines], 1):
        grid.line(row, 1, line)


@case("one-long-row", saved_by="plain")
def one_long_row(book: Book) -> None:
    """A register: heads with the party's name in one row, the application in the row below."""
    record = Record(
        "B-2",
        None,
        applied_on="2025-01-20",
        reseller_reference="10203040",
        contract_class="government",
        end_user=user("matsue", "corporate_number", "contact_name_kana", "corporate_name_kana"),
        support_contact=only("matsue", "department", "contact_name", "phone", "email", contact_name="大庭　渚"),
        delivery={
            "email": "gakkou@edu.matsue-kashou.example.lg.jp",
            "company": "松江仮称市教育委員会",
            "contact_name": "出雲　岳",
        },
        reseller=dealer("soutei"),
        items=[licence(SANDBOX, 640, 1, "7701908812", "2025-03-31")],
    )
    grid = book.sheet("SaaS製品更新申請書", record)
    grid.put(1, 1, "SaaS製品　更新申請書")
    heads = [("申請日", "applied_on"), ("販売店管理番号", "reseller_reference")]
    heads += [
        (f"契約者{label}", f"end_user.{name}")
        for label, name in (
            ("会社名", "corporate_name"),
            ("部署名", "department"),
            ("役職", "title"),
            ("担当者名", "contact_name"),
            ("電話番号", "phone"),
            ("メールアドレス", "email"),
            ("郵便番号", "postal"),
            ("住所", "address"),
        )
    ]
    heads += [
        (f"サポート窓口{label}", f"support_contact.{name}")
        for label, name in (
            ("部署名", "department"),
            ("担当者名", "contact_name"),
            ("電話番号", "phone"),
            ("メールアドレス", "email"),
        )
    ]
    heads += [
        (f"納品先{label}", f"delivery.{name}")
        for label, name in (("会社名", "company"), ("担当者名", "contact_name"), ("メールアドレス", "email"))
    ]
    heads += [
        (f"販売店{label}", f"reseller.{name}")
        for label, name in (("会社名", "company"), ("電話番号", "phone"), ("メールアドレス", "email"))
    ]
    heads += [
        (label, f"items[0].{name}")
        for label, name in (
            ("ライセンスID", "license_id"),
            ("サービス名", "product_name"),
            ("ユーザー数", "quantity"),
            ("更新期間", "term_years"),
            ("現契約終了日", "current_end_on"),
        )
    ]
    grid.line(3, 1, [*(label for label, _ in heads), "契約区分", "同意確認", "備考"])
    record.tell("contract_class", "consent")
    grid.line(4, 1, [*(record.say(path) for _, path in heads), "官公庁", "同意する", record.say("remarks")])
