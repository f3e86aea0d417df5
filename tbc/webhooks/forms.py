"""What staff say of a receiver, and the search for what was told."""

from __future__ import annotations

from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Form, SearchField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput

from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.webhooks.models import STATES
from tbc.webhooks.queries import Wanted
from tbc.webhooks.rules import KINDS, AddressUnfit

KIND_WORDS = {
    "application.filed": _l("申請された"),
    "application.superseded": _l("申請が差し替えられた"),
    "application.withdrawn": _l("申請が取り下げられた"),
    "order.entered": _l("受注が登録された"),
    "order.cancelled": _l("受注が取り消された"),
    "delivery.shipped": _l("納品された"),
    "license.changed": _l("ライセンスが変わった"),
}
assert tuple(KIND_WORDS) == KINDS
ALL_WORDS = {**KIND_WORDS, "ping": _l("接続の確認")}
STATE_WORDS = {"queued": _l("送信待ち"), "taken": _l("送信済み"), "failed": _l("送信失敗")}
_UNFIT = {
    "url": _l("通知先は https:// で始まるアドレスを、ユーザー名や # を付けずに入力してください。"),
    "https": _l("通知先は https:// で始まるアドレスにしてください。内容が暗号化されずに流れるのを防ぐためです。"),
    "private": _l(
        "社内やこのサーバー自身のアドレスには送れません。インターネットから見えるアドレスを入力してください。"
    ),
}


class EndpointForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Which system, where it listens, and what it wants to know."""

    name = StringField(
        _l("システムの名前"),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[
            DataRequired(_l("通知を受け取るシステムの名前を入力してください。")),
            Length(max=80, message=_l("システムの名前は80文字以内にしてください。")),
        ],
    )
    url = StringField(
        _l("通知先のアドレス"),
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(_l("通知先のアドレスを入力してください。"))],
    )
    kinds = SelectMultipleField(
        _l("通知する内容"),
        choices=choices(KIND_WORDS.items()),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("通知する内容を一つ以上選んでください。"))],
    )

    def refuse_url(self, unfit: AddressUnfit) -> None:
        """Say at the field why nothing is sent to this address."""
        self.url.errors = [str(_UNFIT[unfit.reason])]


class MessageSearch(Form):
    """A subject and a state. It only reads and is sent by GET, so it needs no token."""

    subject = SearchField(_l("対象の番号"), description=_l("受付番号、受注番号など"))
    state = SelectField(_l("状態"), choices=choices([("", _l("すべて")), *STATE_WORDS.items()]), validate_choice=False)

    def wanted(self, endpoint_id: UUID | None) -> Wanted:
        """What is looked for; a state that does not exist filters nothing."""
        self.state.data = self.state.data if self.state.data in STATES else ""
        return Wanted(self.state.data, (self.subject.data or "").strip()[:100], endpoint_id)
