"""The columns of a sheet of products: their titles, and how a cell becomes a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tbc.catalog import rules
from tbc.catalog.importing.cells import (
    read_code,
    read_codes,
    read_day,
    read_flag,
    read_months,
    read_name,
    read_number,
    read_one_of,
    read_pattern,
    read_some_of,
    read_tax_rate,
    read_years,
)
from tbc.kit.language import LANGUAGES, speaking
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold

Value = Any
_MONTHS = ("renewable_months_before", "renewable_months_after")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key (the attribute of the row), its title, its reader and what an empty cell means."""

    key: str
    title: Any
    read: Callable[[str], Value]
    required: bool = False
    default: Value = None


COLUMNS = (
    Column("code", _l("製品コード"), read_code, required=True),
    Column("name_ja", _l("製品名"), read_name, required=True),
    Column("name_en", _l("製品名（英語）"), read_name, required=True),
    Column("name_kana", _l("フリガナ"), read_name, default=""),
    Column("kind", _l("種類"), read_one_of(rules.KINDS), required=True),
    Column("channel", _l("申請の方法"), read_one_of(rules.CHANNELS), default="web"),
    Column("excel_form", _l("Excel申請書"), read_name, default=""),
    Column("excel_send_to", _l("Excel送付先"), read_name, default=""),
    Column("application_kinds", _l("申請区分"), read_some_of(rules.APPLICATION_KINDS), required=True),
    Column("contract_classes", _l("契約区分"), read_some_of(rules.CONTRACT_CLASSES), required=True),
    Column("offered_from", _l("取扱開始日"), read_day),
    Column("offered_until", _l("取扱終了日"), read_day),
    Column("electronic_delivery", _l("電子納品"), read_flag, default=True),
    Column("unit", _l("単位"), read_one_of(rules.UNITS), default="license"),
    Column("reference", _l("保有の特定"), read_one_of(rules.REFERENCES), default="any"),
    Column("license_id_pattern", _l("ライセンスIDの形式"), read_pattern, default=rules.LICENSE_ID),
    Column(
        "activation_code_pattern", _l("アクティベーションコードの形式"), read_pattern, default=rules.ACTIVATION_CODE
    ),
    Column("serial_number_pattern", _l("シリアル番号の形式"), read_pattern, default=rules.SERIAL_NUMBER),
    Column("supplement_code", _l("別紙コード"), read_code),
    Column("contact_persons_required", _l("コンタクトパーソン"), read_flag, default=False),
    Column("min_quantity", _l("最小数量"), read_number, default=1),
    Column("max_quantity", _l("最大数量"), read_number, default=999_999),
    Column("term_years", _l("年数"), read_years, default=[1, 2, 3]),
    Column("code_kind", _l("納品するコード"), read_one_of(rules.CODE_KINDS), default="activation-code"),
    Column("codes_with", _l("コードを納品する申請区分"), read_some_of(rules.APPLICATION_KINDS), default=["new"]),
    Column("codes_per", _l("コードの数え方"), read_one_of(rules.CODES_PER), default="line"),
    Column("tax_rate", _l("税率"), read_tax_rate, default=10),
    Column("renewable_months_before", _l("更新できる月数（終了前）"), read_months, default=6),
    Column("renewable_months_after", _l("更新できる月数（終了後）"), read_months, default=12),
    Column("renews_into", _l("更新先の製品コード"), read_codes, default=[]),
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
