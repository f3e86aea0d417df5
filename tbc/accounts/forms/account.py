"""Forms for who is signed in: 基本情報, モード, password, login e-mail."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, ValidationError

from tbc.accounts.forms.fields import (
    company_field,
    current_password_field,
    email_field,
    name_field,
    new_password_field,
    next_field,
    refuse_address,
    refuse_weak,
)
from tbc.kit.guard import actor
from tbc.policy import Role


class DetailsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Name, company and language."""

    name = name_field()
    company = company_field()
    language = RadioField(
        lazy_gettext("画面とメールの言語"),
        choices=[SelectChoice("ja", "日本語"), SelectChoice("en", "English")],
        validators=[InputRequired(lazy_gettext("言語を選んでください。"))],
    )

    def validate_company(self, field: Any) -> None:
        if not field.data and Role.CUSTOMER in actor().roles:
            raise ValidationError(gettext("会社名を入力してください。"))


class ModeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How the portal presents itself."""

    next = next_field()
    mode = RadioField(
        lazy_gettext("どちらの立場でお使いになりますか"),
        choices=[
            SelectChoice("corporate", lazy_gettext("法人のお客様")),
            SelectChoice("partner", lazy_gettext("パートナー様")),
        ],
        validators=[InputRequired(lazy_gettext("どちらかを選んでください。あとから変更できます。"))],
    )


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Change the password; `own` is what is known of its person."""

    current = current_password_field()
    password = new_password_field(lazy_gettext("新しいパスワード"))

    def __init__(self, own: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._own = own

    def validate_password(self, field: Any) -> None:
        refuse_weak(field, *self._own)


class EmailForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Change the login e-mail: typed twice, since a slip would send the proof to somebody else."""

    email = email_field(lazy_gettext("新しいメールアドレス"), lazy_gettext("新しいメールアドレスを入力してください。"))
    again = email_field(
        lazy_gettext("新しいメールアドレス（確認のためもう一度）"),
        lazy_gettext("確認のため、もう一度入力してください。"),
    )
    current = current_password_field()

    def validate_email(self, field: Any) -> None:
        if field.data.lower() == actor().email.lower():
            raise ValidationError(gettext("いまのメールアドレスと同じです。新しいアドレスを入力してください。"))
        refuse_address(field, personal_allowed=Role.RENEWAL_ONLY in actor().roles)

    def validate_again(self, field: Any) -> None:
        if (field.data or "").lower() != (self.email.data or "").lower():
            raise ValidationError(gettext("上に入力したアドレスと違います。同じアドレスを入力してください。"))
