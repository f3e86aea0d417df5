"""English beside the Japanese in every label."""

from .book import Book, case
from .goods import ENCRYPTION, new
from .people import dealer, user
from .record import Record


@case("bilingual")
def bilingual(book: Book) -> None:
    """Japanese and English in every label."""
    record = Record(
        "A-1",
        "2024-04-01",
        {"applied_on": "2024-05-20", "contract_class": "一般 / Corporate"},
        applied_on="2024-05-20",
        customer_po="PO#2405-31",
        contract_class="corporate",
        end_user=user("mitaka", "corporate_number", "contact_name_kana", "corporate_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "aoi@mitate-design.example.com", "company": None, "contact_name": "三軒　碧"},
        reseller=dealer("hinagata"),
        distributor={"same_as": "reseller"},
        items=[new(ENCRYPTION, 35, 2)],
    )
    grid = book.sheet("Application", record)
    grid.put(
        1, 1, "【A-1】ライセンス製品　新規購入申請書 / Application Form for New License Purchase", right=6, look="title"
    )
    grid.put(2, 6, "Rev. 2024/04/01", look="hint")
    who = (
        ("部署名 / Department", "department"),
        ("ご担当者名 / Contact Person *", "contact_name"),
        ("電話番号 / Phone *", "phone"),
        ("E-mail *", "email"),
    )
    blocks = (
        (
            "",
            "",
            (
                ("申請日 / Date of Application *", "applied_on"),
                ("注文番号 / PO No.", "customer_po"),
                ("契約区分 / Contract Type *", "contract_class"),
            ),
        ),
        (
            "契約者情報 / End User",
            "end_user",
            (
                ("会社名 / Company Name *", "corporate_name"),
                who[0],
                ("役職 / Job Title", "title"),
                *who[1:],
                ("郵便番号 / Postal Code *", "postal"),
                ("住所 / Address *", "address"),
            ),
        ),
        ("サポート窓口 / Technical Contact", "", ()),
        (
            "納品先 / Delivery",
            "delivery",
            (("E-mail *", "email"), ("会社名 / Company", "company"), ("ご担当者名 / Contact Person", "contact_name")),
        ),
        (
            "販売店 / Reseller",
            "reseller",
            (("会社名 / Company Name *", "company"), ("支店名 / Branch", "branch"), *who),
        ),
        ("代理店 / Distributor", "", ()),
        ("購入製品 / Products", "", ()),
    )
    row = 3
    for name, section, fields in blocks:
        if name:
            grid.put(row, 1, name, right=6, look="bar")
            row += 1
        row = grid.pairs(
            row,
            1,
            [(label, record.say(f"{section}.{field}" if section else field)) for label, field in fields],
            label=2,
            value=4,
        )
        if name.startswith("サポート"):
            grid.put(row, 1, "☑ 契約者と同じ / Same as End User", right=6)
        if name.startswith("代理店"):
            grid.put(row, 1, "☑ 販売店と同じ / Same as Reseller", right=6)
        row += not fields and bool(name) and not name.startswith("購入")
    record.tell("support_contact", "distributor", "consent")
    grid.line(row, 1, ["No.", "製品名 / Product Name *", "数量 / Quantity *", "契約年数 / Term (Years) *"], look="head")
    grid.line(
        row + 1,
        1,
        [1, record.say("items[0].product_name"), record.say("items[0].quantity"), record.say("items[0].term_years")],
        look="value",
    )
    grid.line(row + 2, 1, [2, None, None, None], look="value")
    grid.pairs(
        row + 4,
        1,
        [
            ("同意確認 / Consent", "☑ 契約者の同意を得ています / The end user has agreed"),
            ("備考 / Remarks", record.say("remarks")),
        ],
        label=2,
        value=4,
    )
