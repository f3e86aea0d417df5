"""The form that confirms a registration; terms are agreed to by whoever never did, as at sign-up (ACC-7)."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired

from tbc.accounts.forms.fields import next_field


class RegistrationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Confirm what the portal said."""

    next = next_field()
    consent = BooleanField(
        validators=[
            InputRequired(
                lazy_gettext("利用規約と個人情報の取扱いをお読みになり、同意のうえチェックを入れてください。")
            )
        ]
    )

    def __init__(self, *, has_agreed: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if has_agreed:
            del self.consent
