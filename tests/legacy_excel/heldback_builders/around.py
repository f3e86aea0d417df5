"""What stands above and below the items in the sheets about items."""

from .book import Book
from .parts import DELIVERY_LABELS, box, classes, kinds, says, title
from .record import Record

_PARTY = [
    ("フリガナ", "corporate_name_kana"),
    ("会社名", "corporate_name"),
    ("部署名", "department"),
    ("役職", "title"),
    ("ご担当者名", "contact_name"),
    ("電話番号", "phone"),
    ("E-mail", "email"),
    ("郵便番号", "postal"),
    ("住所", "address"),
]
_CONTACT = [("部署名", "department"), ("ご担当者名", "contact_name"), ("電話番号", "phone"), ("E-mail", "email")]
_SOLD = [("会社名", "company"), ("支店名", "branch"), *_CONTACT]
_SECTIONS = (
    ("■ 契約者情報（エンドユーザー）", "end_user", _PARTY),
    ("■ サポート窓口", "support_contact", _CONTACT),
    ("■ 納品先", "delivery", DELIVERY_LABELS),
    ("■ 販売店", "reseller", _SOLD),
    ("■ 代理店", "distributor", _SOLD),
)


def above_items(book: Book, record: Record, sheet: str) -> int:
    """A new sheet with everything above the items; the row after it."""
    grid = book.sheet(sheet, record)
    grid.put(1, 1, title(record), right=6, look="title")
    grid.put(1, 8, "2025年6月6日版", look="hint")
    lines = [
        ("申請日※", record.say("applied_on")),
        ("得意先注文番号", record.say("customer_po")),
        ("契約区分※", classes(record)),
    ]
    lines += [("申請区分※", kinds(record))] if record.form == "B-1" else []
    row = grid.pairs(3, 1, lines, value=6)
    for name, section, fields in _SECTIONS:
        grid.put(row, 1, name, right=7, look="bar")
        row += 1
        if record.fact(section) and "same_as" in record.fact(section):
            text = "契約者と同じ" if section == "support_contact" else "販売店と同じ"
            grid.put(row, 1, box(record, section, text), right=7)
            row += 1
        else:
            row = grid.pairs(row, 1, says(record, section, fields), value=6)
    return row


def below_items(book: Book, record: Record, row: int) -> None:
    """Consent and remarks, at the given row of the last sheet."""
    grid = book.grids[-1]
    grid.pairs(
        row,
        1,
        [("同意確認", box(record, "consent", "契約者の同意を得ています")), ("備考", record.say("remarks"))],
        value=6,
    )
