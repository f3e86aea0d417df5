"""The search for mails: what the address of the list says."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs

from tbc.mail.queries import Wanted

STATE_WORDS = {"queued": _l("送信待ち"), "sent": _l("送信済み"), "failed": _l("送信失敗"), "bounced": _l("不達")}


class MailSearch(Form):
    """Address and state. It only reads and is sent by GET, so it needs no token."""

    to = SearchField(_l("宛先"), description=_l("アドレスの先頭、または @ とドメイン"))
    state = SelectField(
        _l("状態"),
        choices=[SelectChoice("", _l("すべて")), *(SelectChoice(*word) for word in STATE_WORDS.items())],
        validate_choice=False,
    )

    @property
    def wanted(self) -> Wanted:
        """What is looked for; a state that does not exist filters nothing."""
        self.state.data = self.state.data if self.state.data in STATE_WORDS else ""
        return Wanted(self.state.data, (self.to.data or "").strip()[:254])
