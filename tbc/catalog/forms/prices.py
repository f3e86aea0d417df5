"""What an administrator types about one price (CAT-1): read as the cells of a sheet are."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired

from tbc.accounts.forms.fields import trimmed
from tbc.catalog import labels
from tbc.catalog.importing.cells import read_day
from tbc.catalog.importing.price_columns import COLUMNS, TITLES
from tbc.catalog.models import Product
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.phrases import lazy_counted
from tbc.kit.sheets.rows import CellFaulty, value_of


class PriceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A price of a product, with what the product is sold for to choose from; `values` are read by validating."""

    contract_class = RadioField(TITLES["contract_class"], validators=[InputRequired(_l("契約区分を選んでください。"))])
    application_kind = RadioField(
        TITLES["application_kind"], validators=[InputRequired(_l("申請区分を選んでください。"))]
    )
    years = SelectField(TITLES["years"])
    quantity_from = StringField(TITLES["quantity_from"], filters=[trimmed], default="1")
    unit_price = StringField(
        TITLES["unit_price"], filters=[trimmed], validators=[DataRequired(_l("単価を入力してください。"))]
    )
    valid_from = StringField(
        TITLES["valid_from"], filters=[trimmed], validators=[DataRequired(_l("適用開始日を入力してください。"))]
    )
    valid_until = StringField(TITLES["valid_until"], filters=[trimmed])

    def __init__(self, product: Product, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract_class.choices = choices((one, labels.CONTRACT_CLASSES[one]) for one in product.contract_classes)
        self.application_kind.choices = choices(
            (one, labels.APPLICATION_KINDS[one]) for one in product.application_kinds
        )
        years = ((str(one), lazy_counted("%(num)s年", "%(num)s年", one)) for one in product.term_years)
        self.years.choices = choices(years)
        self.values: dict[str, Any] = {}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Read each field as a cell of that column."""
        is_sound: bool = super().validate(*args, **kwargs)
        for column in COLUMNS:
            if column.key == "product_code" or self[column.key].errors:
                continue
            try:
                self.values[column.key] = value_of(column, self[column.key].data or "")
            except CellFaulty as faulty:
                self[column.key].errors = [str(faulty)]
                is_sound = False
        since, until = self.values.get("valid_from"), self.values.get("valid_until")
        if since and until and until < since:
            self.valid_until.errors = [_("適用開始日より後の日付にしてください。")]
            is_sound = False
        return is_sound


class EndForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The last day of a price; `day` is read by validating."""

    valid_until = StringField(
        TITLES["valid_until"], filters=[trimmed], validators=[DataRequired(_l("適用終了日を入力してください。"))]
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Read the day."""
        if not super().validate(*args, **kwargs):
            return False
        try:
            self.day = read_day(self.valid_until.data or "")
        except CellFaulty as faulty:
            self.valid_until.errors = [str(faulty)]
            return False
        return True
