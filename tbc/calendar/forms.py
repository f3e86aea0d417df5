"""Closing a day, as staff type it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length, ValidationError

from tbc.calendar.service import LONGEST_REASON
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import dates, reading


def _line(typed: str | None) -> str:
    return reading.one_line(typed or "").value


class ClosingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A day, in any form that people write days in, and why it is closed."""

    day = StringField(_l("休業日"), filters=[_line], validators=[DataRequired(_l("休業日を入力してください。"))])
    reason = StringField(
        _l("理由"),
        filters=[_line],
        validators=[
            DataRequired(_l("理由を入力してください。例: 創立記念日")),
            Length(max=LONGEST_REASON, message=_l("理由は100字以内で入力してください。")),
        ],
    )

    def validate_day(self, field: Any) -> None:
        if dates.day(field.data).fault:
            raise ValidationError(_("休業日は年月日で入力してください。例: 2026/11/20"))

    @property
    def closing(self) -> date:
        """The day, of a form that is valid."""
        return date.fromisoformat(dates.day(self.day.data or "").value)
