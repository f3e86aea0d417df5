"""Orders as a table for people's spreadsheets: one row per line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row

from tbc.applications import numbers
from tbc.applications.forms.filters import STATES
from tbc.applications.record import KINDS
from tbc.kit.formats import date_and_time
from tbc.kit.sheets.writing import Value
from tbc.orders.words import DRAWN, SOURCES


def header() -> list[str]:
    """The titles of the columns."""
    first = [_("受注番号"), _("状態"), _("受注日時"), _("登録した担当者"), _("受付方法"), _("受付番号"), _("申請区分")]
    second = [
        _("契約者"),
        _("得意先PO#"),
        _("販売店管理番号"),
        _("納品先メールアドレス"),
        _("通信欄"),
        _("注文書との違い"),
    ]
    third = [_("納品日時"), _("取消日時"), _("取消の理由")]
    lines = [_("行"), _("製品コード"), _("製品名"), _("数量"), _("年数")]
    codes = [_("ライセンスID"), _("アクティベーションコード"), _("シリアル番号")]
    return [*first, *second, *third, *lines, *codes]


def rows(orders: Iterable[tuple[Row[Any], str, Sequence[Row[Any]]]]) -> Iterator[list[Value]]:
    """One row per line; each order comes with its reception number and its lines."""
    for order, reception_number, lines in orders:
        whole = _whole(order, reception_number)
        for line in lines:
            bought = [line.position, line.product_code, line.product_name, line.quantity, line.term_years]
            yield [*whole, *bought, line.license_id, line.activation_code, line.serial_number]


def _whole(order: Row[Any], reception_number: str) -> list[Value]:
    return [
        order.number,
        str(STATES[DRAWN[order.state]]),
        date_and_time(order.entered_at),
        order.entered_by_name,
        str(SOURCES[order.source]),
        " ".join(numbers.groups(reception_number)),
        str(KINDS[order.kind]),
        order.company,
        order.customer_po,
        order.reseller_reference,
        order.delivery_email,
        order.dealer_note,
        order.differences,
        date_and_time(order.shipped_at) if order.shipped_at else "",
        date_and_time(order.cancelled_at) if order.cancelled_at else "",
        order.cancel_reason if order.cancelled_at else "",
    ]
