"""One value on a sheet is wrong: a clerk would have to ask."""

from typing import Any

from .book import Book, case
from .goods import CLOUD, ENDPOINT, GATEWAY, MAIL, XDR, device, licence, new
from .parts import boxes, classes, says, title
from .people import dealer, user
from .record import Record
from .small import DEALER, PARTY, small_form

PLAIN = ("corporate_number", "corporate_name_kana", "contact_name_kana", "title")
RENEWED = [
    ("ライセンスID", "license_id", 1),
    ("製品名", "product_name", 1),
    ("数量", "quantity", 1),
    ("更新年数", "term_years", 1),
]
BOUGHT = [("製品名", "product_name", 2), ("数量", "quantity", 1), ("契約年数", "term_years", 1)]


def facts_of(name: str, **other: Any) -> dict[str, Any]:
    """The usual facts of a user\'s application through one dealer; `other` replaces some."""
    party = user(name, *PLAIN)
    return {
        "contract_class": "corporate",
        "end_user": party,
        "support_contact": {"same_as": "end_user"},
        "distributor": {"same_as": "reseller"},
        "delivery": {"email": party["email"], "company": None, "contact_name": None},
        "reseller": dealer("reidai", "branch", "department"),
    } | other


@case("doubt-two-kinds")
def two_kinds(book: Book) -> None:
    """追加 and 更新 both ticked, in cells of their own behind the options."""
    record = Record(
        "B-1",
        "2025-06-06",
        kind=None,
        applied_on="2025-05-12",
        **facts_of("akebono", items=[licence(ENDPOINT, 10, 1, "DA10000001")]),
    )
    grid = book.sheet("申請", record)
    small_form(grid, record, 1, 1, RENEWED, 3)
    row = next(row for (row, _), value in grid.cells.items() if value == "申請区分※")
    grid.put(row, 2, boxes(("追加", "更新"), None, empty="☑ "))
    book.faulty("ambiguous_choice")


@case("doubt-quantity-about")
def quantity_about(book: Book) -> None:
    """A quantity in words that is no number: 約100本."""
    record = Record(
        "A-1",
        "2025-06-06",
        {"items[1].quantity": "約100本"},
        applied_on="2025-05-13",
        **facts_of("minato", items=[new(ENDPOINT, 10, 1), {"product_name": MAIL, "term_years": 1}]),
    )
    small_form(book.sheet("申請", record), record, 3, 3, BOUGHT, 3)
    book.faulty("invalid_quantity")


@case("doubt-address-sign")
def address_sign(book: Book) -> None:
    """An e-mail address without its sign, labels naming their sections."""
    record = Record(
        "A-2",
        None,
        {"delivery.email": "sora.minato-kakuu.example.jp"},
        applied_on="2025-05-14",
        **facts_of("minato", items=[new(CLOUD, 10, 1)]),
    )
    record.application["delivery"]["email"] = None
    grid = book.sheet("申請", record)
    grid.put(1, 1, title(record))
    lines = [
        *says(record, "", [("申請日", "applied_on")]),
        ("契約区分", classes(record)),
        *says(record, "end_user", [(f"契約者{label}", name) for label, name in PARTY]),
    ]
    lines += [
        ("サポート窓口", "契約者と同じ"),
        *says(record, "delivery", [("納品先メールアドレス", "email")]),
        *says(record, "reseller", [(f"販売店{label}", name) for label, name in DEALER]),
    ]
    lines += [
        ("代理店", "販売店と同じ"),
        *says(
            record, "items[0]", [("サービス名", "product_name"), ("ユーザー数", "quantity"), ("契約年数", "term_years")]
        ),
        ("同意確認", "同意する"),
    ]
    record.tell("support_contact", "distributor", "consent")
    grid.pairs(3, 1, lines)
    book.faulty("invalid_email")


@case("doubt-no-such-day")
def no_such_day(book: Book) -> None:
    """令和7年2月30日 as the day of application."""
    record = Record(
        "B-2",
        "2025-06-06",
        {"applied_on": "令和7年2月30日"},
        **facts_of("kyoto", items=[licence(XDR, 10, 1, "DB10000001")]),
    )
    small_form(book.sheet("更新", record), record, 1, 2, RENEWED, 2)
    book.faulty("invalid_date")


@case("doubt-other-prefecture")
def other_prefecture(book: Book) -> None:
    """The postal code of Osaka before an address in Kyoto; both are kept."""
    record = Record(
        "B-3", "2025-06-06", applied_on="2025-05-15", **facts_of("kyoto", items=[licence(MAIL, 10, 1, "DC10000001")])
    )
    record.application["end_user"]["postal_code"] = "5300001"
    small_form(book.sheet("一括", record), record, 5, 1, RENEWED, 2)
    book.faulty("postal_mismatch")


@case("doubt-check-digit")
def check_digit(book: Book) -> None:
    """A corporate number with a wrong check digit on an English form."""
    facts = facts_of("mitaka", items=[new(CLOUD, 4, 1)])
    record = Record(
        "A-2", "2025-06-06", {"end_user.corporate_number": "1445678901234"}, applied_on="2025-05-16", **facts
    )
    grid = book.sheet("Form", record)
    grid.put(1, 1, "[A-2] SaaS / Cloud Products New Purchase Application（SaaS／クラウド製品　新規購入申請書）")
    grid.put(1, 4, "2025年6月6日版")
    who = [("Contact Name", "contact_name"), ("Phone", "phone"), ("E-mail", "email")]
    row = grid.pairs(2, 1, [*says(record, "", [("Application Date", "applied_on")]), ("Contract Class", "Corporate")])
    record.tell("contract_class", "support_contact", "distributor", "consent")
    end_user = [
        ("Company Name", "corporate_name"),
        ("Corporate Number", "corporate_number"),
        ("Department", "department"),
        *who,
        ("Postal Code", "postal"),
        ("Address", "address"),
    ]
    for name, section, fields in (
        ("End User", "end_user", end_user),
        ("Delivery", "delivery", who[2:]),
        ("Reseller", "reseller", [("Company Name", "company"), *who]),
    ):
        grid.put(row, 1, name, right=4, look="bar")
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=3)
    grid.put(row, 1, "Support Contact", right=4, look="bar")
    grid.put(row + 1, 1, "☑ Same as End User")
    grid.put(row + 2, 1, "Distributor", right=4, look="bar")
    grid.put(row + 3, 1, "☑ Same as Reseller")
    grid.put(row + 4, 1, "Products", right=4, look="bar")
    grid.line(row + 5, 1, ["Product Name", "Quantity", "Term (years)"])
    grid.line(row + 6, 1, [record.say(f"items[0].{name}") for name in ("product_name", "quantity", "term_years")])
    grid.line(row + 8, 1, ["Consent", "☑ Agreed"])
    book.faulty("invalid_corporate_number")


@case("doubt-error-value")
def error_value(book: Book) -> None:
    """A product name that a look-up could not find."""
    record = Record(
        "B-2HW",
        "2025-06-06",
        {"items[0].product_name": "#N/A"},
        applied_on="2025-05-21",
        **facts_of("nagoya", contract_class=None, items=[device(GATEWAY, 1, 1, "GW5-DD-01") | {"product_name": None}]),
    )
    columns = [
        ("製品名", "product_name", 1),
        ("シリアル番号", "serial_number", 1),
        ("台数", "quantity", 1),
        ("更新年数", "term_years", 1),
    ]
    small_form(book.sheet("保守", record), record, 1, 1, columns, 2)
    book.faulty("invalid_value")
