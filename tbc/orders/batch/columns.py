"""The columns of a sheet of orders: their titles, how a cell becomes a value, and the template to fill in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from tbc.kit.language import LANGUAGES, speaking
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold
from tbc.kit.sheets import write_xlsx
from tbc.kit.sheets.rows import CellFaulty
from tbc.kit.text import reading
from tbc.orders.rules import CUSTOMER_PO_AT_MOST, DEALER_NOTE_AT_MOST, DIFFERENCES_AT_MOST, is_reference
from tbc.orders.sentences import DETAILS

MOST_ROWS = 500
# Marks a required column in its heading, and a row that only explains.
MARK = "※"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in OrderDetails (or `number`), its title, a hint, how a cell is read."""

    key: str
    title: Any
    hint: Any
    read: Callable[[str], str]
    required: bool = False
    default: Any = ""


def _po(typed: str) -> str:
    return _within(reading.purchase_order(typed).value, CUSTOMER_PO_AT_MOST, "customer_po")


def _reference(typed: str) -> str:
    read = reading.reference(typed)
    if read.fault or not is_reference(read.value):
        raise CellFaulty(str(DETAILS["reseller_reference"]))
    return read.value


def _email(typed: str) -> str:
    read = reading.email(typed)
    if read.fault or not read.value:
        raise CellFaulty(str(DETAILS["delivery_email"]))
    return read.value


def _note(typed: str) -> str:
    return _within(reading.many_lines(typed).value, DEALER_NOTE_AT_MOST, "dealer_note")


def _differences(typed: str) -> str:
    return _within(reading.many_lines(typed).value, DIFFERENCES_AT_MOST, "differences")


def _within(text: str, most: int, key: str) -> str:
    if len(text) > most:
        raise CellFaulty(str(DETAILS[key]))
    return text


COLUMNS = (
    Column("number", _l("受付番号"), _l("24文字。空白やハイフンがあってもよい"), str.strip, required=True),
    Column("customer_po", _l("得意先PO#"), _l("空欄のときは申請の値"), _po),
    Column("reseller_reference", _l("販売店管理番号"), _l("8桁の数字。空欄のときは申請の値"), _reference),
    Column("delivery_email", _l("納品先メールアドレス"), _l("空欄のときは申請の値"), _email, default=None),
    Column("dealer_note", _l("通信欄"), _l("200文字まで"), _note),
    Column("differences", _l("注文書との違い"), _l("社内の記録。1,000文字まで"), _differences),
)
BY_KEY = {column.key: column for column in COLUMNS}


def headings() -> list[str]:
    """The headings in the reader's language, required ones marked."""
    return [f"{column.title}{MARK if column.required else ''}" for column in COLUMNS]


def hints() -> list[str]:
    """The row that explains the columns; it begins with the mark by which it is left out when read."""
    first, *rest = (str(column.hint) for column in COLUMNS)
    return [f"{MARK}{first}", *rest]


def template() -> bytes:
    """The template as a workbook."""
    return write_xlsx(headings(), [hints()], title=_("受注"))


def column_of_heading(text: str) -> Column | None:
    """The column headed `text`: its key or its title in either language."""
    wanted = fold(text.replace(MARK, ""))
    for column in COLUMNS:
        if wanted == fold(column.key):
            return column
        for code in LANGUAGES:
            with speaking(code):
                if wanted == fold(str(column.title)):
                    return column
    return None
