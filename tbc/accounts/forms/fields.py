"""Fields that several forms share."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from tbc.accounts import passwords
from tbc.accounts.forms import sentences
from tbc.accounts.service import addresses
from tbc.kit.guard import local_path


def trimmed(value: str | None) -> str:
    """What was typed, without the spaces that pasting brings along."""
    return (value or "").strip(" \t\r\n\u3000")


def single_line(value: str | None) -> str:
    """A name as typed, on one line and without control characters: it also stands in mail."""
    return " ".join("".join(c if c.isprintable() or c == "\u3000" else " " for c in trimmed(value)).split(" ")).strip()


def email_field(label: Any, missing: Any) -> EmailField:
    """An e-mail address."""
    return EmailField(label, filters=[trimmed], validators=[DataRequired(missing)])


def name_field() -> StringField:
    """The person's name, kept as typed."""
    return StringField(
        lazy_gettext("氏名"),
        filters=[single_line],
        validators=[
            DataRequired(lazy_gettext("氏名を入力してください。")),
            Length(max=100, message=lazy_gettext("氏名は100文字以内で入力してください。")),
        ],
    )


def company_field() -> StringField:
    """The person's company, kept as typed; whether it is required depends on the account."""
    return StringField(
        lazy_gettext("会社名"),
        filters=[single_line],
        validators=[Length(max=200, message=lazy_gettext("会社名は200文字以内で入力してください。"))],
    )


def current_password_field() -> PasswordField:
    """The password in use, asked for before a sensitive act."""
    missing = lazy_gettext("いまのパスワードを入力してください。")
    return PasswordField(lazy_gettext("いまのパスワード"), validators=[InputRequired(missing)])


def new_password_field(label: Any = None) -> PasswordField:
    """A password to be set."""
    missing = lazy_gettext("パスワードを入力してください。12文字以上です。")
    return PasswordField(label or lazy_gettext("パスワード"), validators=[InputRequired(missing)])


def next_field() -> HiddenField:
    """Where the person wanted to go, if that is in this portal."""
    return HiddenField(filters=[lambda value: local_path(value) or ""])


def refuse_address(field: Any, *, personal_allowed: bool) -> None:
    """Refuse an address that may not be a login id, with the reason and what to use instead (ACC-2)."""
    try:
        addresses.read(field.data, personal_allowed=personal_allowed)
    except addresses.AddressRefused as refused:
        raise ValidationError(sentences.of_address(refused.reason, field.data)) from None


def refuse_weak(field: Any, *own: str) -> None:
    """Refuse a password that is short, common or made of the person's own data (ACC-3)."""
    weakness = passwords.fault(field.data or "", own)
    if weakness:
        raise ValidationError(sentences.of_password(weakness))
