"""More than one application in a sheet or a workbook, continuation sheets, sheets that are none."""

from typing import Any

from .book import Book, case
from .goods import CLOUD, ENDPOINT, MAIL, SANDBOX, SERVER, XDR, licence, new, person
from .parts import box, classes, says, table, title
from .people import dealer, only, user
from .record import Record
from .small import DEALER, PARTY, small_form

_PLAIN = ("corporate_number", "corporate_name_kana", "contact_name_kana", "title")


def _renewal(user_name: str, dealer_name: str, **facts: Any) -> Record:
    domain = str(user(user_name)["email"])
    return Record(
        "B-2",
        "2025-06-06",
        contract_class="corporate",
        end_user=user(user_name, *_PLAIN),
        reseller=dealer(dealer_name, "branch", "department"),
        delivery={"email": domain, "company": None, "contact_name": None},
        support_contact={"same_as": "end_user"},
        distributor={"same_as": "reseller"},
        **facts,
    )


_B2 = [
    ("ライセンスID", "license_id", 1),
    ("サービス名", "product_name", 1),
    ("ユーザー数", "quantity", 1),
    ("更新期間", "term_years", 1),
]


@case("stacked-in-one-sheet")
def stacked(book: Book) -> None:
    """Two applications one below the other in the same sheet."""
    first = _renewal(
        "akebono",
        "shisaku",
        applied_on="2025-02-10",
        items=[licence(CLOUD, 20, 1, "AA10002000"), licence(XDR, 2, 1, "AA10002001")],
    )
    second = _renewal(
        "sapporo",
        "shisaku",
        applied_on="2025-02-12",
        items=[licence(SANDBOX, 300, 3, "AA10007770")],
        remarks="２件目は請求書を分けてください。",
    )
    grid = book.sheet("まとめて申請", first)
    book.told.append((grid, second))
    row = small_form(grid, first, 1, 1, _B2, 3)
    small_form(grid, second, row + 4, 1, _B2, 3)


@case("beside-in-one-sheet")
def beside(book: Book) -> None:
    """Two applications beside one another in the same sheet."""
    first = _renewal("minato", "reidai", applied_on="2025-03-03", items=[licence(CLOUD, 60, 1, "MN30000010")])
    second = _renewal(
        "kyoto",
        "reidai",
        applied_on="2025-03-04",
        items=[licence(CLOUD, 15, 1, "MN30000011"), licence(SANDBOX, 15, 1, "MN30000012")],
    )
    grid = book.sheet("B-2 2件", first)
    book.told.append((grid, second))
    small_form(grid, first, 1, 1, _B2, 3)
    small_form(grid, second, 1, 7, _B2, 3)


@case("three-forms", suffix=".xlsm")
def three_forms(book: Book) -> None:
    """Three different forms in one macro workbook, a cover letter, a blank form and a renamed example between them."""
    version = "2025-06-06"
    first = Record(
        "A-2",
        version,
        applied_on="2025-07-22",
        contract_class="corporate",
        end_user=user("tamamura", *_PLAIN),
        support_contact={"same_as": "end_user"},
        delivery={"email": "soumu@tamamura-mihon.example.com", "company": None, "contact_name": None},
        reseller=dealer("hinagata", "branch", "department"),
        distributor={"same_as": "reseller"},
        items=[new(CLOUD, 18, 1)],
    )
    second = _renewal("tamamura", "hinagata", applied_on="2025-07-22", items=[licence(XDR, 1, 3, "TM00000077")])
    third = Record(
        "USER",
        version,
        applied_on="2025-07-23",
        end_user=user("tamamura", *_PLAIN),
        support_contact={"same_as": "end_user"},
        reseller=dealer("hinagata", "branch", "department"),
        items=[new(ENDPOINT, 40, serial_number="TMM-4400-18")],
    )
    cover = book.sheet("送付状")
    for row, text in enumerate(
        (
            "送付状",
            "サンプルソフト株式会社　御中",
            "申請書を3通お送りします。ご査収ください。",
            "雛形ネットワークス株式会社　伊藤",
        ),
        2,
    ):
        cover.put(row, 2, text)
    three = [("サービス名", "product_name", 2), ("ユーザー数", "quantity", 1), ("契約期間", "term_years", 1)]
    small_form(book.sheet("①新規", first), first, 2, 2, three, 4)
    example = Record(
        "A-2",
        version,
        applied_on="2025-07-01",
        contract_class="corporate",
        end_user=only("mitaka", "corporate_name", "contact_name"),
        items=[new(CLOUD, 100, 1)],
        delivery={"email": "rei@example.com", "company": None, "contact_name": None},
        reseller=dealer("reidai", "branch"),
    )
    sample = book.sheet("書き方")
    sample.put(1, 2, "記　入　例", right=4, look="title")
    small_form(sample, example, 2, 2, three, 4)
    small_form(book.sheet("②更新", second), second, 2, 2, _B2, 4)
    small_form(book.sheet("予備"), Record("B-2", version, consent=False), 2, 2, _B2, 4)
    users = [
        ("製品名", "product_name", 1),
        ("シリアル番号", "serial_number", 1),
        ("アクティベーションコード", "activation_code", 1),
        ("数量", "quantity", 1),
    ]
    small_form(book.sheet("③登録", third), third, 2, 2, users, 4)


@case("continued")
def continued(book: Book) -> None:
    """Ten licences on the sheet, more on a continuation sheet whose columns stand in another order."""
    items = [
        licence((ENDPOINT, SERVER, MAIL)[n % 3], 5 * (n + 1), 1, f"BK{70010000 + n}", f"2025-{3 + n % 4:02}-28")
        for n in range(14)
    ]
    record = Record(
        "B-3",
        "2025-06-06",
        applied_on="2025-02-20",
        contract_class="corporate",
        end_user=user("nagoya", *_PLAIN),
        support_contact={"same_as": "end_user"},
        delivery={"email": "daigo.sakae@owari-dummy.example.co.jp", "company": None, "contact_name": None},
        reseller=dealer("hinagata", "branch", "department"),
        distributor={"same_as": "reseller"},
        items=items,
    )
    columns = [
        ("ライセンスID", "license_id", 1),
        ("製品名", "product_name", 1),
        ("数量", "quantity", 1),
        ("更新年数", "term_years", 1),
        ("契約終了日", "current_end_on", 1),
    ]
    small_form(book.sheet("一括", record), record, 1, 2, columns, 10)
    more = book.sheet("一括(続き)")
    more.put(1, 2, "【B-3】複数契約一括　更新申請書　続紙（2枚目）", right=6, look="title")
    moved = [columns[1], columns[0], columns[4], columns[2], columns[3]]
    table(more, record, 3, 2, moved, 6, start=10)


@case("order-turned", suffix=".xls", saved_by="libreoffice")
def order_turned(book: Book) -> None:
    """The dealer first, then the products, the user at the end; a table of contact persons in between."""
    record = Record(
        "A-1",
        "2025-06-06",
        applied_on="2025-08-08",
        contract_class="academic",
        end_user=user("kouka", *_PLAIN),
        support_contact=only(
            "kouka",
            "department",
            "contact_name",
            "phone",
            "email",
            contact_name="灘　りく",
            email="riku@mitate-u.example.ac.jp",
        ),
        delivery={"email": "riku@mitate-u.example.ac.jp", "company": None, "contact_name": "灘　りく"},
        reseller=dealer("kakuu", "branch", "department"),
        distributor=dealer("toyo", "branch", "department"),
        items=[new(ENDPOINT, 900, 3), new(SERVER, 30, 3)],
        contact_persons=[person("灘　りく", "ナダ　リク", "078-555-4042", "riku@mitate-u.example.ac.jp")],
    )
    grid = book.sheet("申請", record)
    grid.put(1, 1, title(record), right=5, look="title")
    grid.put(2, 1, "版：2025年6月6日版", look="hint")
    row = 3
    for name, section, fields in (("◆ 販売店", "reseller", DEALER), ("◆ 代理店", "distributor", DEALER)):
        grid.put(row, 1, name, right=5, look="bar")
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=4)
    grid.put(row, 1, "◆ 購入製品", right=5, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [("製品名", "product_name", 2), ("数量", "quantity", 1), ("契約年数", "term_years", 1)],
        4,
    )
    grid.put(row, 1, "◆ コンタクトパーソン", right=5, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [("お名前", "name", 1), ("フリガナ", "name_kana", 1), ("電話番号", "phone", 1), ("E-mail", "email", 1)],
        2,
        "contact_persons",
    )
    support = [("部署名", "department"), ("ご担当者名", "contact_name"), ("電話番号", "phone"), ("E-mail", "email")]
    for name, section, fields in (
        ("◆ 納品先", "delivery", [("E-mail", "email"), ("会社名", "company"), ("ご担当者名", "contact_name")]),
        ("◆ サポート窓口", "support_contact", support),
        ("◆ 契約者（エンドユーザー）", "end_user", PARTY),
    ):
        grid.put(row, 1, name, right=5, look="bar")
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=4)
    grid.put(row, 1, "◆ その他", right=5, look="bar")
    grid.pairs(
        row + 1,
        1,
        [
            ("申請日", record.say("applied_on")),
            ("契約区分", classes(record)),
            ("同意確認", box(record, "consent", "同意済み")),
            ("備考", record.say("remarks")),
        ],
        value=4,
    )
