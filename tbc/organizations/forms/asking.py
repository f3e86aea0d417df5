"""Asking an organization for something, refusing it, inviting (ORG-3)."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from tbc.accounts.forms.fields import trimmed
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.organizations.rules import LONGEST_REASON
from tbc.organizations.service.joining import CREATE_ACCOUNTS, JOIN

KINDS = {
    JOIN: _l("組織に参加する"),
    CREATE_ACCOUNTS: _l("参加して、会社アカウントを作る権限も受け取る"),
}


def plain_lines(value: str | None) -> str:
    """A text of several lines as typed, without control characters, and with line feeds alone between lines."""
    text = trimmed(value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\u3000" or c.isprintable())


def reason_field(label: Any, missing: Any) -> TextAreaField:
    """A reason, at most 1,000 characters."""
    return TextAreaField(
        label,
        filters=[plain_lines],
        render_kw={"rows": 4},
        validators=[
            DataRequired(missing),
            Length(
                max=LONGEST_REASON,
                message=_l("理由は1,000字以内で入力してください。短くまとめてもう一度お送りください。"),
            ),
        ],
    )


class JoinForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Ask to come in, alone or with the right to create company accounts."""

    kind = RadioField(
        _l("お申し込みの内容"),
        choices=choices(KINDS.items()),
        default=JOIN,
        validators=[InputRequired(_l("どちらかを選んでください。"))],
    )
    reason = reason_field(_l("理由"), _l("理由を入力してください。管理者(Owner)が承認するときに読みます。"))


class RightForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Ask for the right to create company accounts, as a member."""

    reason = reason_field(_l("理由"), _l("理由を入力してください。管理者(Owner)が承認するときに読みます。"))


class RefusalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why a request is refused: the person reads it in a mail."""

    reason = reason_field(_l("断る理由"), _l("理由を入力してください。申し込んだ方にメールで伝わります。"))


class InvitationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Whom to invite."""

    email = EmailField(
        _l("招待する方のメールアドレス"),
        filters=[trimmed],
        validators=[DataRequired(_l("招待する方のメールアドレスを入力してください。"))],
    )
    creates_accounts = BooleanField(_l("会社アカウントを作る権限も渡す"))
