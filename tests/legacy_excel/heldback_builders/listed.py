"""Items in blocks, or in two rows each."""

from .around import above_items, below_items
from .book import Book, case
from .goods import ENDPOINT, MAIL, SERVER, licence
from .grid import Value
from .people import dealer, user
from .record import Record


@case("item-blocks")
def item_blocks(book: Book) -> None:
    """Each product is a small block of its own with labels."""
    record = Record(
        "B-1",
        "2025-06-06",
        kind="renewal",
        applied_on="2025-06-17",
        customer_po="KM-061",
        contract_class="corporate",
        end_user=user("mitaka", "corporate_number", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "aoi@mitate-design.example.com", "company": None, "contact_name": None},
        reseller=dealer("reidai"),
        distributor={"same_as": "reseller"},
        items=[
            licence(ENDPOINT, 14, 1, "CD44120001", "2025-06-30", activation_code="SG-AB12-CD34E-FG56H-JK78L-MN90P"),
            licence(MAIL, 14, 1, "CD44120002", "2025-06-30"),
            licence(SERVER, 1, 3, "CD44120003", "2025-07-31"),
        ],
        remarks="至急お願いします。",
    )
    row = above_items(book, record, "B-1") + 1
    grid = book.grids[-1]
    grid.put(row, 1, "■ 更新対象製品", right=7, look="bar")
    for index in range(4):
        there = index < record.count("items")
        grid.put(row + 1, 1, f"＜{index + 1}件目＞", right=7, look="head")
        pairs = [
            ("ライセンスID", "license_id"),
            ("製品名", "product_name"),
            ("アクティベーションコード", "activation_code"),
            ("数量", "quantity"),
            ("更新年数", "term_years"),
            ("現契約終了日", "current_end_on"),
        ]
        for place, (label, name) in enumerate(pairs):
            grid.put(row + 2 + place // 2, 1 + 4 * (place % 2), label, look="label")
            grid.put(
                row + 2 + place // 2,
                2 + 4 * (place % 2),
                record.say(f"items[{index}].{name}") if there else None,
                right=2,
                look="value",
            )
        row += 4
    below_items(book, record, row + 2)


@case("two-rows-each")
def two_rows_each(book: Book) -> None:
    """A line of the table takes two rows: product and code above, numbers and dates below."""
    record = Record(
        "B-1",
        "2025-06-06",
        kind="additional",
        applied_on="2025-05-26",
        contract_class="corporate",
        end_user=user("kanazawa", "corporate_number", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "kenroku@kaga-reidai.example.co.jp", "company": None, "contact_name": "兼六　悠"},
        reseller=dealer("hinagata"),
        distributor=dealer("kita"),
        items=[
            licence(ENDPOINT, 33, 1, "FX20011001", "2026-05-31", activation_code="SG-ZZ11-YY22X-WW33V-UU44T-SS55R"),
            licence(SERVER, 3, 1, "FX20011002", "2026-05-31", activation_code="SG-PP11-OO22N-MM33L-KK44J-HH55G"),
        ],
    )
    row = above_items(book, record, "申請書") + 1
    grid = book.grids[-1]
    grid.put(row, 1, "■ 更新対象製品", right=7, look="bar")
    grid.put(row + 1, 1, "No.", down=2, look="head")
    grid.put(row + 1, 2, "製品名※", right=3, look="head")
    grid.put(row + 1, 5, "アクティベーションコード", right=3, look="head")
    grid.put(row + 2, 2, "ライセンスID※", right=2, look="head")
    grid.line(row + 2, 4, ["数量※", "更新年数※"], look="head")
    grid.put(row + 2, 6, "現契約終了日", right=2, look="head")
    for index in range(3):
        place, there = row + 3 + 2 * index, index < record.count("items")

        def value(name: str, index: int = index, there: bool = there) -> Value:
            return record.say(f"items[{index}].{name}") if there else None

        grid.put(place, 1, index + 1, down=2, look="value")
        grid.put(place, 2, value("product_name"), right=3, look="value")
        grid.put(place, 5, value("activation_code"), right=3, look="value")
        grid.put(place + 1, 2, value("license_id"), right=2, look="value")
        grid.put(place + 1, 4, value("quantity"), look="value")
        grid.put(place + 1, 5, value("term_years"), look="value")
        grid.put(place + 1, 6, value("current_end_on"), right=2, look="value")
    below_items(book, record, row + 10)
