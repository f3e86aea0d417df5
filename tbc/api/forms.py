"""What staff say of a new token."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput

from tbc.api.rules import LIFETIMES, SCOPES
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l

SCOPE_WORDS = {
    "numbers:read": _l("受付番号を調べる"),
    "applications:read": _l("申請の一覧を取得する"),
    "orders:read": _l("受注を調べる"),
    "orders:write": _l("受注を登録する・取り消す"),
    "deliveries:write": _l("納品する"),
}
assert tuple(SCOPE_WORDS) == SCOPES


class TokenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Which system the token is for, what it may do, and for how long."""

    name = StringField(
        _l("システムの名前"),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[
            DataRequired(_l("トークンを使うシステムの名前を入力してください。")),
            Length(max=80, message=_l("システムの名前は80文字以内にしてください。")),
        ],
    )
    scopes = SelectMultipleField(
        _l("権限"),
        choices=choices(SCOPE_WORDS.items()),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("権限を一つ以上選んでください。"))],
    )
    days = RadioField(
        _l("有効期間"),
        choices=choices((str(days), _l("%(days)s日", days=days)) for days in LIFETIMES),
        default="365",
        validators=[InputRequired(_l("有効期間を選んでください。"))],
    )
