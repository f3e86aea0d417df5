"""What an administrator types about one product (CAT-3): read and checked as the cells of a sheet are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from tbc.accounts.forms.fields import trimmed
from tbc.catalog import labels
from tbc.catalog.importing.columns import COLUMNS, TITLES, Column
from tbc.catalog.importing.contradictions import contradictions
from tbc.catalog.models import Product
from tbc.catalog.queries import list_codes, list_supplements
from tbc.kit.choices import choices
from tbc.kit.formats import short_date
from tbc.kit.language import language
from tbc.kit.phrases import lazy as _l
from tbc.kit.sheets.rows import CellFaulty, value_of

_MONTHS = ("renewable_months_before", "renewable_months_after")
_DAYS = ("offered_from", "offered_until")


def _text(key: str, missing: Any = None) -> StringField:
    return StringField(TITLES[key], filters=[trimmed], validators=[DataRequired(missing)] if missing else [])


def _one(key: str, words: Mapping[str, Any], default: str | None = None) -> RadioField:
    chosen = InputRequired(_l("どれか一つを選んでください。"))
    return RadioField(TITLES[key], choices=choices(words.items()), default=default, validators=[chosen])


def _some(key: str, words: Mapping[str, Any]) -> SelectMultipleField:
    chosen = InputRequired(_l("一つ以上を選んでください。"))
    return SelectMultipleField(
        TITLES[key],
        choices=choices(words.items()),
        validators=[chosen],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class ProductForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A product's columns. `version` is the product's when the form was drawn; `values` are read by validating."""

    code = _text("code", _l("製品コードを入力してください。"))
    name_ja = _text("name_ja", _l("製品名を入力してください。"))
    name_en = _text("name_en", _l("英語の製品名を入力してください。"))
    name_kana = _text("name_kana")
    kind = _one("kind", labels.KINDS)
    unit = _one("unit", labels.UNITS, "license")
    channel = _one("channel", labels.CHANNELS, "web")
    excel_form = _text("excel_form")
    excel_send_to = _text("excel_send_to")
    application_kinds = _some("application_kinds", labels.APPLICATION_KINDS)
    contract_classes = _some("contract_classes", labels.CONTRACT_CLASSES)
    offered_from = _text("offered_from")
    offered_until = _text("offered_until")
    min_quantity = _text("min_quantity")
    max_quantity = _text("max_quantity")
    term_years = _text("term_years")
    supplement_code = SelectField(TITLES["supplement_code"], validate_choice=False)
    contact_persons_required = BooleanField(_l("コンタクトパーソンの登録が必要"))
    electronic_delivery = BooleanField(_l("電子納品する"))
    code_kind = _one("code_kind", labels.CODE_KINDS, "activation-code")
    codes_with = _some("codes_with", labels.APPLICATION_KINDS)
    codes_per = _one("codes_per", labels.CODES_PER, "line")
    tax_rate = _one("tax_rate", labels.TAX_RATES, "10")
    renewable_months_before = _text("renewable_months_before")
    renewable_months_after = _text("renewable_months_after")
    renews_into = _text("renews_into")
    reference = _one("reference", labels.REFERENCES, "any")
    license_id_pattern = _text("license_id_pattern")
    activation_code_pattern = _text("activation_code_pattern")
    serial_number_pattern = _text("serial_number_pattern")
    version = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._supplements = {one.code: one.name_in(language()) for one in list_supplements()}
        self.supplement_code.choices = choices([("", _l("なし")), *self._supplements.items()])
        self.values: dict[str, Any] = {}

    @classmethod
    def of(cls, product: Product) -> ProductForm:
        """The form filled with a product."""
        data = {column.key: _typed(column.key, getattr(product, column.key)) for column in COLUMNS}
        return cls(formdata=None, data=data | {"version": str(product.version)})

    @classmethod
    def blank(cls) -> ProductForm:
        """The form of a new product, with what most of them have."""
        data = {column.key: _typed(column.key, column.default) for column in COLUMNS if not column.required}
        return cls(formdata=None, data=data)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Read each field as a cell of that column, then look whether they fit together."""
        if self.code_kind.data == "none" and not self.codes_with.data:
            # Where there are no codes nobody is asked with what they come.
            self.codes_with.validators, self.codes_with.data = [], ["new"]
        is_sound: bool = super().validate(*args, **kwargs)
        self.values = {column.key: self._read(column) for column in COLUMNS}
        if any(self[column.key].errors for column in COLUMNS):
            return False
        for key, sentence in contradictions(self.values, self._supplements, self._codes()):
            self[key].errors = [sentence]
            is_sound = False
        return is_sound

    def _codes(self) -> frozenset[str]:
        return list_codes() | {self.values["code"]} if self.values["renews_into"] else frozenset()

    def _read(self, column: Column) -> Any:
        field = self[column.key]
        if field.errors:
            return None
        typed = _as_cell(field)
        if column.key in _MONTHS and not typed:
            return None
        try:
            return value_of(column, typed)
        except CellFaulty as faulty:
            field.errors = [str(faulty)]
            return None


def _as_cell(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "yes" if field.data else "no"
    return " ".join(field.data) if isinstance(field.data, list) else str(field.data or "")


def _typed(key: str, value: Any) -> Any:
    """A value as its field holds it."""
    if isinstance(value, bool) or key in {"application_kinds", "contract_classes", "codes_with"}:
        return value
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    if key in _DAYS and value:
        return short_date(value)
    return "" if value is None else str(value)
