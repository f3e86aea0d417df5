"""From a field of the record to a form control. The forms only carry texts: reading and checking is `checking`'s."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import EmailField, Field, Form, HiddenField, RadioField, SelectField, StringField, TelField, TextAreaField

from tbc.applications import record
from tbc.applications.record import Field as Entry
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.phrases import lazy_counted
from tbc.kit.postal import PREFECTURES

_PREFECTURES = [("", _l("選択してください")), *((name, name) for name in PREFECTURES)]
_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


def control(entry: Entry) -> Any:
    """The unbound WTForms field for `entry`."""
    made = _CONTROLS.get(entry.control)
    field: Any = made(entry) if made else StringField(entry.label)
    field.kwargs.setdefault("render_kw", {})
    if entry.required:
        # The macros say 任意 where this mark is missing; the browser itself is not asked to check.
        field.kwargs["validators"] = [_Required()]
    return field


def form_of(name: str, entries: Iterable[Entry], **more: Any) -> type[Form]:
    """A form class with a control for each of `entries`, and `more` fields after them."""
    return type(name, (Form,), {**{entry.name: control(entry) for entry in entries}, **more})


def same_as(part: str, other: Any) -> RadioField:
    """The choice between being the same as an earlier section and being typed in (`other` is that choice's label)."""
    ways = [*((name, record.SAME_AS_NAMES[name]) for name in record.SAME_AS[part]), ("other", other)]
    return RadioField(record.SECTION_NAMES[part], choices=choices(ways), validators=[_Required()])


class _Required:
    """Marks a control as required for the eye; what is missing is found by `checking`."""

    field_flags = {"required": True}

    def __call__(self, _form: Form, _field: Field) -> None:
        return


def _radio(ways: dict[str, Any]) -> Any:
    return lambda entry: RadioField(entry.label, choices=choices(ways.items()))


def _years(entry: Entry) -> Any:
    terms = ((str(years), lazy_counted("%(years)s年", "%(years)s年", years, years=years)) for years in range(1, 6))
    ways = [("", _l("選択")), *terms]
    return SelectField(entry.label, choices=choices(ways))


_CONTROLS: dict[str, Any] = {
    "email": lambda entry: EmailField(entry.label, render_kw={"autocomplete": "off", "spellcheck": "false"}),
    "tel": lambda entry: TelField(entry.label, render_kw={"autocomplete": "off"}),
    "digits": lambda entry: StringField(entry.label, render_kw=_DIGITS),
    "postal": lambda entry: StringField(entry.label, render_kw=_DIGITS),
    "date": lambda entry: StringField(entry.label, render_kw={"autocomplete": "off"}),
    "code": lambda entry: StringField(entry.label, render_kw=_CODE),
    "lines": lambda entry: TextAreaField(entry.label, render_kw={"rows": 4}),
    "hidden": lambda entry: HiddenField(entry.label),
    "prefecture": lambda entry: SelectField(entry.label, choices=choices(_PREFECTURES)),
    "years": _years,
    "kind": _radio(record.KINDS),
    "class": _radio(record.CONTRACT_CLASSES),
}
