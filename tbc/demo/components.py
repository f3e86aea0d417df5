"""The living page of the components: every part of the look in each of its states, with invented data."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    FormField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.form import Form
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import TextInput

from tbc.kit.guard import public
from tbc.kit.page import page

SAMPLE_NUMBER = "7KQ4M2XD9HRA3WVC58NTEJ6P"
FILED_AT = datetime(2026, 11, 20, 5, 43, tzinfo=UTC)
ORDERED_AT = datetime(2026, 11, 20, 6, 2, tzinfo=UTC)
ENDS_ON = date(2027, 2, 18)

room = Blueprint("components", __name__)


class _Line(Form):
    quantity = IntegerField(
        _("数量"),
        widget=TextInput(),  # a number input would refuse full-width digits
        validators=[InputRequired(), NumberRange(1, 999_999, _("1 から 999,999 までの数を入力してください。"))],
    )


class _Sample(Form):
    company = StringField(_("法人名（正式名称）"), validators=[InputRequired()])
    company_kana = StringField(
        _("フリガナ"),
        validators=[InputRequired(_("法人名のフリガナを入力してください。ひらがな、半角カナでもかまいません。"))],
    )
    title = StringField(_("役職"))
    postal_code = StringField(_("郵便番号"), validators=[InputRequired()])
    email = StringField(_("契約者のメールアドレス"), validators=[InputRequired()])
    password = PasswordField(_("パスワード"), validators=[InputRequired()])
    contract_class = RadioField(
        _("契約区分"),
        choices=[
            SelectChoice("general", _("一般")),
            SelectChoice("public", _("官公庁")),
            SelectChoice("education", _("教育")),
        ],
        validators=[InputRequired()],
    )
    same_as = RadioField(
        _("販売店は、どこから仕入れますか"),
        choices=[SelectChoice("", _("代理店から仕入れる")), SelectChoice("reseller", _("販売店と同じ"))],
        validators=[InputRequired()],
    )
    prefecture = SelectField(
        _("都道府県"), choices=[SelectChoice("", _("選択してください")), SelectChoice("24", _("三重県"))]
    )
    remarks = TextAreaField(_("備考"))
    supplement = FileField(_("別紙"), validators=[InputRequired()])
    consent = BooleanField(
        _("契約者の同意を得ている"), validators=[InputRequired(_("契約者の同意を確かめてください。"))]
    )
    items = FieldList(FormField(_Line))


@room.get("/demo/components")
@public
def show() -> Response:
    """Show every component, the form as it looks after a submit that found errors."""
    form = _Sample(formdata=_typed())
    form.validate()
    return page(
        "demo/components.html",
        form=form,
        number=SAMPLE_NUMBER,
        filed_at=FILED_AT,
        ordered_at=ORDERED_AT,
        ends_on=ENDS_ON,
    )


def _typed() -> MultiDict[str, str]:
    return MultiDict(
        {
            "company": "サンプル髙﨑建設株式会社",
            "company_kana": "",
            "postal_code": "498-0000",
            "email": "sakura.mihon@takasaki.example.jp",
            "password": "",
            "contract_class": "general",
            "same_as": "reseller",
            "prefecture": "24",
            "supplement": "list.xlsx",
            "items-0-quantity": "0",
        }
    )
