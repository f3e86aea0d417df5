"""The columns of a catalogue sheet: their titles in both languages, and how a cell becomes a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from tbc.catalog import rules
from tbc.kit.search import fold
from tbc.kit.sheets.rows import CellFaulty
from tbc.kit.text import dates, reading

Value = Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key (the attribute of Product), its Japanese title, its reader and what an empty cell means."""

    key: str
    title: str
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
}
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


COLUMNS = (
    Column("code", "製品コード", _code, required=True),
    Column("name_ja", "製品名", _name, required=True),
    Column("name_en", "製品名（英語）", _name, required=True),
    Column("name_kana", "フリガナ", _name, default=""),
    Column("kind", "種類", _one_of(rules.KINDS), required=True),
    Column("channel", "申請の方法", _one_of(rules.CHANNELS), default="web"),
    Column("excel_form", "Excel申請書", _name, default=""),
    Column("excel_send_to", "Excel送付先", _name, default=""),
    Column("application_kinds", "申請区分", _some_of(rules.APPLICATION_KINDS), required=True),
    Column("contract_classes", "契約区分", _some_of(rules.CONTRACT_CLASSES), required=True),
    Column("offered_from", "取扱開始日", _day),
    Column("offered_until", "取扱終了日", _day),
    Column("electronic_delivery", "電子納品", _flag, default=True),
    Column("unit", "単位", _one_of(rules.UNITS), default="license"),
    Column("reference", "保有の特定", _one_of(rules.REFERENCES), default="any"),
    Column("license_id_pattern", "ライセンスIDの形式", _pattern, default=rules.LICENSE_ID),
    Column("activation_code_pattern", "アクティベーションコードの形式", _pattern, default=rules.ACTIVATION_CODE),
    Column("serial_number_pattern", "シリアル番号の形式", _pattern, default=rules.SERIAL_NUMBER),
    Column("supplement_code", "別紙コード", _code),
    Column("contact_persons_required", "コンタクトパーソン", _flag, default=False),
    Column("min_quantity", "最小数量", _number, default=1),
    Column("max_quantity", "最大数量", _number, default=999_999),
    Column("term_years", "年数", _years, default=[1, 2, 3]),
)
