"""Tables with heads over heads, merged products, filters and frozen panes."""

from .around import above_items, below_items
from .book import Book, case
from .goods import CLOUD, ENDPOINT, MAIL, SANDBOX, SERVER, XDR, licence, new, person
from .parts import table, title
from .people import dealer, only, user
from .record import Record


@case("heads-over-heads")
def heads_over_heads(book: Book) -> None:
    """Two levels of heads, and the page with its heads repeated after the fourth line."""
    items = [
        licence((CLOUD, XDR, SANDBOX)[n % 3], 10 + n, 1 + n % 3, f"HH8800{1000 + n}", f"2025-{4 + n % 3:02}-30")
        for n in range(7)
    ]
    record = Record(
        "B-3",
        "2025-06-06",
        applied_on="2025-03-28",
        customer_po="IKKATSU-3",
        contract_class="corporate",
        end_user=user("matsumoto", "corporate_number", "contact_name_kana"),
        support_contact=only(
            "matsumoto",
            "department",
            "contact_name",
            "phone",
            "email",
            contact_name="槍　岳人",
            email="yari@hinagata-seiki.example.co.jp",
        ),
        delivery={"email": "yari@hinagata-seiki.example.co.jp", "company": None, "contact_name": "槍　岳人"},
        reseller=dealer("reidai"),
        distributor=dealer("daiichi"),
        items=items,
    )
    row = above_items(book, record, "B-3") + 1
    grid = book.grids[-1]
    grid.put(row, 1, "■ 更新対象製品", right=7, look="bar")
    for start, stop in ((0, 4), (4, 8)):
        if start:
            grid.put(row, 1, title(record) + "（2/2ページ）", right=6, look="title")
        for column, text in ((1, "No."), (2, "ライセンスID"), (3, "製品名"), (4, "数量")):
            grid.put(row + 1, column, text, down=2, look="head")
        grid.put(row + 1, 5, "契約", right=2, look="head")
        grid.line(row + 2, 5, ["更新年数", "契約終了日"], look="head")
        for index in range(start, stop):
            names = ("license_id", "product_name", "quantity", "term_years", "current_end_on")
            values = [record.say(f"items[{index}].{name}") if index < record.count("items") else None for name in names]
            grid.line(row + 3 + index - start, 1, [index + 1, *values], look="value")
        row += 8
    grid.line(row - 1, 1, ["合計", None, None, sum(int(item["quantity"]) for item in items)], look="value")
    below_items(book, record, row + 1)


@case("product-for-two")
def product_for_two(book: Book) -> None:
    """A product name and an end date merged over the rows for which they hold."""
    record = Record(
        "B-3",
        "2025-06-06",
        applied_on="2025-04-02",
        contract_class="corporate",
        end_user=user("naha", "corporate_number", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "natsu.higa@uruma-soutei.example.jp", "company": None, "contact_name": None},
        reseller=dealer("mitate"),
        distributor={"same_as": "reseller"},
        items=[
            licence(ENDPOINT, 10, 1, "NA55000001", "2025-05-31"),
            licence(ENDPOINT, 6, 1, "NA55000002", "2025-05-31"),
            licence(MAIL, 16, 1, "NA55000003", "2025-06-30"),
        ],
    )
    row = above_items(book, record, "まとめ更新") + 1
    grid = book.grids[-1]
    grid.put(row, 1, "■ 更新対象製品", right=7, look="bar")
    columns = [
        ("製品名", "product_name", 2),
        ("ライセンスID", "license_id", 1),
        ("数量", "quantity", 1),
        ("更新年数", "term_years", 1),
        ("契約終了日", "current_end_on", 1),
    ]
    grid.put(row + 1, 1, "No.", look="head")
    column = 2
    for label, name, width in columns:
        grid.put(row + 1, column, label, right=width, look="head")
        shared = name in ("product_name", "current_end_on")
        for index in range(3):
            value = record.say(f"items[{index}].{name}")
            if not shared or index != 1:
                grid.put(
                    row + 2 + index, column, value, right=width, down=2 if shared and index == 0 else 1, look="value"
                )
        column += width
    for index in range(3):
        grid.put(row + 2 + index, 1, index + 1, look="value")
    below_items(book, record, row + 6)


@case("filtered-and-frozen")
def filtered_and_frozen(book: Book) -> None:
    """Frozen heads, a filter, print titles, a hidden example row, comments, notes beside the form."""
    record = Record(
        "A-1",
        "2025-06-06",
        applied_on="2025-09-01",
        customer_po="FZ-0901",
        contract_class="government",
        end_user=user("otsu", "corporate_number", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "digital@city-kasou.example.lg.jp", "company": None, "contact_name": None},
        reseller=dealer("kakuu"),
        distributor=dealer("toyo"),
        items=[new(ENDPOINT, 1200, 1), new(MAIL, 1200, 1), new(SERVER, 60, 1)],
        contact_persons=[person("瀬田　光", None, "077-555-3400", "digital@city-kasou.example.lg.jp")],
    )
    row = above_items(book, record, "R7申請") + 1
    grid = book.grids[-1]
    grid.put(row, 1, "■ 購入製品", right=7, look="bar")
    grid.line(row + 1, 1, ["No.", "製品名", "数量", "契約年数", "備考"], look="head")
    grid.line(row + 2, 1, ["例", "見本製品 スタンダード", 100, 1, "記入例です"], look="value")
    grid.hidden_rows = {row + 2}
    for index in range(3):
        names = ("product_name", "quantity", "term_years")
        grid.line(
            row + 3 + index,
            1,
            [index + 1, *(record.say(f"items[{index}].{name}") for name in names), "本庁" if index == 0 else None],
            look="value",
        )
    grid.filter_range, grid.freeze, grid.print_titles = f"A{row + 1}:E{row + 5}", "A3", "1:2"
    grid.comments = {(3, 2): "受付日ではなく申請日を記入", (row + 3, 3): "旧：1100本"}
    grid.put(5, 11, "← 官公庁は価格表Cを参照（社内メモ）")
    grid.put(row + 4, 11, "至急 担当：大津")
    grid.put(row + 8, 1, "■ コンタクトパーソン", right=7, look="bar")
    row = table(
        grid,
        record,
        row + 9,
        1,
        [("お名前", "name", 1), ("フリガナ", "name_kana", 1), ("電話番号", "phone", 1), ("E-mail", "email", 2)],
        3,
        "contact_persons",
    )
    below_items(book, record, row + 1)
