"""How a cell of a sheet, or a field of a form, becomes a value of the catalogue; each reader says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _

from tbc.catalog import rules
from tbc.kit.search import fold
from tbc.kit.sheets.rows import CellFaulty
from tbc.kit.text import dates, reading

_JAPANESE = {
    "license": "ライセンス ライセンス製品",
    "saas": "SaaS",
    "appliance": "アプライアンス",
    "paid-support": "有償サポート",
    "consumer-line": "コンシューマ コンシューマ製品",
    "web": "Web",
    "excel": "Excel Excel申請書",
    "new": "新規",
    "additional": "追加",
    "renewal": "更新",
    "corporate": "一般 法人",
    "government": "官公庁",
    "academic": "教育",
    "user": "ユーザー ユーザ",
    "device": "台",
    "contract": "契約",
    "any": "いずれか",
    "serial": "シリアル番号",
    "activation-code": "アクティベーションコード",
    "serial-number": "シリアル番号",
    "none": "なし",
    "line": "明細",
    "unit": "数量",
}
MOST_MONTHS = 120
_NO_LIMIT = {"any", "いつでも", "制限なし"}
_YES, _NO = {"yes", "はい", "true", "1", "○", "有"}, {"no", "いいえ", "false", "0", "×", "無"}


def read_name(typed: str) -> str:
    """A name on one line.

    Raises:
        CellFaulty: see there.
    """
    value = reading.one_line(typed).value
    if len(value) > 200:
        raise CellFaulty(_("200文字までにしてください。"))
    return value


def read_code(typed: str) -> str:
    """A product's code.

    Raises:
        CellFaulty: it has no such shape.
    """
    value = reading.code(typed).value
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{1,31}", value):
        raise CellFaulty(_("半角の英大文字・数字・ハイフンで、2文字から32文字までにしてください。"))
    return value


def read_one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    """A reader of one of these words, or of its Japanese."""
    meant = {fold(name): word for word in words for name in (word, *_JAPANESE.get(word, "").split())}

    def read(typed: str) -> str:
        if fold(typed) not in meant:
            raise CellFaulty(_("「%(words)s」のどれかにしてください。", words=", ".join(words)))
        return meant[fold(typed)]

    return read


def read_some_of(words: tuple[str, ...]) -> Callable[[str], list[str]]:
    """A reader of some of these words, in their own order."""
    one = read_one_of(words)

    def read(typed: str) -> list[str]:
        chosen = {one(part) for part in re.split(r"[\s,、・/|;]+", typed.strip()) if part}
        return [word for word in words if word in chosen]

    return read


def read_flag(typed: str) -> bool:
    """Yes or no.

    Raises:
        CellFaulty: see there.
    """
    plain = reading.half(typed).strip().casefold()
    if plain in _YES | _NO:
        return plain in _YES
    raise CellFaulty(_("yes か no にしてください。"))


def read_day(typed: str) -> date:
    """A day in any of the forms that people type.

    Raises:
        CellFaulty: it is none.
    """
    found = dates.day(typed)
    if found.fault or not found.value:
        raise CellFaulty(_("2027/03/31 のような日付にしてください。"))
    return date.fromisoformat(found.value)


def read_number(typed: str) -> int:
    """A quantity, 1 to 999,999.

    Raises:
        CellFaulty: it is none.
    """
    found = reading.whole_number(typed)
    if found.fault or not found.value:
        raise CellFaulty(_("1から999,999までの整数にしてください。"))
    return int(found.value)


def read_years(typed: str) -> list[int]:
    """The terms that a product is sold for, in order.

    Raises:
        CellFaulty: see there.
    """
    parts = [part for part in re.split(r"[\s,、・/|;年]+", reading.half(typed).strip()) if part]
    if not parts or any(not re.fullmatch("[1-9]", part) for part in parts):
        raise CellFaulty(_("1から9までの年数を、空白で区切って並べてください。"))
    return sorted({int(part) for part in parts})


def read_pattern(typed: str) -> str:
    """A regular expression that takes no time on any code.

    Raises:
        CellFaulty: see there.
    """
    try:
        re.compile(typed)
    except re.error:
        raise CellFaulty(_("正規表現として読めません。")) from None
    # What repeats any number of times inside a repeated group can take for ever on a code of thirty characters.
    if len(typed) > 200 or re.search(r"([+*]|\{\d*,\d*\})\)+[+*{]", typed):
        raise CellFaulty(_("200文字までの、繰り返しを入れ子にしない正規表現にしてください。"))
    return typed


def read_tax_rate(typed: str) -> int:
    """Percent of consumption tax.

    Raises:
        CellFaulty: see there.
    """
    plain = reading.half(typed).strip().rstrip("%")
    if plain not in {str(rate) for rate in rules.TAX_RATES}:
        raise CellFaulty(_("税率は10か8にしてください。"))
    return int(plain)


def read_months(typed: str) -> int | None:
    """Months of a window of renewal; None for no limit.

    Raises:
        CellFaulty: see there.
    """
    plain = reading.half(typed).strip().casefold()
    if plain in _NO_LIMIT:
        return None
    if not re.fullmatch("[0-9]{1,3}", plain) or int(plain) > MOST_MONTHS:
        raise CellFaulty(_("0から120までの月数か、いつでもなら any にしてください。"))
    return int(plain)


def read_codes(typed: str) -> list[str]:
    """Codes of products, each once.

    Raises:
        CellFaulty: see there.
    """
    found = list(dict.fromkeys(read_code(part) for part in re.split(r"[\s,、・/|;]+", typed) if part))
    if len(found) > 20:
        raise CellFaulty(_("20製品までにしてください。"))
    return found


def read_term(typed: str) -> int:
    """One number of years, 1 to 9.

    Raises:
        CellFaulty: see there.
    """
    plain = reading.half(typed).strip().removesuffix("年")
    if not re.fullmatch("[1-9]", plain):
        raise CellFaulty(_("1から9までの年数を一つ入力してください。"))
    return int(plain)


def read_yen(typed: str) -> int:
    """A price in whole yen.

    Raises:
        CellFaulty: see there.
    """
    plain = reading.half(typed).strip().replace(",", "").removesuffix("円").lstrip("¥\\")
    if not re.fullmatch("[0-9]{1,10}", plain):
        raise CellFaulty(_("税抜の金額を、1円単位の数字で入力してください。"))
    return int(plain)
