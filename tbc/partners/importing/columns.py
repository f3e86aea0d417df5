"""The columns of a sheet of dealers: their titles, how a cell becomes a value, and the template to fill in."""

from __future__ import annotations

import re
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
from tbc.kit.text.companies import company_key
from tbc.partners.rules.dealers import NAMES_AT_MOST, UPSTREAMS_AT_MOST

MOST_ROWS = 5_000
LONGEST = 120
# Marks a required column in its heading, and a row that only explains.
MARK = "※"
_BETWEEN = re.compile(r"[;；\n]")
_TIERS = {"1": 1, "2": 2, "3": 3, "一次店": 1, "二次店": 2, "三次店": 3, "一次": 1, "二次": 2, "三次": 3}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its title, a hint for the template, how a cell is read, and what an empty cell means."""

    key: str
    title: Any
    hint: Any
    read: Callable[[str], Any]
    required: bool = False
    default: Any = ""


def read_name(typed: str) -> str:
    """A company's name as typed.

    Raises:
        CellFaulty: it is too long, or nothing but signs.
    """
    name = reading.one_line(typed).value
    if len(name) > LONGEST:
        raise CellFaulty(_("%(longest)s文字までにしてください。", longest=LONGEST))
    if not company_key(name):
        raise CellFaulty(_("会社名として読める文字を入力してください。"))
    return name


def _kana(typed: str) -> str:
    found = reading.kana(typed)
    if found.fault:
        raise CellFaulty(_("カナで入力してください。ひらがな、半角カナでもかまいません。"))
    return found.value


def _tier(typed: str) -> int:
    plain = reading.half(typed).strip()
    if plain not in _TIERS:
        raise CellFaulty(_("1、2、3か、一次店、二次店、三次店にしてください。"))
    return _TIERS[plain]


def _number(typed: str) -> str:
    found = reading.corporate_number(typed)
    if found.fault:
        raise CellFaulty(_("法人番号は13桁の数字です。通知書で確かめ、分からないときは空欄にしてください。"))
    return found.value


def _names(most: int) -> Callable[[str], list[str]]:
    def read(typed: str) -> list[str]:
        found = {company_key(name): name for name in map(read_name, filter(str.strip, _BETWEEN.split(typed)))}
        if len(found) > most:
            raise CellFaulty(_("%(most)s社までにしてください。", most=most))
        return list(found.values())

    return read


def _note(typed: str) -> str:
    note = reading.many_lines(typed).value
    if len(note) > 1000:
        raise CellFaulty(_("1,000文字までにしてください。"))
    return note


COLUMNS = (
    Column("name", _l("会社名"), _l("登記のとおり"), read_name, required=True),
    Column("kana", _l("フリガナ"), _l("「カブシキガイシャ」は付けない"), _kana, required=True),
    Column("tier", _l("段階"), _l("一次店、二次店、三次店"), _tier, required=True),
    Column("corporate_number", _l("法人番号"), _l("13桁。分からないときは空欄"), _number),
    Column("synonyms", _l("別名"), _l("いくつもあるときは ; で区切る"), _names(NAMES_AT_MOST - 1), default=()),
    Column("upstreams", _l("仕入先"), _l("会社名。標準を先に、; で区切る"), _names(UPSTREAMS_AT_MOST), default=()),
    Column("note", _l("メモ"), _l("弊社だけが見る"), _note),
)
TITLES = {column.key: column.title for column in COLUMNS}


def headings() -> list[str]:
    """The headings in the reader's language, required ones marked."""
    return [f"{column.title}{MARK if column.required else ''}" for column in COLUMNS]


def hints() -> list[str]:
    """The row that explains the columns; it begins with the mark by which it is left out when read."""
    first, *rest = (str(column.hint) for column in COLUMNS)
    return [f"{MARK}{first}", *rest]


def template() -> bytes:
    """The template as a workbook."""
    return write_xlsx(headings(), [hints()], title=_("販売店・代理店"))


def column_of_heading(text: str) -> Column | None:
    """The column headed `text`: its key or its title in either language."""
    return _by_heading().get(fold(text.replace(MARK, "")))


def _by_heading() -> dict[str, Column]:
    found = {fold(column.key): column for column in COLUMNS}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(str(column.title)): column for column in COLUMNS}
    return found
