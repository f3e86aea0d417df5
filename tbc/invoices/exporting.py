"""The archive as a table for people's spreadsheets: one row per document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row

from tbc.invoices.words import KINDS, STATES
from tbc.kit.formats import short_date
from tbc.kit.phrases import lazy as _l
from tbc.kit.sheets.writing import Value

_HEADER = (
    _l("番号"),
    _l("種類"),
    _l("発行日"),
    _l("取引先"),
    _l("金額（税込）"),
    _l("支払期限"),
    _l("状態"),
    _l("もとの書類"),
    _l("発行者"),
)


def header() -> list[str]:
    """The titles of the columns."""
    return [str(title) for title in _HEADER]


def rows(documents: Iterable[Row[Any]]) -> Iterator[list[Value]]:
    """One row per document, amounts as numbers."""
    for one in documents:
        yield [
            one.number,
            str(KINDS[one.kind]),
            short_date(one.issued_on),
            one.counterparty,
            one.total,
            short_date(one.due_on) if one.kind == "invoice" else "",
            str(STATES[one.state]) if one.state else "",
            one.names_number,
            one.issued_by_name,
        ]
