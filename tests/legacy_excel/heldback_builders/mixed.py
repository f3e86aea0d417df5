"""Sections that are not read between those that are, and marks in cells of their own."""

from .book import Book, case
from .goods import (
    GATEWAY,
    MAIL,
    SENSOR,
    device,
    licence,
)
from .parts import DEALER_LABELS, DELIVERY_LABELS, PARTY_LABELS, box, says, table, title
from .people import dealer, user
from .record import Record


@case("foreign-sections")
def foreign_sections(book: Book) -> None:
    """Billing, installation site and the vendor's own fields stand between the sections that are read."""
    record = Record(
        "B-2HW",
        "2025-06-06",
        applied_on="2025-08-19",
        customer_po="HW-819",
        end_user=user("ichikawa", "corporate_number", "corporate_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "johou@reiji-hp.example.or.jp", "company": None, "contact_name": "八幡　晶"},
        reseller=dealer("reidai"),
        distributor=dealer("daiichi"),
        items=[device(SENSOR, 6, 1, "NS2-22-0107", "2025-09-30")],
        remarks="設置先は別館です。",
    )
    grid = book.sheet("HW", record)
    grid.put(1, 1, title(record), right=5, look="title")
    grid.put(1, 7, "2025年6月6日版", look="hint")
    other = [
        ("会社名", "別会社ダミー設備株式会社"),
        ("部署名", "経理部"),
        ("ご担当者名", "経理　太郎"),
        ("電話番号", "03-5555-9999"),
        ("E-mail", "keiri@betsu.example.com"),
    ]
    row = grid.pairs(3, 1, says(record, "", [("申請日※", "applied_on"), ("得意先注文番号", "customer_po")]), value=4)
    for name, section, fields in (
        (
            "■ 弊社使用欄（記入しないでください）",
            None,
            [("受付日", "2025/8/20"), ("受付番号", "R-0820"), ("ご担当者名", "受付　花子")],
        ),
        ("■ 契約者情報", "end_user", PARTY_LABELS[1:]),
        ("■ ご請求先", None, [*other, ("FAX", "03-5555-9998")]),
        ("■ サポート窓口", "", []),
        ("■ 設置先", None, [*other[:1], ("住所", "千葉県市川市八幡1-1-1"), *other[2:4]]),
        ("■ 納品先", "delivery", DELIVERY_LABELS),
        ("■ 販売店", "reseller", DEALER_LABELS),
        ("■ 代理店", "distributor", DEALER_LABELS),
    ):
        grid.put(row, 1, name, right=5, look="bar")
        row += 1
        if section == "":
            grid.put(row, 1, box(record, "support_contact", "契約者と同じ"), right=5)
            row += 1
        else:
            row = grid.pairs(row, 1, fields if section is None else says(record, section, fields), value=4)
    grid.put(row, 1, "■ 更新対象製品", right=5, look="bar")
    columns = [
        ("製品名", "product_name", 1),
        ("シリアル番号", "serial_number", 1),
        ("台数", "quantity", 1),
        ("更新年数", "term_years", 1),
        ("保守終了日", "current_end_on", 1),
    ]
    row = table(grid, record, row + 1, 1, columns, 3)
    grid.put(row, 1, "■ コンタクトパーソン", right=5, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [("お名前", "name", 1), ("フリガナ", "name_kana", 1), ("電話番号", "phone", 1), ("E-mail", "email", 1)],
        2,
        "contact_persons",
    )
    grid.pairs(row, 1, [("同意確認", box(record, "consent", "同意済み")), ("備考", record.say("remarks"))], value=4)


@case("site-in-columns")
def site_in_columns(book: Book) -> None:
    """User, installation site and billing side by side as columns; only the user is read."""
    record = Record(
        "B-2HW",
        "2025-06-06",
        applied_on="2025-07-18",
        end_user=user("kanazawa", "corporate_number", "corporate_name_kana", "contact_name_kana"),
        support_contact=None,
        delivery={"email": "kenroku@kaga-reidai.example.co.jp", "company": None, "contact_name": None},
        reseller=dealer("hinagata"),
        items=[device(GATEWAY, 1, 1, "GW5-31-900", "2025-08-31")],
    )
    grid = book.sheet("保守更新", record)
    grid.put(1, 1, title(record), right=4, look="title")
    grid.put(2, 4, "2025年6月6日版", look="hint")
    grid.line(3, 1, ["申請日", record.say("applied_on")], look="value")
    grid.line(5, 1, [None, "契約者", "設置先", "請求先"], look="head")
    other = {
        "corporate_name": ("白山想定センター", "能登見本経理㈱"),
        "department": ("工場", "経理"),
        "title": (None, None),
        "contact_name": ("白山　峰", "能登　輪"),
        "phone": ("0765-55-7000", "0768-55-7100"),
        "email": (None, "noto@keiri.example.jp"),
        "postal": ("920-0962", None),
        "address": ("石川県金沢市広坂2-1-1", None),
    }
    for row, (label, field) in enumerate([PARTY_LABELS[1], PARTY_LABELS[2], PARTY_LABELS[3], *PARTY_LABELS[5:]], 6):
        grid.line(row, 1, [label, record.say(f"end_user.{field}"), *other[field]], look="value")
    grid.put(15, 1, "納品先", right=4, look="bar")
    row = grid.pairs(16, 1, says(record, "delivery", [DEALER_LABELS[5], DEALER_LABELS[0], DEALER_LABELS[3]]), value=3)
    grid.put(row, 1, "販売店", right=4, look="bar")
    row = grid.pairs(row + 1, 1, says(record, "reseller", DEALER_LABELS), value=3)
    grid.put(row, 1, "更新対象製品", right=5, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [
            ("製品名", "product_name", 1),
            ("シリアル番号", "serial_number", 1),
            ("台数", "quantity", 1),
            ("更新年数", "term_years", 1),
            ("保守終了日", "current_end_on", 1),
        ],
        2,
        number="",
    )
    grid.pairs(row, 1, [("同意確認", box(record, "consent", "同意済み")), ("備考", record.say("remarks"))], value=3)


@case("marks-in-cells")
def marks_in_cells(book: Book) -> None:
    """Choices as marks in cells of their own, before or behind the option."""
    record = Record(
        "B-1",
        "2025-06-06",
        kind="additional",
        applied_on="2025-04-21",
        contract_class="government",
        end_user=user("matsue", "corporate_number", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "gakkou@edu.matsue-kashou.example.lg.jp", "company": None, "contact_name": None},
        reseller=dealer("soutei"),
        distributor={"same_as": "reseller"},
        items=[licence(MAIL, 75, 1, "MC10101010", "2026-03-31")],
        consent=False,
    )
    grid = book.sheet("B-1", record)
    grid.put(1, 1, title(record), right=8, look="title")
    grid.put(1, 9, "2025年6月6日版", look="hint")
    record.tell("kind", "contract_class", "support_contact", "distributor", "consent")
    grid.line(3, 1, ["申請日", record.say("applied_on")], look="value")
    grid.line(4, 1, ["申請区分", "○", "追加", None, "更新"], look="value")
    grid.line(5, 1, ["契約区分", None, "一般", "○", "官公庁", None, "教育"], look="value")
    grid.put(6, 1, "■ 契約者情報", right=8, look="bar")
    row = grid.pairs(7, 1, says(record, "end_user", [*PARTY_LABELS[:4], *PARTY_LABELS[5:]]), value=7)
    grid.put(row, 1, "■ サポート窓口", right=8, look="bar")
    grid.line(row + 1, 1, ["契約者と同じ", "○"], look="value")
    grid.put(row + 2, 1, "■ 納品先", right=8, look="bar")
    row = grid.pairs(row + 3, 1, says(record, "delivery", DELIVERY_LABELS), value=7)
    grid.put(row, 1, "■ 販売店", right=8, look="bar")
    row = grid.pairs(row + 1, 1, says(record, "reseller", DEALER_LABELS), value=7)
    grid.put(row, 1, "■ 代理店", right=8, look="bar")
    grid.line(row + 1, 1, ["販売店と同じ", "○"], look="value")
    grid.put(row + 2, 1, "■ 更新対象製品", right=8, look="bar")
    columns = [
        ("ライセンスID", "license_id", 1),
        ("アクティベーションコード", "activation_code", 2),
        ("製品名", "product_name", 2),
        ("数量", "quantity", 1),
        ("更新年数", "term_years", 1),
        ("現契約終了日", "current_end_on", 1),
    ]
    row = table(grid, record, row + 3, 1, columns, 3, number="")
    grid.line(row, 1, ["同意確認", "□", "同意する", "☑", "同意しない"], look="value")
    grid.line(row + 1, 1, ["備考", record.say("remarks")], look="value")
