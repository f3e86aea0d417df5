"""What owners set of an organization: name, joining, second factor, contact e-mail, further domains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, RadioField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from tbc.accounts.forms.fields import trimmed
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.organizations.forms.founding import name_field

JOINING = {
    "ask": _l("申し込みを管理者(Owner)が承認する"),
    "domain": _l("ドメインの方は自分で参加できる"),
}
OTHER = "other"


class SettingsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Name, how people of the domain come in, and whether a second factor is asked for."""

    name = name_field()
    joining = RadioField(
        _l("参加の方法"),
        choices=choices(JOINING.items()),
        validators=[InputRequired(_l("参加の方法を選んでください。"))],
    )
    needs_second_factor = BooleanField(_l("メンバー全員に二段階認証を求める"))


class ContactForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """担当者メール: an owner's address, or another; `owners` are the owners' addresses."""

    owner = RadioField(_l("担当者メール"), validators=[InputRequired(_l("どれかを選んでください。"))])
    email = EmailField(_l("ほかのアドレス"), filters=[trimmed])

    def __init__(self, owners: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.owner.choices = choices([*((email, email) for email in owners), (OTHER, _l("ほかのアドレスにする"))])

    @property
    def chosen(self) -> str:
        """The address that was chosen or typed."""
        return str(self.email.data if self.owner.data == OTHER else self.owner.data)

    def validate_email(self, field: Any) -> None:
        if self.owner.data == OTHER and not field.data:
            raise ValidationError(gettext("担当者メールを入力してください。"))


class DomainForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """An address in a further domain, to which the link goes that proves it."""

    email = EmailField(
        _l("追加するドメインのメールアドレス"),
        filters=[trimmed],
        validators=[DataRequired(_l("追加するドメインのメールアドレスを入力してください。"))],
    )
