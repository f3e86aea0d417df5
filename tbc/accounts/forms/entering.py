"""Forms for who is not signed in: sign up, prove, sign in, reset."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import InputRequired, ValidationError

from tbc.accounts.forms.fields import (
    company_field,
    email_field,
    name_field,
    new_password_field,
    next_field,
    refuse_address,
    refuse_weak,
)

KINDS = ("customer", "renewal-only")


class SignUpForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Sign up for a business account or a renewal-only one (`kind`)."""

    kind = HiddenField(default="customer", filters=[lambda value: value if value in KINDS else "customer"])
    next = next_field()
    name = name_field()
    company = company_field()
    email = email_field(
        lazy_gettext("会社のメールアドレス"), lazy_gettext("メールアドレスを入力してください。ログインIDになります。")
    )
    password = new_password_field()
    consent = BooleanField(
        validators=[
            InputRequired(
                lazy_gettext("利用規約と個人情報の取扱いをお読みになり、同意のうえチェックを入れてください。")
            )
        ]
    )

    @property
    def personal_allowed(self) -> bool:
        """Whether a personal address will do: the renewal-only account."""
        return bool(self.kind.data == "renewal-only")

    def validate_company(self, field: Any) -> None:
        if not field.data and not self.personal_allowed:
            raise ValidationError(gettext("会社名を入力してください。"))

    def validate_email(self, field: Any) -> None:
        refuse_address(field, personal_allowed=self.personal_allowed)

    def validate_password(self, field: Any) -> None:
        refuse_weak(field, self.email.data or "", self.name.data or "", self.company.data or "")


class ProveForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The button behind the mailed link; in another browser than the one that signed up also the password."""

    password = PasswordField(lazy_gettext("登録したときのパスワード"))


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Sign in."""

    next = next_field()
    email = email_field(lazy_gettext("メールアドレス"), lazy_gettext("メールアドレスを入力してください。"))
    password = PasswordField(
        lazy_gettext("パスワード"), validators=[InputRequired(lazy_gettext("パスワードを入力してください。"))]
    )


class ResetForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Ask for a link that sets a new password."""

    email = email_field(lazy_gettext("メールアドレス"), lazy_gettext("登録したメールアドレスを入力してください。"))


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Set a new password with a mailed link; `own` is what is known of its person."""

    password = new_password_field(lazy_gettext("新しいパスワード"))

    def __init__(self, own: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._own = own

    def validate_password(self, field: Any) -> None:
        refuse_weak(field, *self._own)
