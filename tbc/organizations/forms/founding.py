"""Founding an organization, and the fields that its settings share with it (ORG-1)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, Length

from tbc.accounts.forms import sentences
from tbc.accounts.forms.fields import single_line, trimmed
from tbc.kit.phrases import lazy as _l
from tbc.organizations.service.contact import ContactRefused

LONGEST_NAME = 200


def name_field() -> StringField:
    """The organization's name, kept as typed."""
    return StringField(
        _l("組織の名前"),
        filters=[single_line],
        validators=[
            DataRequired(_l("組織の名前を入力してください。会社名が分かりやすいです。")),
            Length(max=LONGEST_NAME, message=_l("組織の名前は200文字以内で入力してください。")),
        ],
    )


def contact_field() -> EmailField:
    """担当者メール."""
    return EmailField(
        _l("担当者メール"), filters=[trimmed], validators=[DataRequired(_l("担当者メールを入力してください。"))]
    )


class FoundingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Name and contact e-mail of a new organization."""

    name = name_field()
    contact_email = contact_field()


def refuse_contact(field: Any, refused: ContactRefused) -> None:
    """Say at the field why the address cannot be the contact e-mail."""
    if refused.reason:
        field.errors = [sentences.of_address(refused.reason, field.data or "")]
    else:
        field.errors = [gettext("組織のドメインのアドレスか、メンバーのアドレスを入力してください。")]
