"""Deleting an organization: its name is typed, so that nobody deletes one by a slip (ORG-10)."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from tbc.accounts.forms.fields import single_line
from tbc.kit.phrases import lazy as _l


class DeletionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The name of the organization, in any width; `wanted` is what it is called."""

    name = StringField(
        _l("組織の名前"),
        filters=[single_line],
        validators=[DataRequired(_l("確認のため、組織の名前を入力してください。"))],
    )

    def __init__(self, wanted: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._wanted = wanted

    def validate_name(self, field: Any) -> None:
        if _plain(field.data) != _plain(self._wanted):
            raise ValidationError(gettext("組織の名前と違います。「%(name)s」と入力してください。", name=self._wanted))


def _plain(name: str) -> str:
    return " ".join(normalize("NFKC", name).split())
