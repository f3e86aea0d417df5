"""Pieces which several layouts write alike: boxes, titles, columns of a table."""

from collections.abc import Sequence

from .grid import Grid, Value
from .record import Record

TITLES = {
    "A-1": "ライセンス製品　新規購入申請書",
    "A-2": "SaaS／クラウド製品　新規購入申請書",
    "B-1": "ライセンス製品　追加・更新申請書",
    "B-2": "SaaS製品　更新申請書",
    "B-2HW": "アプライアンス／ハードウェア保守　更新申請書",
    "B-3": "複数契約一括　更新申請書",
    "USER": "新規ユーザー登録書",
}
CLASSES = {"corporate": "一般", "government": "官公庁", "academic": "教育"}
DEALER_LABELS = (
    ("会社名", "company"),
    ("支店名", "branch"),
    ("部署名", "department"),
    ("ご担当者名", "contact_name"),
    ("電話番号", "phone"),
    ("E-mail", "email"),
)
DELIVERY_LABELS = (
    ("E-mail", "email"),
    ("会社名", "company"),
    ("ご担当者名", "contact_name"),
)
PARTY_LABELS = (
    ("フリガナ", "corporate_name_kana"),
    ("会社名", "corporate_name"),
    ("部署名", "department"),
    ("役職", "title"),
    ("フリガナ", "contact_name_kana"),
    ("ご担当者名", "contact_name"),
    ("電話番号", "phone"),
    ("E-mail", "email"),
    ("郵便番号", "postal"),
    ("住所", "address"),
)
KINDS = {"additional": "追加", "renewal": "更新"}


def title(record: Record) -> str:
    """【code】title; 新規ユーザー登録書 has no code."""
    code = "" if record.form == "USER" else f"【{record.form}】"
    return code + TITLES[record.form]


def boxes(options: Sequence[str], chosen: str | None, ticked: str = "☑ ", empty: str = "□ ", gap: str = "　") -> str:
    """All options in one text, a box before each."""
    return gap.join((ticked if option == chosen else empty) + option for option in options)


def classes(record: Record, ticked: str = "☑ ", empty: str = "□ ", gap: str = "　") -> str:
    """The contract class as boxes in one text."""
    record.tell("contract_class")
    chosen = CLASSES.get(record.fact("contract_class"))
    return boxes(tuple(CLASSES.values()), chosen, ticked, empty, gap)


def kinds(record: Record, ticked: str = "☑ ", empty: str = "□ ") -> str:
    """追加 and 更新 as boxes in one text."""
    record.tell("kind")
    return boxes(tuple(KINDS.values()), KINDS.get(record.fact("kind")), ticked, empty)


def box(record: Record, path: str, text: str, ticked: str = "☑", empty: str = "□") -> str:
    """One box: of `consent`, or of a section that is the same as another."""
    record.tell(path)
    fact = record.fact(path)
    same = fact is True or (isinstance(fact, dict) and "same_as" in fact)
    return f"{ticked if same else empty} {text}"


def says(record: Record, section: str, names: Sequence[tuple[str, str]]) -> list[tuple[str, Value]]:
    """Label and value of fields of a section; a section told by its box stays empty."""
    return [(label, record.say(f"{section}.{name}" if section else name)) for label, name in names]


def table(
    grid: Grid,
    record: Record,
    row: int,
    column: int,
    columns: Sequence[tuple[str, str, int]],
    rows: int,
    name: str = "items",
    number: str = "No.",
    start: int = 0,
) -> int:
    """A table: heads (label, field, width) and `rows` rows from item `start`; the row after it."""
    _heads(grid, row, column, columns, number)
    for index in range(rows):
        place = column
        if number:
            grid.put(row + 1 + index, place, start + index + 1, look="value")
            place += 1
        for _, item_field, width in columns:
            there = item_field and start + index < record.count(name)
            value = record.say(f"{name}[{start + index}].{item_field}") if there else None
            grid.put(row + 1 + index, place, value, right=width, look="value")
            place += width
    return row + 1 + rows


def _heads(grid: Grid, row: int, column: int, columns: Sequence[tuple[str, str, int]], number: str) -> None:
    if number:
        grid.put(row, column, number, look="head")
        column += 1
    for label, _, width in columns:
        grid.put(row, column, label, right=width, look="head")
        column += width
