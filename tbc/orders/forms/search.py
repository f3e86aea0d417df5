"""What the list of orders is narrowed to; it stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

from wtforms import Form, SearchField, SelectField, StringField

from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import day_in
from tbc.orders.queries import Filter
from tbc.orders.words import SOURCES, STATES

_ALL = ("", _l("すべて"))


class OrderSearch(Form):
    """The row above the list."""

    q = SearchField(_l("受注番号、受付番号、会社名、PO#、メール"))
    state = SelectField(_l("状態"), choices=choices([_ALL, *STATES.items()]), validate_choice=False)
    source = SelectField(_l("受付方法"), choices=choices([_ALL, *SOURCES.items()]), validate_choice=False)
    since = StringField(_l("受注日（から）"))
    until = StringField(_l("受注日（まで）"))

    def wanted(self) -> Filter:
        """The filter; what makes no sense narrows nothing."""
        return Filter(
            words=(self.q.data or "")[:100],
            state=self.state.data if self.state.data in STATES else "",
            source=self.source.data if self.source.data in SOURCES else "",
            since=day_in(self.since),
            until=day_in(self.until),
        )
