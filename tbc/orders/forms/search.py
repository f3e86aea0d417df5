"""What the list of orders is narrowed to; it stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import Form, SearchField, SelectField, StringField

from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import dates
from tbc.orders.queries import Filter, Place
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
            since=self._day(self.since),
            until=self._day(self.until),
        )

    def _day(self, field: StringField) -> date | None:
        reading = dates.day(field.data or "")
        if reading.fault:
            field.errors = [_l("年月日で入力してください。例: 2026/04/01")]
            return None
        if reading.value:
            field.data = reading.value.replace("-", "/")
        return date.fromisoformat(reading.value) if reading.value else None


def place(query: MultiDict[str, str], name: str) -> Place | None:
    """Where a page of the list begins, as `name` in the address says: `<time>~<id>`; None if it makes no sense."""
    at, _tilde, own = query.get(name, "").partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return Place(moment, UUID(own)) if moment.tzinfo else None
    except ValueError:
        return None


def written(place: Place) -> str:
    """`place` as it stands in an address."""
    return f"{place.at.isoformat()}~{place.id}"
