"""Forms in English alone."""

from .book import Book, case
from .goods import CLOUD, ENDPOINT, SANDBOX, new
from .people import dealer, only, user
from .record import Record


@case("english-only")
def english_only(book: Book) -> None:
    """No Japanese but the addresses and names."""
    record = Record(
        "A-2",
        "2025-06-06",
        {
            "applied_on": "2025-06-30",
            "contract_class": "Corporate",
            "support_contact.contact_name": "Emma Sample",
            "delivery.contact_name": "Emma Sample",
        },
        applied_on="2025-06-30",
        customer_po="4500-99-A",
        reseller_reference="20060315",
        contract_class="corporate",
        end_user=user("nagoya", "corporate_number", "corporate_name_kana", "contact_name_kana", "building"),
        support_contact=only(
            "nagoya",
            "corporate_name",
            "contact_name",
            "phone",
            "email",
            contact_name="Emma　Sample",
            phone="052-555-2728",
            email="emma@owari-dummy.example.co.jp",
        ),
        delivery={"email": "saas@owari-dummy.example.co.jp", "company": None, "contact_name": "Emma　Sample"},
        reseller=dealer("reidai"),
        items=[new(SANDBOX, 120, 3), new(CLOUD, 1500, 1)],
        remarks="Please send the licence certificate in English.",
    )
    grid = book.sheet("Form", record)
    grid.put(1, 1, "[A-2] SaaS / Cloud Products - New Purchase Application", look="title")
    grid.put(1, 4, "Version 2025-06-06", look="hint")
    who = (("Contact Name", "contact_name"), ("Phone", "phone"), ("E-mail", "email"))
    blocks = (
        (
            "",
            "",
            (
                ("Application Date *", "applied_on"),
                ("Customer PO Number", "customer_po"),
                ("Reseller Reference No. (8 digits)", "reseller_reference"),
                ("Contract Class *", "contract_class"),
            ),
        ),
        (
            "End User Information",
            "end_user",
            (
                ("Company Name *", "corporate_name"),
                ("Department", "department"),
                ("Job Title", "title"),
                *who,
                ("Postal Code", "postal"),
                ("Prefecture", "prefecture"),
                ("City", "city"),
                ("Street", "street"),
                ("Building", "building"),
            ),
        ),
        ("Support Contact", "support_contact", (("Company Name", "corporate_name"), *who)),
        (
            "Delivery Destination",
            "delivery",
            (("E-mail *", "email"), ("Company Name", "company"), ("Contact Name", "contact_name")),
        ),
        (
            "Reseller",
            "reseller",
            (("Company Name *", "company"), ("Branch", "branch"), ("Department", "department"), *who),
        ),
        (
            "Distributor",
            "distributor",
            (("Company Name", "company"), ("Branch", "branch"), ("Department", "department"), *who),
        ),
    )
    row = 3
    for name, section, fields in blocks:
        if name:
            grid.put(row, 1, name, right=4, look="bar")
            row += 1
        row = (
            grid.pairs(
                row,
                1,
                [(label, record.say(f"{section}.{field}" if section else field)) for label, field in fields],
                value=3,
            )
            + 1
        )
    grid.put(row, 1, "Products", right=4, look="bar")
    grid.line(row + 1, 1, ["No.", "Product Name", "Quantity", "Term (years)"], look="head")
    for index in range(2):
        grid.line(
            row + 2 + index,
            1,
            [index + 1, *(record.say(f"items[{index}].{n}") for n in ("product_name", "quantity", "term_years"))],
            look="value",
        )
    record.tell("consent")
    grid.pairs(row + 5, 1, [("Consent", "[✓] Agreed by the end user"), ("Remarks", record.say("remarks"))], value=3)


@case("english-registration", suffix=".ods", saved_by="libreoffice")
def english_registration(book: Book) -> None:
    """The registration in English, label above value, two columns."""
    record = Record(
        "USER",
        "2023-10-01",
        {"applied_on": "2023/11/08"},
        applied_on="2023-11-08",
        end_user=user("kagoshima", "corporate_number", "corporate_name_kana", "contact_name_kana", "title"),
        support_contact={"same_as": "end_user"},
        reseller=dealer("mitate", "department"),
        items=[new(ENDPOINT, 20, serial_number="EP-0099-AX", activation_code="SG-1111-2222A-3333B-4444C-5555D")],
        consent=True,
    )
    grid = book.sheet("Registration", record)
    grid.put(1, 1, "New User Registration（新規ユーザー登録書）", right=4, look="title")
    grid.put(2, 3, "2023.10.1版", look="hint")

    def above(row: int, lines: list[tuple[str, str]]) -> int:
        for index, (label, path) in enumerate(lines):
            place = row + 2 * (index // 2), 1 + 2 * (index % 2)
            grid.put(*place, label, right=2, look="label")
            grid.put(place[0] + 1, place[1], record.say(path), right=2, look="value")
        return row + 2 * ((len(lines) + 1) // 2)

    row = above(3, [("Application Date", "applied_on")])
    grid.put(row, 1, "END USER", right=4, look="bar")
    row = above(
        row + 1,
        [
            ("Company Name", "end_user.corporate_name"),
            ("Department", "end_user.department"),
            ("Contact Name", "end_user.contact_name"),
            ("Phone Number", "end_user.phone"),
            ("E-mail", "end_user.email"),
            ("Postal Code", "end_user.postal"),
            ("Address", "end_user.address"),
        ],
    )
    grid.put(row, 1, "SUPPORT CONTACT", right=4, look="bar")
    grid.put(row + 1, 1, "■ Same as End User", right=4)
    grid.put(row + 2, 1, "RESELLER", right=4, look="bar")
    row = above(
        row + 3,
        [
            ("Company Name", "reseller.company"),
            ("Branch", "reseller.branch"),
            ("Contact Name", "reseller.contact_name"),
            ("Phone Number", "reseller.phone"),
            ("E-mail", "reseller.email"),
        ],
    )
    grid.put(row, 1, "PRODUCTS", right=4, look="bar")
    grid.line(row + 1, 1, ["Product Name", "Serial Number", "Activation Code", "Quantity"], look="head")
    grid.line(
        row + 2,
        1,
        [record.say(f"items[0].{name}") for name in ("product_name", "serial_number", "activation_code", "quantity")],
        look="value",
    )
    grid.put(row + 4, 1, "☑ I agree to the terms of registration (同意確認)", right=4)
    grid.line(row + 5, 1, ["Remarks", record.say("remarks")])
    record.tell("support_contact", "consent")
