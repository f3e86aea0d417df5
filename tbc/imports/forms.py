"""What staff type on the pages of imports; a correction's form is made for the field that it corrects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Form, RadioField, SearchField, SelectField, StringField, ValidationError
from wtforms.fields import MultipleFileField
from wtforms.validators import DataRequired, Length

from tbc.applications.forms.fields import control
from tbc.applications.record import SAME_AS, SAME_AS_NAMES, SECTION_NAMES
from tbc.catalog.models import Product
from tbc.imports import words
from tbc.imports.mapping import OTHER, entry_of, split
from tbc.imports.queries import Wanted
from tbc.kit.choices import choices
from tbc.kit.text import dates, reading

_ALL = ("", _l("すべて"))
_REASON = [
    DataRequired(message=_l("理由を入力してください。")),
    Length(max=300, message=_l("理由は300字以内で入力してください。")),
]


class Upload(Form):
    """The files that are dropped or chosen."""

    files = MultipleFileField(_l("Excelファイル"))


class Filters(Form):
    """The row above the list; it only reads and is sent by GET."""

    q = SearchField(_l("ファイル名、会社名、担当"))
    state = SelectField(_l("状態"), choices=choices([_ALL, *words.STATES.items()]), validate_choice=False)
    form = SelectField(_l("様式"), choices=choices([_ALL, *words.FORMS.items()]), validate_choice=False)
    problems = SelectField(_l("問題"), choices=choices([_ALL, *words.PROBLEMS.items()]), validate_choice=False)
    since = StringField(_l("受信日（から）"))
    until = StringField(_l("受信日（まで）"))

    def wanted(self) -> Wanted:
        """The filter; what makes no sense narrows nothing."""
        return Wanted(
            words=(self.q.data or "")[:100],
            state=self.state.data if self.state.data in words.STATES else "",
            form=self.form.data if self.form.data in words.FORMS else "",
            problems=self.problems.data if self.problems.data in words.PROBLEMS else "",
            since=_day(self.since),
            until=_day(self.until),
        )


class Approval(Form):
    """Where the numbers go."""

    number_to = EmailField(
        _l("受付番号を送るアドレス"),
        [DataRequired(message=_l("受付番号を送るアドレスを入力してください。"))],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def validate_number_to(self, field: EmailField) -> None:
        """An address as everywhere else: half-width, checked."""
        read = reading.email(field.data or "")
        if read.fault or len(read.value) > 254:
            raise ValidationError(_l("アドレスの形を確認してください。例: name@example.co.jp"))
        field.data = read.value


class Acceptance(Form):
    """Why warnings may stand."""

    reason = StringField(_l("理由"), _REASON)


class SettingAside(Form):
    """Why a workbook is put out of the way."""

    why = StringField(_l("保留にする理由"), _REASON)


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


def workbook_id(text: str | None) -> UUID | None:
    """The id that the address of a page names; None if it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


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


def _day(field: StringField) -> date | None:
    read = dates.day(field.data or "")
    if read.fault:
        field.errors = [_l("年月日で入力してください。例: 2026/04/01")]
        return None
    if read.value:
        field.data = read.value.replace("-", "/")
    return date.fromisoformat(read.value) if read.value else None
