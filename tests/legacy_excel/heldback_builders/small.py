"""A whole small application, four columns wide, to be set down anywhere in a sheet."""

from .grid import Grid
from .parts import box, classes, kinds, says, table, title
from .record import Record

PARTY = [
    ("会社名", "corporate_name"),
    ("部署名", "department"),
    ("ご担当者名", "contact_name"),
    ("電話番号", "phone"),
    ("E-mail", "email"),
    ("郵便番号", "postal"),
    ("住所", "address"),
]
DEALER = [("会社名", "company"), ("ご担当者名", "contact_name"), ("電話番号", "phone"), ("E-mail", "email")]


def small_form(
    grid: Grid, record: Record, row: int, column: int, columns: list[tuple[str, str, int]], rows: int
) -> int:
    """A whole small application from the given corner, four columns wide; the row after it."""
    grid.put(row, column, title(record), right=4, look="title")
    grid.put(row + 1, column, "2025年6月6日版", look="hint")
    head = [("申請日※", record.say("applied_on"))]
    head += [("契約区分※", classes(record))] if record.form not in ("USER", "B-2HW") else []
    head += [("申請区分※", kinds(record))] if record.form == "B-1" else []
    row = grid.pairs(row + 2, column, head, value=3)
    for name, section, fields in (
        ("■ 契約者", "end_user", PARTY),
        ("■ 納品先", "delivery", [("E-mail※", "email")]),
        ("■ 販売店", "reseller", DEALER),
    ):
        if section == "delivery" and record.fact("delivery") is None:
            continue
        grid.put(row, column, name, right=4, look="bar")
        row = grid.pairs(row + 1, column, says(record, section, fields), value=3)
    grid.put(row, column, "■ サポート窓口", right=4, look="bar")
    grid.put(row + 1, column, box(record, "support_contact", "契約者と同じ"), right=4)
    row += 2
    if record.form != "USER":
        grid.put(row, column, "■ 代理店", right=4, look="bar")
        grid.put(row + 1, column, box(record, "distributor", "販売店と同じ"), right=4)
        row += 2
    grid.put(
        row, column, "■ 購入製品" if record.form in ("A-1", "A-2", "USER") else "■ 更新対象製品", right=4, look="bar"
    )
    row = table(grid, record, row + 1, column, columns, rows, number="")
    return grid.pairs(
        row, column, [("同意確認", box(record, "consent", "同意済み")), ("備考", record.say("remarks"))], value=3
    )
