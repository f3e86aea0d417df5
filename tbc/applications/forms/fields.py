"""The form controls that only an application has: its choices, its years, and what is the same as another section."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Form, RadioField, SelectField

from tbc.applications import record
from tbc.kit.choices import choices
from tbc.kit.entries import controls
from tbc.kit.entries.field import Field
from tbc.kit.phrases import lazy as _l
from tbc.kit.phrases import lazy_counted


def control(entry: Field) -> Any:
    """The unbound WTForms field for `entry`."""
    return controls.control(entry, _OWN)


def form_of(name: str, entries: Iterable[Field], **more: Any) -> type[Form]:
    """A form class with a control for each of `entries`, and `more` fields after them."""
    return controls.form_of(name, entries, _OWN, **more)


def same_as(part: str, other: Any) -> RadioField:
    """The choice between being the same as an earlier section and being typed in (`other` is that choice's label)."""
    ways = [*((name, record.SAME_AS_NAMES[name]) for name in record.SAME_AS[part]), ("other", other)]
    return RadioField(record.SECTION_NAMES[part], choices=choices(ways), validators=[controls.Required()])


def _radio(ways: dict[str, Any]) -> Any:
    return lambda entry: RadioField(entry.label, choices=choices(ways.items()))


def _years(entry: Field) -> Any:
    terms = ((str(years), lazy_counted("%(years)s年", "%(years)s年", years, years=years)) for years in range(1, 6))
    ways = [("", _l("選択")), *terms]
    return SelectField(entry.label, choices=choices(ways))


_OWN: controls.Ways = {"years": _years, "kind": _radio(record.KINDS), "class": _radio(record.CONTRACT_CLASSES)}
