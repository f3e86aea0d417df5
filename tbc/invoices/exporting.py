"""Documents, and what is owed, as tables for people's spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Row

from tbc.invoices.rules import age_of
from tbc.invoices.words import AGES, KINDS, STATES
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
_OWING_HEADER = (
    _l("基準日"),
    _l("番号"),
    _l("取引先"),
    _l("振込名義"),
    _l("発行日"),
    _l("支払期限"),
    _l("超過日数"),
    _l("期限からの日数"),
    _l("金額（税込）"),
    _l("今の状態"),
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


def owing_header() -> list[str]:
    """The titles of the columns of what is owed."""
    return [str(title) for title in _OWING_HEADER]


def owing_rows(invoices: Iterable[Row[Any]], on: date) -> Iterator[list[Value]]:
    """One row per invoice that was open at the end of the day `on`; days overdue and amounts as numbers."""
    for one in invoices:
        yield [
            short_date(on),
            one.number,
            one.payer_company,
            one.transfer_name_kana,
            short_date(one.issued_on),
            short_date(one.due_on),
            max(0, (on - one.due_on).days),
            str(AGES[age_of(one.due_on, on)]),
            one.amount,
            str(STATES[one.state]),
        ]
