"""What staff type about one order: its number, its details, another address, why it is cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from tbc.accounts.forms.fields import trimmed
from tbc.applications.models import Application
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading
from tbc.orders.models import Order
from tbc.orders.rules import (
    CUSTOMER_PO_AT_MOST,
    DEALER_NOTE_AT_MOST,
    DIFFERENCES_AT_MOST,
    REASON_AT_MOST,
    Difference,
    OrderDetails,
    is_reference,
)
from tbc.orders.sentences import DETAILS
from tbc.organizations.forms.asking import plain_lines


class NumberForm(Form):
    """One field for a reception number: typed, or read by a scanner that ends with Enter."""

    number = StringField(_l("受付番号"), filters=[trimmed])


class OrderForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What the purchase order says. `seen` names the differences from the application that were shown."""

    number = HiddenField()
    seen = HiddenField()
    customer_po = StringField(
        _l("得意先PO#"),
        filters=[trimmed],
        validators=[Length(max=CUSTOMER_PO_AT_MOST, message=DETAILS["customer_po"])],
    )
    reseller_reference = StringField(_l("販売店管理番号"), filters=[trimmed])
    delivery_email = StringField(
        _l("納品先メールアドレス"), filters=[trimmed], validators=[DataRequired(DETAILS["delivery_email"])]
    )
    dealer_note = TextAreaField(
        _l("通信欄"),
        filters=[plain_lines],
        render_kw={"rows": 3},
        validators=[Length(max=DEALER_NOTE_AT_MOST, message=DETAILS["dealer_note"])],
    )
    differences = TextAreaField(
        _l("注文書との違い"),
        filters=[plain_lines],
        render_kw={"rows": 3},
        validators=[Length(max=DIFFERENCES_AT_MOST, message=DETAILS["differences"])],
    )

    def validate_customer_po(self, field: Any) -> None:
        field.data = reading.purchase_order(field.data or "").value

    def validate_reseller_reference(self, field: Any) -> None:
        read = reading.reference(field.data or "")
        field.data = read.value
        if read.value and not is_reference(read.value):
            raise ValidationError(DETAILS["reseller_reference"])

    def validate_delivery_email(self, field: Any) -> None:
        field.data = read_address(field.data or "")

    def details(self) -> OrderDetails:
        """What was typed, as the service takes it."""
        return OrderDetails(
            customer_po=self.customer_po.data or "",
            reseller_reference=self.reseller_reference.data or "",
            dealer_note=reading.many_lines(self.dealer_note.data or "").value,
            differences=reading.many_lines(self.differences.data or "").value,
            delivery_email=self.delivery_email.data,
        )

    def has_shown(self, differing: Iterable[Difference]) -> bool:
        """Whether these differences were shown before; they are from now on."""
        now = "\n".join(f"{one.field}={one.ordered}" for one in differing)
        was, self.seen.data = self.seen.data or "", now
        return was == now

    @classmethod
    def of(cls, application: Application) -> OrderForm:
        """The form filled with what the application says."""
        content = application.content
        filed = {name: content.get(name) or "" for name in ("customer_po", "reseller_reference")}
        return cls(
            formdata=None,
            data=filed | {"number": application.number, "delivery_email": (content.get("delivery") or {}).get("email")},
        )


class AddressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Where an order is to be delivered instead."""

    version = HiddenField()
    email = StringField(
        _l("納品先メールアドレス"), filters=[trimmed], validators=[DataRequired(DETAILS["delivery_email"])]
    )

    def validate_email(self, field: Any) -> None:
        field.data = read_address(field.data or "")

    @classmethod
    def of(cls, order: Order) -> AddressForm:
        """The form filled with the order's address."""
        return cls(formdata=None, data={"version": order.version, "email": order.delivery_email})


class CancelForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why an order is cancelled."""

    version = HiddenField()
    reason = TextAreaField(
        _l("取り消しの理由"),
        filters=[plain_lines],
        render_kw={"rows": 3},
        validators=[
            DataRequired(_l("取り消しの理由を入力してください。記録に残ります。")),
            Length(max=REASON_AT_MOST, message=_l("理由は500文字までにしてください。")),
        ],
    )


def read_address(typed: str) -> str:
    """One address.

    Raises:
        ValidationError: it is none, or several.
    """
    read = reading.email(typed)
    if read.fault or not read.value:
        raise ValidationError(DETAILS["delivery_email"])
    return read.value


def version_of(form: AddressForm | CancelForm) -> int:
    """The order's version as it was shown; 0, which none has, if that makes no sense."""
    sent = form.version.data or ""
    return int(sent) if sent.isdecimal() else 0
