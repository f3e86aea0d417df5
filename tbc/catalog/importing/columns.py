"""The columns of a sheet of products: their titles in both languages, and how a cell becomes a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from tbc.catalog import rules
from tbc.kit.language import LANGUAGES, speaking
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold
from tbc.kit.sheets.rows import CellFaulty
from tbc.kit.text import dates, reading

Value = Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key (the attribute of the row), its title, its reader and what an empty cell means."""

    key: str
    title: Any
    read: Callable[[str], Value]
    required: bool = False
    default: Value = None


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
_MONTHS = ("renewable_months_before", "renewable_months_after")
MOST_MONTHS = 120
_NO_LIMIT = {"any", "いつでも", "制限なし"}
_YES, _NO = {"yes", "はい", "true", "1", "○", "有"}, {"no", "いいえ", "false", "0", "×", "無"}


def _name(typed: str) -> str:
    value = reading.one_line(typed).value
    if len(value) > 200:
        raise CellFaulty(_("200文字までにしてください。"))
    return value


def _code(typed: str) -> str:
    value = reading.code(typed).value
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{1,31}", value):
        raise CellFaulty(_("半角の英大文字・数字・ハイフンで、2文字から32文字までにしてください。"))
    return value


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    meant = {fold(name): word for word in words for name in (word, *_JAPANESE.get(word, "").split())}

    def read(typed: str) -> str:
        if fold(typed) not in meant:
            raise CellFaulty(_("「%(words)s」のどれかにしてください。", words=", ".join(words)))
        return meant[fold(typed)]

    return read


def _some_of(words: tuple[str, ...]) -> Callable[[str], list[str]]:
    one = _one_of(words)

    def read(typed: str) -> list[str]:
        chosen = {one(part) for part in re.split(r"[\s,、・/|;]+", typed.strip()) if part}
        return [word for word in words if word in chosen]

    return read


def _flag(typed: str) -> bool:
    plain = reading.half(typed).strip().casefold()
    if plain in _YES | _NO:
        return plain in _YES
    raise CellFaulty(_("yes か no にしてください。"))


def _day(typed: str) -> date:
    found = dates.day(typed)
    if found.fault:
        raise CellFaulty(_("2027/03/31 のような日付にしてください。"))
    return date.fromisoformat(found.value)


def _number(typed: str) -> int:
    found = reading.whole_number(typed)
    if found.fault:
        raise CellFaulty(_("1から999,999までの整数にしてください。"))
    return int(found.value)


def _years(typed: str) -> list[int]:
    parts = [part for part in re.split(r"[\s,、・/|;年]+", reading.half(typed).strip()) if part]
    if not parts or any(not re.fullmatch("[1-9]", part) for part in parts):
        raise CellFaulty(_("1から9までの年数を、空白で区切って並べてください。"))
    return sorted({int(part) for part in parts})


def _pattern(typed: str) -> str:
    try:
        re.compile(typed)
    except re.error:
        raise CellFaulty(_("正規表現として読めません。")) from None
    # A group that repeats inside a repeated group can take for ever on a code of thirty characters.
    if len(typed) > 200 or re.search(r"[+*}]\)[+*{]", typed):
        raise CellFaulty(_("200文字までの、繰り返しを入れ子にしない正規表現にしてください。"))
    return typed


def _tax_rate(typed: str) -> int:
    plain = reading.half(typed).strip().rstrip("%")
    if plain not in {str(rate) for rate in rules.TAX_RATES}:
        raise CellFaulty(_("税率は10か8にしてください。"))
    return int(plain)


def _months(typed: str) -> int | None:
    plain = reading.half(typed).strip().casefold()
    if plain in _NO_LIMIT:
        return None
    if not re.fullmatch("[0-9]{1,3}", plain) or int(plain) > MOST_MONTHS:
        raise CellFaulty(_("0から120までの月数か、いつでもなら any にしてください。"))
    return int(plain)


def _codes(typed: str) -> list[str]:
    found = list(dict.fromkeys(_code(part) for part in re.split(r"[\s,、・/|;]+", typed) if part))
    if len(found) > 20:
        raise CellFaulty(_("20製品までにしてください。"))
    return found


COLUMNS = (
    Column("code", _l("製品コード"), _code, required=True),
    Column("name_ja", _l("製品名"), _name, required=True),
    Column("name_en", _l("製品名（英語）"), _name, required=True),
    Column("name_kana", _l("フリガナ"), _name, default=""),
    Column("kind", _l("種類"), _one_of(rules.KINDS), required=True),
    Column("channel", _l("申請の方法"), _one_of(rules.CHANNELS), default="web"),
    Column("excel_form", _l("Excel申請書"), _name, default=""),
    Column("excel_send_to", _l("Excel送付先"), _name, default=""),
    Column("application_kinds", _l("申請区分"), _some_of(rules.APPLICATION_KINDS), required=True),
    Column("contract_classes", _l("契約区分"), _some_of(rules.CONTRACT_CLASSES), required=True),
    Column("offered_from", _l("取扱開始日"), _day),
    Column("offered_until", _l("取扱終了日"), _day),
    Column("electronic_delivery", _l("電子納品"), _flag, default=True),
    Column("unit", _l("単位"), _one_of(rules.UNITS), default="license"),
    Column("reference", _l("保有の特定"), _one_of(rules.REFERENCES), default="any"),
    Column("license_id_pattern", _l("ライセンスIDの形式"), _pattern, default=rules.LICENSE_ID),
    Column("activation_code_pattern", _l("アクティベーションコードの形式"), _pattern, default=rules.ACTIVATION_CODE),
    Column("serial_number_pattern", _l("シリアル番号の形式"), _pattern, default=rules.SERIAL_NUMBER),
    Column("supplement_code", _l("別紙コード"), _code),
    Column("contact_persons_required", _l("コンタクトパーソン"), _flag, default=False),
    Column("min_quantity", _l("最小数量"), _number, default=1),
    Column("max_quantity", _l("最大数量"), _number, default=999_999),
    Column("term_years", _l("年数"), _years, default=[1, 2, 3]),
    Column("code_kind", _l("納品するコード"), _one_of(rules.CODE_KINDS), default="activation-code"),
    Column("codes_with", _l("コードを納品する申請区分"), _some_of(rules.APPLICATION_KINDS), default=["new"]),
    Column("codes_per", _l("コードの数え方"), _one_of(rules.CODES_PER), default="line"),
    Column("tax_rate", _l("税率"), _tax_rate, default=10),
    Column("renewable_months_before", _l("更新できる月数（終了前）"), _months, default=6),
    Column("renewable_months_after", _l("更新できる月数（終了後）"), _months, default=12),
    Column("renews_into", _l("更新先の製品コード"), _codes, default=[]),
)
TITLES = {column.key: column.title for column in COLUMNS}


def by_heading(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Each column by what may stand above it, folded: its key, or its title in either language."""
    found = {fold(column.key): column for column in columns}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(str(column.title)): column for column in columns}
    return found


def shown(key: str, value: Value) -> str:
    """A value as a sheet, the preview and the audit trail show it: what `read` makes the same value of."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    if value is None:
        return "any" if key in _MONTHS else ""
    return str(value)
