"""Parties as columns or as rows, items turned by ninety degrees."""

from .book import Book, case
from .goods import CLOUD, SANDBOX, XDR, licence, new
from .parts import DEALER_LABELS, PARTY_LABELS, box, classes, says, title
from .people import dealer, only, user
from .record import Record


@case("party-matrix")
def party_matrix(book: Book) -> None:
    """Fields are rows, parties are columns."""
    record = Record(
        "A-2",
        "2025-06-06",
        {"contract_class": "一般企業"},
        applied_on="2025-08-01",
        reseller_reference="00012034",
        contract_class="corporate",
        end_user=user("minato", "title", "corporate_number", "corporate_name_kana", "contact_name_kana"),
        support_contact=only(
            "minato",
            "corporate_name",
            "department",
            "contact_name",
            "phone",
            "email",
            contact_name="汐見　空",
            email="sora@minato-kakuu.example.jp",
        ),
        delivery={
            "email": "cloud@minato-kakuu.example.jp",
            "company": "みなと架空物流株式会社",
            "contact_name": "汐見　空",
        },
        reseller=dealer("reidai"),
        distributor=dealer("kita"),
        items=[new(CLOUD, 60, 1), new(SANDBOX, 60, 1), new(XDR, 5, 3)],
        remarks="請求は月末締めでお願いします。",
    )
    grid = book.sheet("申請", record)
    grid.put(1, 1, title(record), right=6, look="title")
    grid.line(
        2,
        1,
        [
            "申請日",
            record.say("applied_on"),
            "販売店管理番号",
            record.say("reseller_reference"),
            "契約区分",
            record.say("contract_class"),
        ],
    )
    sections = ("end_user", "support_contact", "delivery", "reseller", "distributor")
    grid.line(4, 1, ["項目", "契約者\n（エンドユーザー）", "サポート窓口", "納品先", "販売店", "代理店"], look="head")
    rows = (
        ("会社名", ("corporate_name", "corporate_name", "company", "company", "company")),
        ("支店名", (None, None, None, "branch", "branch")),
        ("部署名", ("department", "department", None, "department", "department")),
        ("ご担当者名", ("contact_name",) * 5),
        ("電話番号", ("phone", "phone", None, "phone", "phone")),
        ("E-mail", ("email",) * 5),
        ("郵便番号", ("postal", None, None, None, None)),
        ("住所", ("address", None, None, None, None)),
    )
    for row, (label, names) in enumerate(rows, 5):
        cells = [
            record.say(f"{section}.{name}") if name else "－" for section, name in zip(sections, names, strict=True)
        ]
        grid.line(row, 1, [label, *cells], look="value")
    grid.put(14, 1, "購入製品", right=6, look="bar")
    grid.line(15, 1, ["No.", "サービス名", "ユーザー数", "契約年数"], look="head")
    for index in range(3):
        grid.line(
            16 + index,
            1,
            [index + 1, *(record.say(f"items[{index}].{name}") for name in ("product_name", "quantity", "term_years"))],
            look="value",
        )
    grid.line(20, 1, ["同意確認", box(record, "consent", "同意済み", "✔")])
    grid.line(21, 1, ["備考", record.say("remarks")])
    grid.put(23, 6, "2025年6月6日版", look="hint")


@case("party-rows", suffix=".xls", saved_by="xlwt")
def party_rows(book: Book) -> None:
    """Parties are rows, fields are columns, the address follows below."""
    record = Record(
        "B-2",
        "2023-10-01",
        applied_on="2023-12-11",
        contract_class="government",
        end_user=user("matsue", "corporate_number", "corporate_name_kana", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "gakkou@edu.matsue-kashou.example.lg.jp", "company": None, "contact_name": None},
        reseller=dealer("soutei"),
        distributor={"same_as": "reseller"},
        items=[licence(CLOUD, 1200, 1, "8800123410", "2024-03-31")],
        consent=True,
    )
    grid = book.sheet("B-2", record)
    grid.put(1, 1, title(record), right=7)
    grid.put(1, 9, "2023年10月1日版")
    grid.line(3, 1, ["申請日", record.say("applied_on")])
    grid.line(3, 4, ["契約区分", classes(record, "☒", "☐")])
    grid.line(5, 1, ["区　分", "会社名", "支店名", "部署名", "役職", "ご担当者名", "電話番号", "E-mail"])
    grid.line(
        6,
        1,
        [
            "契約者",
            record.say("end_user.corporate_name"),
            "",
            *(record.say(f"end_user.{name}") for name in ("department", "title", "contact_name", "phone", "email")),
        ],
    )
    grid.line(7, 1, ["サポート窓口", "契約者と同じ"])
    grid.line(8, 1, ["納品先", "", "", "", "", "", "", record.say("delivery.email")])
    grid.line(
        9,
        1,
        [
            "販売店",
            record.say("reseller.company"),
            "",
            "",
            "",
            "",
            record.say("reseller.phone"),
            record.say("reseller.email"),
        ],
    )
    grid.line(10, 1, ["代理店", "販売店と同じ"])
    record.tell("support_contact", "distributor")
    grid.line(12, 1, ["契約者郵便番号", record.say("end_user.postal"), "契約者住所", record.say("end_user.address")])
    grid.put(14, 1, "更新対象製品")
    grid.line(15, 1, ["ライセンスID", "サービス名", "ユーザー数", "更新期間", "現契約終了日"])
    grid.line(
        16,
        1,
        [
            record.say(f"items[0].{name}")
            for name in ("license_id", "product_name", "quantity", "term_years", "current_end_on")
        ],
    )
    grid.line(18, 1, ["同意確認", box(record, "consent", "契約者の同意を得ています", "レ")])
    grid.line(19, 1, ["備考", record.say("remarks")])


@case("items-transposed")
def items_transposed(book: Book) -> None:
    """The items stand as columns, their fields as rows."""
    record = Record(
        "B-2",
        None,
        applied_on="2025-02-03",
        customer_po="N-2502-09",
        contract_class="corporate",
        end_user=user("naha", "corporate_number"),
        support_contact=only(
            "naha",
            "contact_name",
            "phone",
            "email",
            contact_name="金城　海",
            phone="080-5555-7788",
            email="kai@uruma-soutei.example.jp",
        ),
        delivery={"email": "kai@uruma-soutei.example.jp", "company": None, "contact_name": "金城　海"},
        reseller=dealer("mitate"),
        items=[
            licence(XDR, 30, 1, "QA55102030", "2025-03-31"),
            licence(SANDBOX, 30, 1, "QA55102031", "2025-03-31"),
            licence(CLOUD, 45, 3, "QA55102032", "2025-04-30"),
        ],
    )
    grid = book.sheet("更新", record)
    grid.put(1, 2, title(record), right=6, look="title")
    row = grid.pairs(3, 2, says(record, "", [("申請日※", "applied_on"), ("貴社注文No.", "customer_po")]), value=5)
    row = grid.pairs(row, 2, [("契約区分※", classes(record, "●", "○"))], value=5)
    for name, section, names in (
        ("■ 契約者", "end_user", PARTY_LABELS),
        ("■ サポート窓口", "support_contact", (PARTY_LABELS[5], PARTY_LABELS[6], PARTY_LABELS[7])),
        ("■ 納品先", "delivery", (("E-mail※", "email"), ("ご担当者名", "contact_name"))),
        ("■ 販売店", "reseller", DEALER_LABELS),
        ("■ 代理店", "distributor", DEALER_LABELS),
    ):
        grid.put(row, 2, name, right=6, look="bar")
        row = grid.pairs(row + 1, 2, says(record, section, names), value=5)
    grid.put(row, 2, "■ 更新対象製品", right=6, look="bar")
    grid.line(row + 1, 2, ["No.", 1, 2, 3, 4], look="head")
    rows = (
        ("ライセンスID※", "license_id"),
        ("サービス名※", "product_name"),
        ("ユーザー数※", "quantity"),
        ("更新期間※", "term_years"),
        ("現契約終了日", "current_end_on"),
    )
    for offset, (label, name) in enumerate(rows, row + 2):
        grid.line(offset, 2, [label, *(record.say(f"items[{index}].{name}") for index in range(3)), None], look="value")
    grid.pairs(
        row + 8,
        2,
        [("同意確認", box(record, "consent", "同意を得ています", "☑")), ("備考", record.say("remarks"))],
        value=5,
    )
