"""The delivery site's door: number and password, or the number alone for a new password (DLV-3)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length


def _number_field() -> StringField:
    return StringField(
        _l("納品番号"),
        validators=[
            InputRequired(_l("納品番号を入力してください。「ID」のメールに書いてあります。")),
            Length(max=64, message=_l("納品番号は、SHPCと7桁の数字です。")),
        ],
    )


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Number and password."""

    delivery_number = _number_field()
    password = PasswordField(
        _l("パスワード"),
        validators=[
            InputRequired(_l("パスワードを入力してください。「PW」のメールに書いてあります。")),
            Length(max=200, message=_l("パスワードが長すぎます。メールのパスワードだけを入力してください。")),
        ],
    )


class ReissueForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The number alone."""

    delivery_number = _number_field()
