"""The sheet itself leaves open what it means, or lacks what it must have."""

from .book import Book, case
from .doubtful_values import facts_of
from .goods import CLOUD, ENDPOINT, SERVER, XDR, licence, new
from .parts import TITLES, classes, title
from .people import only, user
from .record import Record
from .small import small_form

PLAIN = ("corporate_number", "corporate_name_kana", "contact_name_kana", "title")
RENEWED = [
    ("ライセンスID", "license_id", 1),
    ("製品名", "product_name", 1),
    ("数量", "quantity", 1),
    ("更新年数", "term_years", 1),
]


@case("doubt-two-addresses")
def two_addresses(book: Book) -> None:
    """Two e-mail addresses in the cell of one."""
    record = Record(
        "USER",
        "2025-06-06",
        {"end_user.email": "ippei@minato-kakuu.example.jp / sora@minato-kakuu.example.jp"},
        applied_on="2025-05-19",
        **facts_of(
            "minato",
            items=[new(ENDPOINT, 10)],
            delivery=None,
            distributor=None,
            contract_class=None,
            end_user=user("minato", *PLAIN, "email"),
        ),
    )
    small_form(book.sheet("登録", record), record, 1, 1, [("製品名", "product_name", 3), ("数量", "quantity", 1)], 2)
    book.faulty("invalid_email", "uncertain")


@case("doubt-no-licence")
def no_licence(book: Book) -> None:
    """The second of two licences has no licence ID."""
    record = Record(
        "B-2",
        "2025-06-06",
        applied_on="2025-05-20",
        **facts_of("sapporo", items=[licence(CLOUD, 10, 1, "DD10000001"), new(XDR, 10, 1)]),
    )
    small_form(book.sheet("更新", record), record, 1, 1, RENEWED, 3)
    book.faulty("missing_required")


@case("doubt-whose-company")
def whose_company(book: Book) -> None:
    """Two companies side by side under one heading that names neither."""
    facts = facts_of(
        "kanazawa",
        items=[new(SERVER, 1, 1)],
        reseller=None,
        end_user=only("kanazawa", "postal_code", "prefecture", "city", "street", "building"),
        delivery=None,
        support_contact=None,
        distributor=None,
    )
    record = Record("A-1", "2025-06-06", applied_on="2025-05-22", **facts)
    grid = book.sheet("申請", record)
    grid.put(1, 1, title(record))
    grid.put(1, 5, "2025年6月6日版")
    grid.line(3, 1, ["申請日", record.say("applied_on"), "契約区分", classes(record)])
    for column, company, name, mail in (
        (1, "加賀例題酒造株式会社", "兼六　悠", "kenroku@kaga-reidai.example.co.jp"),
        (4, "犀川見本商店株式会社", "犀川　渡", "saigawa@mihon.example.jp"),
    ):
        grid.pairs(
            5, column, [("会社名", company), ("ご担当者名", name), ("電話番号", "0765-55-9090"), ("E-mail", mail)]
        )
    grid.line(10, 1, ["郵便番号", record.say("end_user.postal"), None, "住所", record.say("end_user.address")])
    grid.line(12, 1, ["製品名", "数量", "契約年数"])
    grid.line(13, 1, [record.say(f"items[0].{name}") for name in ("product_name", "quantity", "term_years")])
    grid.line(15, 1, ["同意確認", "☑ 同意済み"])
    record.tell("consent")
    book.faulty("uncertain", "missing_required", "ambiguous_choice")


@case("doubt-blank-questions")
def blank_questions(book: Book) -> None:
    """A questionnaire that nobody answered."""
    grid = book.sheet("ご回答シート")
    grid.put(1, 1, TITLES["USER"] + "　ご回答シート")
    questions = (
        "申請日",
        "契約者の会社名",
        "契約者のご担当者名",
        "契約者の電話番号",
        "契約者のメールアドレス",
        "契約者の住所",
        "販売店の会社名",
        "製品名",
        "数量",
    )
    for row, text in enumerate(questions, 3):
        grid.put(row, 1, f"Q{row - 2}. {text}を教えてください", look="value")
    grid.line(13, 1, ["Q10. 契約者の同意を得ていますか", "□はい　□いいえ"])
    book.faulty("blank_form", form="USER")


@case("doubt-other-form")
def other_form(book: Book) -> None:
    """An order sheet with the same labels, but none of the seven forms."""
    grid = book.sheet("発注書")
    grid.put(1, 1, "発　注　書", right=4, look="title")
    row = grid.pairs(
        3,
        1,
        [
            ("発注日", "2025/5/23"),
            ("会社名", "例題システム販売株式会社"),
            ("ご担当者名", "梅田　航"),
            ("電話番号", "03-5555-1801"),
            ("E-mail", "w.umeda@reidai-sales.example.co.jp"),
        ],
        value=3,
    )
    grid.line(row + 1, 1, ["品名", "数量", "単価", "金額"], look="head")
    grid.line(row + 2, 1, ["事務用椅子", 4, 12000, 48000], look="value")
    grid.line(row + 3, 1, ["合計", None, None, 48000], look="value")
    book.faulty("unknown_form")
