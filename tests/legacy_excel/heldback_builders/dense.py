"""Dense sheets: the label over the value within one cell, three pairs to a row."""

from .book import Book, case
from .goods import CLOUD, ENDPOINT, SERVER, licence, new
from .parts import DEALER_LABELS, DELIVERY_LABELS, box, classes, kinds, says, title
from .people import dealer, user
from .record import Record

_PARTY = [
    ("会社名", "corporate_name"),
    ("会社名フリガナ", "corporate_name_kana"),
    ("法人番号", "corporate_number"),
    ("部署名", "department"),
    ("役職", "title"),
    ("ご担当者名", "contact_name"),
    ("ご担当者名フリガナ", "contact_name_kana"),
    ("電話番号", "phone"),
    ("E-mail", "email"),
    ("郵便番号", "postal"),
    ("住所", "ground"),
    ("建物名", "building"),
]


@case("label-line-value-line")
def label_line_value_line(book: Book) -> None:
    """The label is the first line of a cell, the value the second."""
    record = Record(
        "A-2",
        "2025-06-06",
        applied_on="2025-06-25",
        customer_po="LV-625",
        contract_class="corporate",
        end_user=user("naha", "corporate_number", "contact_name_kana", "corporate_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "natsu.higa@uruma-soutei.example.jp", "company": None, "contact_name": "比嘉　なつ"},
        reseller=dealer("mitate"),
        distributor={"same_as": "reseller"},
        items=[new(CLOUD, 22, 1)],
    )
    grid = book.sheet("申請書", record)
    grid.put(1, 1, title(record), right=3, look="title")
    grid.put(2, 3, "2025年6月6日版", look="hint")
    row = 3
    for name, section, fields in (
        ("", "", [("申請日", "applied_on"), ("得意先注文番号", "customer_po")]),
        ("■ 契約者", "end_user", [_PARTY[0], *_PARTY[3:6], *_PARTY[7:]]),
        ("■ 納品先", "delivery", DELIVERY_LABELS),
        ("■ 販売店", "reseller", DEALER_LABELS),
        (
            "■ 購入製品",
            "items[0]",
            [("サービス名", "product_name"), ("ユーザー数", "quantity"), ("契約年数", "term_years")],
        ),
    ):
        if name:
            grid.put(row, 1, name, right=3, look="bar")
            row += 1
        cells = [f"{label}\n{record.text(f'{section}.{field}' if section else field)}" for label, field in fields]
        cells += [] if name else [f"契約区分\n{classes(record)}"]
        for index, text in enumerate(cells):
            grid.put(row + index // 3, 1 + index % 3, text, look="value")
        row += (len(cells) + 2) // 3
    grid.put(row, 1, "■ サポート窓口", right=3, look="bar")
    grid.put(row + 1, 1, box(record, "support_contact", "契約者と同じ"), right=3)
    grid.put(row + 2, 1, "■ 代理店", right=3, look="bar")
    grid.put(row + 3, 1, box(record, "distributor", "販売店と同じ"), right=3)
    grid.put(row + 4, 1, "同意確認\n" + box(record, "consent", "契約者の同意を得ています"), right=3, look="value")
    grid.put(row + 5, 1, "備考\n", right=3, look="value")


@case("three-to-a-row")
def three_to_a_row(book: Book) -> None:
    """Landscape: three pairs of label and value to each row."""
    record = Record(
        "B-1",
        "2025-06-06",
        kind="renewal",
        applied_on="2025-04-28",
        customer_po="3R-428",
        reseller_reference="12003400",
        contract_class="corporate",
        end_user=user("nagoya"),
        support_contact=user(
            "nagoya",
            "corporate_number",
            "corporate_name_kana",
            contact_name="熱田　宮",
            contact_name_kana="アツタ　ミヤ",
            email="miya@owari-dummy.example.co.jp",
            phone="052-555-2730",
        ),
        delivery={
            "email": "miya@owari-dummy.example.co.jp",
            "company": "尾張ダミー自動車部品株式会社",
            "contact_name": "熱田　宮",
        },
        reseller=dealer("hinagata"),
        distributor=dealer("daiichi"),
        items=[
            licence(ENDPOINT, 700, 1, "TR70007001", "2025-05-31", activation_code="SG-T1R2-O3W4A-B5C6D-E7F8G-H9J0K"),
            licence(SERVER, 25, 1, "TR70007002", "2025-05-31"),
        ],
        remarks="本社分のみ。",
    )
    grid = book.sheet("横", record)
    grid.put(1, 1, title(record), right=9, look="title")
    grid.put(1, 11, "2025年6月6日版", look="hint")
    row = 3
    head = [
        *says(
            record,
            "",
            [("申請日", "applied_on"), ("得意先注文番号", "customer_po"), ("販売店管理番号", "reseller_reference")],
        ),
        ("契約区分", classes(record)),
        ("申請区分", kinds(record)),
    ]
    blocks = [("", head)]
    sections = (
        ("■ 契約者情報", "end_user", _PARTY),
        ("■ サポート窓口", "support_contact", [*_PARTY[:1], *_PARTY[3:]]),
        ("■ 納品先", "delivery", DELIVERY_LABELS),
        ("■ 販売店", "reseller", DEALER_LABELS),
        ("■ 代理店", "distributor", DEALER_LABELS),
    )
    blocks += [(name, says(record, section, fields)) for name, section, fields in sections]
    for name, lines in blocks:
        if name:
            grid.put(row, 1, name, right=12, look="bar")
            row += 1
        for index, (label, value) in enumerate(lines):
            grid.put(row + index // 3, 1 + 4 * (index % 3), label, look="label")
            grid.put(row + index // 3, 2 + 4 * (index % 3), value, right=3, look="value")
        row += (len(lines) + 2) // 3
    grid.put(row, 1, "■ 更新対象製品", right=12, look="bar")
    columns = (
        ("No.", "", 1),
        ("ライセンスID", "license_id", 2),
        ("アクティベーションコード", "activation_code", 3),
        ("製品名", "product_name", 3),
        ("数量", "quantity", 1),
        ("更新年数", "term_years", 1),
        ("現契約終了日", "current_end_on", 1),
    )
    column = 1
    for label, name, width in columns:
        grid.put(row + 1, column, label, right=width, look="head")
        for index in range(3):
            there = index < record.count("items") and name
            grid.put(
                row + 2 + index,
                column,
                (record.say(f"items[{index}].{name}") if there else None) if name else index + 1,
                right=width,
                look="value",
            )
        column += width
    grid.pairs(
        row + 6, 1, [("同意確認", box(record, "consent", "同意済み")), ("備考", record.say("remarks"))], value=11
    )
