"""The search for products: what the address of the list says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField, SelectField

from tbc.catalog import labels
from tbc.catalog.queries import Wanted


class ProductSearch(Form):
    """Words and filters. It only reads and is sent by GET, so it needs no token."""

    q = SearchField(_l("製品名または製品コード"))
    application_kind = SelectField(_l("申請区分"))
    contract_class = SelectField(_l("契約区分"))
    kind = SelectField(_l("製品の種類"))
    channel = SelectField(_l("申請の方法"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application_kind.choices = _any_of(labels.APPLICATION_KINDS)
        self.contract_class.choices = _any_of(labels.CONTRACT_CLASSES)
        self.kind.choices = _any_of(labels.KINDS)
        self.channel.choices = _any_of(labels.CHANNELS)

    @property
    def wanted(self) -> Wanted:
        """What is looked for; a filter that does not exist filters nothing."""
        for field in (self.application_kind, self.contract_class, self.kind, self.channel):
            field.data = field.data if field.data in {choice[0] for choice in field.iter_choices()} else ""
        return Wanted(
            q=(self.q.data or "").strip()[:100],
            kind=self.kind.data,
            application_kind=self.application_kind.data,
            contract_class=self.contract_class.data,
            channel=self.channel.data,
        )


def _any_of(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [("", _l("すべて")), *words.items()]
