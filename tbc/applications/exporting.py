"""Applications as a table for people's spreadsheets: one row per product line, every field of the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from tbc.applications import numbers, record
from tbc.applications.forms.filters import STATES
from tbc.applications.forms.start import MODES
from tbc.applications.models import Application
from tbc.applications.record import value_at
from tbc.applications.summary import shown
from tbc.kit.entries.field import Field
from tbc.kit.formats import date_and_time

_ITEM_FIELDS = tuple(field for field in record.ITEM if field.name != "product")


def header() -> list[str]:
    """The titles of the columns."""
    first = [_("受付番号"), _("状態"), _("申請日時"), _("申請した方"), _("申請タイプ"), _("会社アカウント")]
    tops = [str(field.label) for field in (*record.CHOICES, *record.REFERENCES)]
    lines = [_("行"), _("製品コード"), _("製品名"), *(str(field.label) for field in _ITEM_FIELDS)]
    groups = [
        f"{record.SECTION_NAMES[part]} {field.label}" for part, fields in record.GROUPS.items() for field in fields
    ]
    return [*first, *tops, *lines, *groups]


def rows(applications: Iterable[tuple[Application, str]]) -> Iterator[list[str | int]]:
    """One row per product line; an application without lines (an early draft) has one row.

    Each application comes with the name of its company account.
    """
    for application, account in applications:
        first, groups = _first(application, account), _groups(application)
        items = application.content.get("items") or [{}]
        for line, item in enumerate(items, 1):
            cells: list[str | int] = [line, str(item.get("product") or ""), str(item.get("product_name") or "")]
            cells += [_cell(field, item.get(field.name)) for field in _ITEM_FIELDS]
            yield [*first, *cells, *groups]


def _first(application: Application, account: str) -> list[str]:
    number = " ".join(numbers.groups(application.number)) if application.number else ""
    tops = [shown(field, application.content.get(field.name)) for field in (*record.CHOICES, *record.REFERENCES)]
    state, mode = str(STATES[application.state]), str(MODES[application.mode])
    return [number, state, date_and_time(application.listed_at), application.filer_name, mode, account, *tops]


def _groups(application: Application) -> list[str]:
    """A section that is the same as another says so in its first column (SPEC §3)."""
    cells = []
    for part, fields in record.GROUPS.items():
        same = value_at(application.content, f"{part}.same_as") or ""
        if same in record.SAME_AS.get(part, ()):
            cells += [str(record.SAME_AS_NAMES[same]), *[""] * (len(fields) - 1)]
        else:
            cells += [shown(field, value_at(application.content, f"{part}.{field.name}")) for field in fields]
    return cells


def _cell(field: Field, value: object) -> str | int:
    text = "" if value is None else str(value)
    if field.name in {"quantity", "term_years", "held_quantity"} and text.isascii() and text.isdigit():
        return int(text)
    return shown(field, value)
