"""Where the headings of a bank's CSV stand, and what its columns probably are: a proposal for who says it (PAY-1)."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from tbc.kit.text.dates import day
from tbc.payments.reading.records import FileFaulty
from tbc.payments.reading.sheets import FOREIGN_DAY, rows_of
from tbc.payments.reading.splitting import is_zengin, one_byte_kana

# Banks put titles, accounts and balances above the headings, but no more rows than these.
LOOKED_AT = 30
_WORDS = {
    "value_on": ("起算日",),
    "booked_on": ("入金日", "取引日", "勘定日", "日付", "年月日", "お取扱日", "date"),
    "amount": ("入金金額", "入金額", "お預り金額", "お預入金額", "預入", "入金", "取引金額", "金額", "amount"),
    "payer_name": (
        "振込依頼人名",
        "依頼人名",
        "振込人",
        "名義",
        "お取引内容",
        "取引内容",
        "摘要",
        "内容",
        "payer",
        "name",
    ),
    "payer_code": ("依頼人コード", "依頼人番号"),
    "edi": ("EDI",),
    "text": ("摘要", "備考", "メモ", "remarks"),
}
# What banks write in the column that tells what came in from what went out.
_IN = {"入金", "預入", "預り", "お預り", "入", "振込入金"}
_OUT = {"出金", "支払", "お支払", "引出", "払出", "引落", "出"}
_MANY = 1000


def is_sheet(data: bytes) -> bool:
    """Whether `data` is text in columns and no Zengin file: three columns at least, in two rows."""
    if is_zengin(one_byte_kana(data)):
        return False
    try:
        rows = rows_of(data)[:LOOKED_AT]
    except FileFaulty:
        return False
    return sum(len(row) > 2 for row in rows) > 1


def first_row_of(rows: Sequence[Sequence[str]]) -> int:
    """The first row with a transfer, counted from 1: it has a day and an amount; 2 if none looks like it."""
    for number, cells in enumerate(rows[:LOOKED_AT], 1):
        days = [at for at, cell in enumerate(cells) if _is_day(cell)]
        amounts = [at for at, cell in enumerate(cells) if _is_amount(cell) and at not in days]
        if days and amounts:
            return number
    return 2


def head_of(rows: Sequence[Sequence[str]], first_row: int) -> list[str]:
    """The headings above the first transfer; none where it is the file's first row."""
    return [cell.strip() for cell in rows[first_row - 2]] if 2 <= first_row <= len(rows) + 1 else []


def columns_of(head: Sequence[str]) -> dict[str, int]:
    """The columns, counted from 1, that headings of usual wording say: fields of `sheets.Mapping`."""
    plain = [normalize("NFKC", cell).strip().lower() for cell in head]
    found: dict[str, int] = {}
    for name, words in _WORDS.items():
        for word in (one.lower() for one in words):
            at = next((at for at, cell in enumerate(plain, 1) if word in cell and at not in found.values()), 0)
            if at:
                found[name] = at
                break
    return found


def direction_of(rows: Sequence[Sequence[str]], first_row: int) -> tuple[int, tuple[str, ...]]:
    """The column, counted from 1, whose cells say nothing but what came in and what went out, and its words for the
    former; 0 and none where there is no such column, or nothing came in."""
    below = rows[first_row - 1 : first_row - 1 + _MANY]
    for at in range(max((len(cells) for cells in below), default=0)):
        said = {cells[at].strip() for cells in below if at < len(cells)} - {""}
        if said & _IN and said <= _IN | _OUT:
            return at + 1, tuple(sorted(said & _IN))
    return 0, ()


def _is_day(cell: str) -> bool:
    return bool(cell.strip()) and (not day(cell).fault or bool(FOREIGN_DAY.fullmatch(cell.strip())))


def _is_amount(cell: str) -> bool:
    plain = normalize("NFKC", cell).strip().removeprefix("¥").removeprefix("\\").removesuffix("円").replace(",", "")
    return plain.isdigit() and len(plain) < 13
