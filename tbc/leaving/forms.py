"""The form that closes an account: what is lost is acknowledged, a word typed, the password given (ACC-6)."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, ValidationError

from tbc.accounts.forms.fields import current_password_field, trimmed

# In either language, whatever the page speaks: somebody may have been told the other one.
WORDS = frozenset({"閉鎖", "close"})


class CloseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Close the account for good. `leaves_filings` is asked of who has quick filings, the password of who has one."""

    leaves_filings = BooleanField(
        lazy_gettext("簡易申請を会社アカウントへ移さずに閉鎖します"),
        validators=[InputRequired(lazy_gettext("簡易申請を移すか、移さずに閉鎖することを確認してください。"))],
    )
    word = StringField(lazy_gettext("確認の言葉"), filters=[trimmed])
    current = current_password_field()

    def __init__(self, *, has_filings: bool, has_password: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not has_password:
            del self.current
        if not has_filings:
            del self.leaves_filings

    def validate_word(self, field: Any) -> None:
        if unicodedata.normalize("NFKC", field.data or "").casefold() not in WORDS:
            raise ValidationError(gettext("「閉鎖」と入力してください。"))
