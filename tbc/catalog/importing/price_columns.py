"""The columns of a sheet of prices."""

from __future__ import annotations

from datetime import date
from typing import Any

from tbc.catalog import rules
from tbc.catalog.importing.cells import read_code, read_day, read_number, read_one_of, read_term, read_yen
from tbc.catalog.importing.columns import Column
from tbc.kit.phrases import lazy as _l

MOST_ROWS = 10_000


def shown(value: Any) -> str:
    """A value as the preview shows it."""
    return "" if value is None else f"{value:%Y/%m/%d}" if isinstance(value, date) else str(value)


COLUMNS = (
    Column("product_code", _l("製品コード"), read_code, required=True),
    Column("contract_class", _l("契約区分"), read_one_of(rules.CONTRACT_CLASSES), required=True),
    Column("application_kind", _l("申請区分"), read_one_of(rules.APPLICATION_KINDS), required=True),
    Column("years", _l("年数"), read_term, required=True),
    Column("quantity_from", _l("数量（以上）"), read_number, default=1),
    Column("unit_price", _l("単価（税抜、円）"), read_yen, required=True),
    Column("valid_from", _l("適用開始日"), read_day, required=True),
    Column("valid_until", _l("適用終了日"), read_day),
)
TITLES = {column.key: column.title for column in COLUMNS}
# What tells one price from another; the last of them is the day on which it begins.
OWN = ("product_code", "contract_class", "application_kind", "years", "quantity_from", "valid_from")
