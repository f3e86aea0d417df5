"""Forms for second factors: showing one, adding one, and confirming with one."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from tbc.accounts.forms.fields import next_field, single_line, trimmed
from tbc.accounts.service.showing import Shown

CODE = lazy_gettext("確認コード（6桁）")


class _Showing:
    """What the three ways of showing a factor have in common."""

    totp: Any
    passkey: Any

    def shown(self) -> Shown:
        """What was shown."""
        code = getattr(self, "recovery_code", None)
        return Shown(
            totp=self.totp.data or "", passkey=self.passkey.data or "", recovery_code=(code and code.data) or ""
        )


class SecondFactorForm(_Showing, FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The second stage of signing in."""

    next = next_field()
    totp = StringField(CODE, filters=[trimmed])
    passkey = HiddenField()
    recovery_code = StringField(lazy_gettext("リカバリーコード"), filters=[trimmed])

    def refuse(self) -> None:
        """Say what was wrong at the field that was used."""
        if self.passkey.data:
            self.form_errors = [passkey_refused()]
        elif self.recovery_code.data and not self.totp.data:
            self.recovery_code.errors = [
                gettext("リカバリーコードが違うか、すでに使われています。まだ使っていないコードを入力してください。")
            ]
        else:
            self.totp.errors = [code_refused()]


class ConfirmForm(_Showing, Form):
    """Showing again that it is oneself; the page's own token protects it."""

    password = PasswordField(lazy_gettext("パスワード"))
    totp = StringField(CODE, filters=[trimmed])
    passkey = HiddenField()

    @property
    def is_filled(self) -> bool:
        """Whether anything was shown."""
        return bool(self.password.data or self.totp.data or self.passkey.data)

    def refuse(self) -> None:
        """Say what was wrong at the field that was used."""
        if self.password.data:
            self.password.errors = [gettext("パスワードが違います。もう一度入力してください。")]
        elif self.passkey.data:
            self.form_errors = [passkey_refused()]
        else:
            self.totp.errors = [code_refused()]


class TotpForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Add an authenticator app, by the code that it shows."""

    next = next_field()
    totp = StringField(
        CODE,
        filters=[trimmed],
        validators=[DataRequired(lazy_gettext("認証アプリに表示された6桁の数字を入力してください。"))],
    )


class PasskeyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Add a passkey, under a name by which one recognises it."""

    next = next_field()
    name = StringField(
        lazy_gettext("パスキーの名前"),
        filters=[single_line],
        validators=[
            DataRequired(lazy_gettext("パスキーの名前を入力してください。")),
            Length(max=60, message=lazy_gettext("名前は60文字以内で入力してください。")),
        ],
    )
    passkey = HiddenField()


def code_refused() -> str:
    """A code that is wrong, late, or was used."""
    return str(
        gettext(
            "確認コードが違います。認証アプリに表示されている新しいコードを入力してください。"
            "同じコードは一度しか使えません。"
        )
    )


def passkey_refused() -> str:
    """A passkey that proves nothing here."""
    return str(gettext("パスキーを確認できませんでした。もう一度お試しになるか、ほかの方法をお使いください。"))
