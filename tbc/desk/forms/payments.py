"""What staff enter about transfers: a bank's file, and what they decide on one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from wtforms import FileField, Form, SearchField, SelectField, TextAreaField

from tbc.accounts.forms.fields import trimmed
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.payments.models import CsvMapping
from tbc.payments.rules import TRANSFER_STATES
from tbc.payments.words import STATE_WORDS


class TransferSearch(Form):
    """Which transfers are listed."""

    state = SelectField(_l("状態"), choices=choices(STATE_WORDS.items()), validate_choice=False)

    @property
    def wanted(self) -> str:
        """One of the states; what waits, unless told otherwise."""
        self.state.data = self.state.data if self.state.data in TRANSFER_STATES else "waiting"
        return str(self.state.data)


class InvoiceSearch(Form):
    """Invoices that are looked for beside those that are offered."""

    q = SearchField(_l("請求書番号・会社名・振込名義"), filters=[trimmed])

    @property
    def words(self) -> str:
        """What is looked for; nobody's name is longer."""
        return (self.q.data or "")[:60]


class BankFileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A bank's file; for a CSV the mapping of its columns."""

    file = FileField(_l("入金ファイル"))
    mapping = SelectField(_l("形式"), validate_choice=False)

    def offer(self, mappings: Sequence[CsvMapping]) -> None:
        """Offer the saved mappings."""
        named = [(str(one.id), one.name) for one in mappings]
        self.mapping.choices = choices([("", _l("自動で判別する")), *named])


class PaymentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why it is decided so. What is chosen stands beside it: `transfer` and `invoice`, several of each."""

    comment = TextAreaField(_l("理由"), render_kw={"rows": 2})


def chosen(name: str) -> list[UUID]:
    """The rows of that name that were ticked; what is no id is left out."""
    found = []
    for text in request.form.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def shown_difference() -> int:
    """The difference that staff were shown and have sent again; 0 for none."""
    text = request.form.get("difference", "")
    plain = text.removeprefix("-")
    return int(text) if plain.isascii() and plain.isdigit() and len(plain) < 16 else 0
