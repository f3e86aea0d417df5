"""From a field to a form control. The forms only carry texts: reading and checking is `checking`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import wtforms
from wtforms import EmailField, Form, HiddenField, SelectField, StringField, TelField, TextAreaField

from tbc.kit.choices import choices
from tbc.kit.entries.field import Field
from tbc.kit.phrases import lazy as _l
from tbc.kit.postal import PREFECTURES

Ways = Mapping[str, Callable[[Field], Any]]

_PREFECTURES = [("", _l("選択してください")), *((name, name) for name in PREFECTURES)]
_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


def control(entry: Field, own: Ways | None = None) -> Any:
    """The unbound WTForms field for `entry`; `own` makes those controls that only one room knows."""
    made = (own or {}).get(entry.control) or _CONTROLS.get(entry.control)
    field: Any = made(entry) if made else StringField(entry.label)
    field.kwargs.setdefault("render_kw", {})
    if entry.required:
        # The macros say 任意 where this mark is missing; the browser itself is not asked to check.
        field.kwargs["validators"] = [Required()]
    return field


def form_of(name: str, entries: Iterable[Field], own: Ways | None = None, **more: Any) -> type[Form]:
    """A form class with a control for each of `entries`, and `more` fields after them."""
    return type(name, (Form,), {**{entry.name: control(entry, own) for entry in entries}, **more})


class Required:
    """Marks a control as required for the eye; what is missing is found by `checking`."""

    field_flags = {"required": True}

    def __call__(self, _form: Form, _field: wtforms.Field) -> None:
        return


_CONTROLS: Ways = {
    "email": lambda entry: EmailField(entry.label, render_kw={"autocomplete": "off", "spellcheck": "false"}),
    "tel": lambda entry: TelField(entry.label, render_kw={"autocomplete": "off"}),
    "digits": lambda entry: StringField(entry.label, render_kw=_DIGITS),
    "postal": lambda entry: StringField(entry.label, render_kw=_DIGITS),
    "date": lambda entry: StringField(entry.label, render_kw={"autocomplete": "off"}),
    "code": lambda entry: StringField(entry.label, render_kw=_CODE),
    "lines": lambda entry: TextAreaField(entry.label, render_kw={"rows": 4}),
    "hidden": lambda entry: HiddenField(entry.label),
    "prefecture": lambda entry: SelectField(entry.label, choices=choices(_PREFECTURES)),
}
