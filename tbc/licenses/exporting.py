"""Licenses as a table for people's spreadsheets: one row each, without what does not show yet (CON-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Row

from tbc.kit.clock import today
from tbc.kit.formats import short_date
from tbc.licenses.rules import shown
from tbc.licenses.words import STATES, state_of


def header() -> list[str]:
    """The titles of the columns."""
    return [
        _("ライセンスID"),
        _("状態"),
        _("契約者"),
        _("製品コード"),
        _("製品名"),
        _("数量"),
        _("契約開始日"),
        _("契約終了日"),
        _("表示開始日"),
        _("会社アカウント"),
        _("コード"),
    ]


def rows(licenses: Iterable[tuple[Row[Any], Sequence[str]]], accounts: Mapping[UUID, str]) -> Iterator[list[str | int]]:
    """One row per license; `accounts` are the names of the reader's company accounts."""
    day = today()
    for license_, codes in licenses:
        seen = shown(license_, day)
        yield [
            seen.license_id or "",
            str(STATES[state_of(license_.state, license_.ends_on, day)]),
            license_.end_user_name,
            license_.product_code,
            license_.product_name,
            license_.quantity,
            short_date(seen.starts_on),
            short_date(seen.ends_on),
            short_date(seen.since),
            accounts.get(license_.company_account_id, ""),
            " ".join(codes),
        ]
