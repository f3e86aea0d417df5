"""What the list of open invoices is narrowed to: the day, the age, words."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import Form, SearchField, SelectField, StringField

from tbc.invoices.queries.owing import Wanted
from tbc.invoices.words import AGE_CHOICES
from tbc.kit.choices import choices
from tbc.kit.clock import today
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import day_in

NAMES = ("on", "q", "age")


class OwingSearch(Form):
    """The row above the list."""

    on = StringField(_l("基準日"))
    q = SearchField(_l("取引先、番号"))
    age = SelectField(
        _l("期限からの日数"), choices=choices([("", _l("すべて")), *AGE_CHOICES.items()]), validate_choice=False
    )

    def wanted(self) -> Wanted:
        """The filter. Without a day that makes sense it is the end of last month; no day is later than today."""
        day, last = day_in(self.on), today()
        if day and day > last:
            self.on.errors = [_l("今日までの日を入力してください。")]
            day = None
        on = day or month_end_before(last)
        if not self.on.errors:
            self.on.data = f"{on:%Y/%m/%d}"
        return Wanted(
            on=on,
            words=(self.q.data or "").strip()[:100],
            age=self.age.data if self.age.data in AGE_CHOICES else "",
        )


def month_end_before(day: date) -> date:
    """The last day of the month before that of `day`."""
    return day.replace(day=1) - timedelta(days=1)
