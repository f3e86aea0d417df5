"""A dealer's price columns, and licences only on the continuation sheet."""

from .book import Book, case
from .goods import CLOUD, ENDPOINT, MAIL, SANDBOX, SERVER, XDR, licence, new
from .parts import DEALER_LABELS, DELIVERY_LABELS, box, classes, says, title
from .people import dealer, only, user
from .record import Record
from .small import small_form

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


@case("price-columns")
def price_columns(book: Book) -> None:
    """A dealer's own columns in the table: 型番, 定価, 仕切率, 金額, and sums below."""
    record = Record(
        "A-1",
        "2024-10-01",
        applied_on="2024-10-21",
        customer_po="見積24-1021",
        contract_class="corporate",
        end_user=user("kanazawa", "corporate_number", "contact_name_kana", "corporate_name_kana"),
        support_contact=only("kanazawa", "contact_name", "email"),
        delivery={"email": "kenroku@kaga-reidai.example.co.jp", "company": None, "contact_name": None},
        reseller=dealer("hinagata"),
        distributor=None,
        items=[new(ENDPOINT, 130, 1), new(MAIL, 130, 1), new(SERVER, 4, 5)],
    )
    grid = book.sheet("見積連動", record)
    grid.put(1, 1, title(record), right=8, look="title")
    grid.put(2, 8, "Rev. 2024/10/01", look="hint")
    row = grid.pairs(
        3,
        1,
        [*says(record, "", [("申請日", "applied_on"), ("ご注文番号", "customer_po")]), ("契約区分", classes(record))],
        value=7,
    )
    party = [_PARTY[0], *_PARTY[3:6], *_PARTY[7:]]
    for name, section, fields in (
        ("◆ 契約者", "end_user", party),
        ("◆ サポート窓口", "support_contact", [party[3], party[5]]),
        ("◆ 納品先", "delivery", DELIVERY_LABELS),
        ("◆ 販売店", "reseller", DEALER_LABELS),
        ("◆ 代理店", "distributor", DEALER_LABELS),
    ):
        grid.put(row, 1, name, right=8, look="bar")
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=7)
    grid.put(row, 1, "◆ 購入製品", right=8, look="bar")
    grid.line(row + 1, 1, ["型番", "製品名", "定価", "仕切率", "数量", "契約年数", "金額（税抜）", "備考"], look="head")
    prices = (("SGE-STD-1", 4800, "70%"), ("RMF-ONP-1", 2400, "70%"), ("SGS-P01", 98000, "65%"))
    for index, (code, price, rate) in enumerate(prices):
        quantity, item = record.say(f"items[{index}].quantity"), f"items[{index}]"
        assert isinstance(quantity, int)
        amount = quantity * price * int(rate[:2]) // 100
        grid.line(
            row + 2 + index,
            1,
            [
                code,
                record.say(f"{item}.product_name"),
                price,
                rate,
                quantity,
                record.say(f"{item}.term_years"),
                amount,
                "本社設置" if index == 2 else None,
            ],
            look="value",
        )
    grid.line(row + 5, 1, ["小計", None, None, None, 264, None, 995000], look="value")
    grid.line(row + 6, 1, ["消費税", None, None, None, None, None, 99500], look="value")
    grid.line(row + 7, 1, ["合計", None, None, None, None, None, 1094500], look="value")
    grid.pairs(row + 9, 1, [("同意確認", box(record, "consent", "同意済み")), ("備考", record.say("remarks"))], value=7)


@case("all-on-the-continuation")
def all_on_the_continuation(book: Book) -> None:
    """The table of the form is empty; all licences stand on the 続紙."""
    items = [licence((CLOUD, SANDBOX, XDR)[n % 3], 8 + n, 1, f"ZK5500{2000 + n}") for n in range(12)]
    party = user("okayama", "corporate_number", "corporate_name_kana", "contact_name_kana", "title")
    record = Record(
        "B-3",
        "2025-06-06",
        applied_on="2025-09-10",
        contract_class="corporate",
        end_user=party,
        support_contact={"same_as": "end_user"},
        distributor={"same_as": "reseller"},
        delivery={"email": party["email"], "company": None, "contact_name": None},
        reseller=dealer("kakuu", "branch", "department"),
        items=items,
        remarks="対象は続紙のとおり",
    )
    empty = Record(
        record.form, record.version, **{name: value for name, value in record.application.items() if name != "items"}
    )
    columns = [
        ("ライセンスID", "license_id", 1),
        ("製品名", "product_name", 1),
        ("数量", "quantity", 1),
        ("更新年数", "term_years", 1),
    ]
    small_form(book.sheet("申請書", record), empty, 2, 2, columns, 10)
    record.tell(
        "applied_on",
        "contract_class",
        "end_user",
        "support_contact",
        "delivery",
        "reseller",
        "distributor",
        "consent",
        "remarks",
    )
    grid = book.sheet("続紙")
    grid.put(1, 1, "複数契約一括　更新申請書　続紙", right=5, look="title")
    grid.line(3, 1, ["No.", *(label for label, _, _ in columns)], look="head")
    for index in range(15):
        there = index < len(items)
        grid.line(
            4 + index,
            1,
            [index + 1, *(record.say(f"items[{index}].{name}") if there else None for _, name, _ in columns)],
            look="value",
        )
