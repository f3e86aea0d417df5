"""Labels and values in one cell, and numbered outlines."""

from .book import Book, case
from .goods import ENDPOINT, MAIL, SERVER, licence
from .parts import box, classes, kinds, says, table, title
from .people import dealer, only, user
from .record import Record


@case("one-cell-each")
def one_cell_each(book: Book) -> None:
    """Label, colon and value share a cell, two to a row."""
    record = Record(
        "B-1",
        "2025-06-06",
        kind="renewal",
        applied_on="2025-03-19",
        reseller_reference="01203344",
        contract_class="corporate",
        end_user=user("matsumoto", "corporate_number", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "chikuma-rin@hinagata-seiki.example.co.jp", "company": None, "contact_name": None},
        reseller=dealer("shisaku"),
        distributor=None,
        items=[licence(ENDPOINT, 90, 2, "SN40018820", "2025-03-31", activation_code="SG-77AA-88BB9-99CC8-66DD5-55EE4")],
        remarks="更新後の証書は郵送不要です。",
    )
    grid = book.sheet("申請", record)
    grid.put(1, 1, title(record), right=2, look="title")
    grid.put(2, 2, "2025年6月6日版", look="hint")
    say = record.text
    rows = [
        (f"申請日：{say('applied_on')}", f"販売店管理番号：{say('reseller_reference')}"),
        (f"契約区分：{classes(record)}", f"申請区分：{kinds(record)}"),
        ("■ 契約者情報（エンドユーザー）", ""),
        (f"会社名：{say('end_user.corporate_name')}", f"フリガナ：{say('end_user.corporate_name_kana')}"),
        (f"部署名：{say('end_user.department')}", f"役職：{say('end_user.title')}"),
        (f"ご担当者名：{say('end_user.contact_name')}", f"電話番号：{say('end_user.phone')}"),
        (f"E-mail：{say('end_user.email')}", f"郵便番号：{say('end_user.postal')}"),
        (f"住所：{say('end_user.address')}", ""),
        ("■ サポート窓口", ""),
        (box(record, "support_contact", "契約者と同じ"), ""),
        ("■ 納品先", ""),
        (f"E-mail：{say('delivery.email')}", "ご担当者名："),
        ("■ 販売店", ""),
        (f"会社名：{say('reseller.company')}", f"支店名：{say('reseller.branch')}"),
        (f"部署名：{say('reseller.department')}", f"ご担当者名：{say('reseller.contact_name')}"),
        (f"電話番号：{say('reseller.phone')}", f"E-mail：{say('reseller.email')}"),
        ("■ 代理店", ""),
        ("会社名：", "支店名："),
        ("■ 更新対象製品", ""),
        (f"ライセンスID：{say('items[0].license_id')}", f"アクティベーションコード：{say('items[0].activation_code')}"),
        (f"製品名：{say('items[0].product_name')}", f"数量：{say('items[0].quantity')}"),
        (f"更新年数：{say('items[0].term_years')}年", f"現契約終了日：{say('items[0].current_end_on')}"),
        (f"同意確認：{box(record, 'consent', '契約者の同意を得ています')}", ""),
        (f"備考：{say('remarks')}", ""),
    ]
    for row, texts in enumerate(rows, 3):
        grid.line(row, 1, [text or None for text in texts], look="bar" if texts[0].startswith("■ ") else "value")


@case("outline-numbers")
def outline_numbers(book: Book) -> None:
    """Sections 1, 2, 3 and fields 1-1, 1-2, the numbers in a column of their own."""
    record = Record(
        "B-3",
        "2023-10-01",
        {"applied_on": "2023年12月1日(金)"},
        applied_on="2023-12-01",
        contract_class="government",
        end_user=user("otsu", "corporate_number", "corporate_name_kana"),
        support_contact=only(
            "otsu",
            "department",
            "contact_name",
            "phone",
            "email",
            contact_name="堅田　遥",
            email="katata@city-kasou.example.lg.jp",
        ),
        delivery={"email": "digital@city-kasou.example.lg.jp", "company": "大津仮想市役所", "contact_name": None},
        reseller=dealer("kakuu"),
        distributor=dealer("toyo"),
        items=[
            licence(ENDPOINT, 850, 1, "GV10000231", "2023-12-31"),
            licence(SERVER, 40, 1, "GV10000232", "2023-12-31"),
            licence(MAIL, 850, 3, "GV10000233", "2024-01-31"),
        ],
    )
    grid = book.sheet("一括更新", record)
    grid.put(1, 1, title(record), right=5, look="title")
    grid.put(1, 7, "２０２３年１０月１日版", look="hint")
    dealer_fields = [
        ("会社名", "company"),
        ("支店名", "branch"),
        ("部署名", "department"),
        ("ご担当者名", "contact_name"),
        ("電話番号", "phone"),
        ("メールアドレス", "email"),
    ]
    sections = [
        ("申請情報", [*says(record, "", [("申請日", "applied_on")]), ("契約区分", classes(record, "[✓]", "[ ]"))]),
        (
            "契約者",
            says(
                record,
                "end_user",
                [
                    ("会社名", "corporate_name"),
                    ("部署名", "department"),
                    ("役職", "title"),
                    ("担当者フリガナ", "contact_name_kana"),
                    ("ご担当者名", "contact_name"),
                    ("電話番号", "phone"),
                    ("メールアドレス", "email"),
                    ("郵便番号", "postal"),
                    ("住所", "address"),
                ],
            ),
        ),
        ("サポート窓口", says(record, "support_contact", [dealer_fields[2], *dealer_fields[3:]])),
        (
            "納品先",
            says(
                record, "delivery", [("メールアドレス", "email"), ("会社名", "company"), ("ご担当者名", "contact_name")]
            ),
        ),
        ("販売店", says(record, "reseller", dealer_fields)),
        ("代理店", says(record, "distributor", dealer_fields)),
    ]
    row = 3
    for number, (name, lines) in enumerate(sections, 1):
        grid.line(row, 1, [f"{number}.", name], look="head")
        row += 1
        for index, (label, value) in enumerate(lines, 1):
            grid.line(row, 1, [f"{number}-{index}", label], look="label")
            grid.put(row, 3, value, right=4, look="value")
            row += 1
    grid.line(row, 1, ["7.", "更新対象製品"], look="head")
    columns = [
        ("ライセンスID", "license_id", 1),
        ("製品名", "product_name", 1),
        ("数量", "quantity", 1),
        ("更新年数", "term_years", 1),
        ("契約終了日", "current_end_on", 1),
    ]
    row = table(grid, record, row + 1, 2, columns, 5)
    grid.line(row, 1, ["8.", "その他"], look="head")
    grid.line(row + 1, 1, ["8-1", "同意確認", box(record, "consent", "同意済み")])
    grid.line(row + 2, 1, ["8-2", "備考", record.say("remarks")])
