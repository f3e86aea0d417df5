"""Sections without marks, or named only in the labels."""

from .book import Book, case
from .goods import CLOUD, ENDPOINT, MAIL, SANDBOX, XDR, new, person
from .parts import TITLES, box, classes, says, table, title
from .people import dealer, only, user
from .record import Record


@case("bars-without-marks")
def bars_without_marks(book: Book) -> None:
    """Sections are only coloured bars; the title has no code."""
    record = Record(
        "A-1",
        "2025-06-06",
        applied_on="2025-07-01",
        contract_class="corporate",
        end_user=user("sapporo", "corporate_number"),
        support_contact=user(
            "sapporo",
            "corporate_number",
            "corporate_name_kana",
            "title",
            department="運用保守Ｇ",
            contact_name="濵田　一",
            contact_name_kana="ハマダ　ハジメ",
            email="hamada@kita-mihon.example.com",
            building=None,
            street="大通西6-1",
        ),
        delivery={
            "email": "takasaki@kita-mihon.example.com",
            "company": "北見本エネルギー㈱",
            "contact_name": "髙﨑　𠮷彦",
        },
        reseller=dealer("shisaku"),
        distributor=dealer("kita"),
        items=[new(ENDPOINT, 1500, 1), new(MAIL, 1500, 1)],
        contact_persons=[
            person("髙﨑　𠮷彦", "タカサキ　ヨシヒコ", "011-555-0101", "takasaki@kita-mihon.example.com"),
            person("濵田　一", "ハマダ　ハジメ", "090-5555-0102", "hamada@kita-mihon.example.com"),
        ],
    )
    grid = book.sheet("新規購入", record)
    grid.put(1, 2, TITLES["A-1"], right=6, look="title")
    grid.put(2, 2, "（2025年6月6日版）", look="hint")
    party = [
        ("会社名フリガナ", "corporate_name_kana"),
        ("会社名", "corporate_name"),
        ("部署", "department"),
        ("役職", "title"),
        ("氏名フリガナ", "contact_name_kana"),
        ("ご担当者名", "contact_name"),
        ("お電話番号", "phone"),
        ("メールアドレス", "email"),
        ("〒", "postal"),
        ("ご住所", "address"),
    ]
    sold = [
        ("会社名", "company"),
        ("支店・営業所", "branch"),
        ("部署", "department"),
        ("ご担当者名", "contact_name"),
        ("お電話番号", "phone"),
        ("メールアドレス", "email"),
    ]
    row = grid.pairs(3, 2, [("申込日", record.say("applied_on")), ("お客様区分", classes(record, "✔", "□"))], value=5)
    for name, section, fields in (
        ("ご契約者様", "end_user", party),
        (
            "サポート窓口",
            "support_contact",
            [each for each in party if each[1] not in ("corporate_name_kana", "title")],
        ),
        ("ご納品先", "delivery", [("メールアドレス", "email"), ("会社名", "company"), ("ご担当者名", "contact_name")]),
        ("ご販売店様", "reseller", sold),
        ("代理店様", "distributor", sold),
    ):
        grid.put(row, 2, name, right=6, look="green")
        row = grid.pairs(row + 1, 2, says(record, section, fields), value=5)
    grid.put(row, 2, "ご購入製品", right=6, look="green")
    row = table(
        grid,
        record,
        row + 1,
        2,
        [("製品名", "product_name", 3), ("数量", "quantity", 1), ("契約年数", "term_years", 1)],
        3,
    )
    grid.put(row, 2, "コンタクトパーソン", right=6, look="green")
    row = table(
        grid,
        record,
        row + 1,
        2,
        [("お名前", "name", 1), ("フリガナ", "name_kana", 1), ("電話番号", "phone", 1), ("メールアドレス", "email", 2)],
        3,
        "contact_persons",
    )
    grid.pairs(
        row + 1,
        2,
        [("同意確認", box(record, "consent", "契約者の同意を得ています", "☒")), ("備考", record.say("remarks"))],
        value=5,
    )


@case("sections-in-labels")
def sections_in_labels(book: Book) -> None:
    """No section titles at all: every label names its party."""
    record = Record(
        "A-2",
        "2025-06-06",
        applied_on="2025-09-12",
        customer_po="KR-0912",
        reseller_reference="77001200",
        contract_class="corporate",
        end_user=user("kanazawa", "corporate_number", "corporate_name_kana", "contact_name_kana", "title"),
        support_contact=only(
            "kanazawa",
            "contact_name",
            "phone",
            "email",
            contact_name="香林　坊子",
            phone="0765-55-9091",
            email="bouko@kaga-reidai.example.co.jp",
        ),
        delivery={
            "email": "cloud@kaga-reidai.example.co.jp",
            "company": "加賀例題酒造株式会社",
            "contact_name": "香林　坊子",
        },
        reseller=dealer("hinagata"),
        distributor=dealer("daiichi", "branch", "department"),
        items=[new(CLOUD, 25, 1), new(XDR, 2, 1), new(SANDBOX, 25, 1)],
    )
    grid = book.sheet("SaaS申請", record)
    grid.put(1, 1, title(record), right=2, look="title")
    lines = says(
        record,
        "",
        [("申請日", "applied_on"), ("得意先注文番号", "customer_po"), ("販売店管理番号", "reseller_reference")],
    )
    lines += [("契約区分", classes(record))]
    lines += says(
        record,
        "end_user",
        [
            ("契約者会社名", "corporate_name"),
            ("契約者部署名", "department"),
            ("契約者ご担当者名", "contact_name"),
            ("契約者電話番号", "phone"),
            ("契約者メールアドレス", "email"),
            ("契約者郵便番号", "postal"),
            ("契約者住所", "ground"),
            ("契約者建物名", "building"),
        ],
    )
    lines += says(
        record,
        "support_contact",
        [
            ("サポート窓口ご担当者名", "contact_name"),
            ("サポート窓口電話番号", "phone"),
            ("サポート窓口メールアドレス", "email"),
        ],
    )
    lines += says(
        record,
        "delivery",
        [("納品先会社名", "company"), ("納品先ご担当者名", "contact_name"), ("納品先メールアドレス", "email")],
    )
    lines += says(
        record,
        "reseller",
        [
            ("販売店会社名", "company"),
            ("販売店支店名", "branch"),
            ("販売店部署名", "department"),
            ("販売店ご担当者名", "contact_name"),
            ("販売店電話番号", "phone"),
            ("販売店メールアドレス", "email"),
        ],
    )
    lines += says(
        record,
        "distributor",
        [
            ("代理店会社名", "company"),
            ("代理店ご担当者名", "contact_name"),
            ("代理店電話番号", "phone"),
            ("代理店メールアドレス", "email"),
        ],
    )
    for index in range(3):
        lines += says(
            record,
            f"items[{index}]",
            [
                (f"製品{index + 1} 製品名", "product_name"),
                (f"製品{index + 1} 数量", "quantity"),
                (f"製品{index + 1} 契約年数", "term_years"),
            ],
        )
    lines += [
        ("同意確認", box(record, "consent", "同意済み")),
        ("備考", record.say("remarks")),
        ("書式", "2025年6月6日版"),
    ]
    grid.pairs(3, 1, lines)
    grid.widths = {1: 28, 2: 60}
