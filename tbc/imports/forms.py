"""What staff type on the pages of imports; a correction's form is made for the field that it corrects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, Form, HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import AnyOf, DataRequired, Length

from tbc.applications.forms.fields import control
from tbc.applications.record import SAME_AS, SAME_AS_NAMES, SECTION_NAMES
from tbc.catalog.models import Product
from tbc.imports import outcomes, rules
from tbc.imports.mapping import OTHER, entry_of, split
from tbc.kit.choices import choices
from tbc.kit.text import reading

_REASON = [
    DataRequired(message=_l("理由を入力してください。")),
    Length(max=300, message=_l("理由は300字以内で入力してください。")),
]


class Approval(Form):
    """Where the numbers go: to an address, or straight into orders."""

    number_to = EmailField(_l("受付番号を送るアドレス"), render_kw={"autocomplete": "off", "spellcheck": "false"})
    into_orders = BooleanField(_l("番号は送らずに、そのまま受注を登録する"))

    def validate_number_to(self, field: EmailField) -> None:
        """An address as everywhere else: half-width, checked."""
        if self.into_orders.data:
            return
        if not (field.data or "").strip():
            raise ValidationError(_l("受付番号を送るアドレスを入力してください。"))
        _checked_address(field)


class RoundOfApproval(Form):
    """To whom the numbers of many workbooks go, and why what the web asks for besides may be missing."""

    recipient = RadioField(
        _l("受付番号の送り先"),
        choices=choices(outcomes.RECIPIENTS.items()),
        validate_choice=False,
        validators=[AnyOf(outcomes.RECIPIENTS, message=_l("受付番号の送り先を選んでください。"))],
    )
    number_to = EmailField(_l("受付番号を送るアドレス"), render_kw={"autocomplete": "off", "spellcheck": "false"})
    reason = StringField(_l("Webだけで必須の項目がないままにする理由"), _REASON)
    expected = HiddenField()

    def validate_number_to(self, field: EmailField) -> None:
        """Only the one address is typed; the others stand in the applications."""
        if self.recipient.data != "one":
            field.data = ""
        elif not (field.data or "").strip():
            raise ValidationError(_l("受付番号を送るアドレスを入力してください。"))
        else:
            _checked_address(field)


class Acceptance(Form):
    """Why warnings may stand."""

    reason = StringField(_l("このままにする理由"), [Length(max=300, message=_l("理由は300字以内で入力してください。"))])


class SettingAside(Form):
    """Why a workbook is put out of the way."""

    why = StringField(_l("保留にする理由"), _REASON)


def acceptance(own: str, code: str, reason: str = "") -> Acceptance:
    """The form that lets the warning `code` stand; its control has the id `own`."""
    form = Acceptance(data={"reason": reason})
    form.reason.id = form.reason.label.field_id = own
    form.reason.flags.required = rules.needs_reason(code)
    return form


def correction(path: str, value: str, own: str, candidates: Iterable[Product] = ()) -> Form:
    """The form for the field at `path`, whose one control is called `value` and has the id `own`.

    A product has a second control, `typed`, for a code or a name when none of the candidates is meant.
    """
    part, _at, name = split(path)
    if name == "product":
        return _product_form(value, own, list(candidates))
    if name == "same_as":
        named = [(other, SAME_AS_NAMES[other]) for other in SAME_AS[part]]
        ways = choices([("", _l("選択してください")), *named, (OTHER, _l("別に入力する"))])
        return _form(value, value=SelectField(SECTION_NAMES[part], choices=ways, id=own))
    entry = entry_of(path)
    assert entry is not None, "every path but same_as has a field"
    made = control(replace(entry, name="value"))
    made.kwargs["id"] = own
    return _form(value, value=made)


def _checked_address(field: EmailField) -> None:
    read = reading.email(field.data or "")
    if read.fault or len(read.value) > 254:
        raise ValidationError(_l("アドレスの形を確認してください。例: name@example.co.jp"))
    field.data = read.value


def _product_form(value: str, own: str, candidates: list[Product]) -> Form:
    parts: dict[str, Any] = {"typed": StringField(_l("製品コードか製品名"), id=f"{own}-typed")}
    if candidates:
        named = [
            (product.code, _l("%(name)s（%(place)s）", name=product.name_ja, place=product.code))
            for product in candidates
        ]
        parts = {"value": RadioField(_l("候補"), choices=choices(named), id=own)} | parts
    return _form(value, **parts)


def _form(current: str, **fields: Any) -> Form:
    made: Form = type("Correction", (Form,), fields)(data={"value": current})
    return made
