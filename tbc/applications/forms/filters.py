"""What the history is narrowed to; it stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

from wtforms import Form, SelectField, StringField

from tbc.applications.forms.account import OFFERED
from tbc.applications.queries import QUICK, SHOWN, Filter, Reach
from tbc.applications.record import KINDS
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import day_in

STATES = {
    "draft": _l("下書き"),
    "filed": _l("申請済み"),
    "ordered": _l("受注済み"),
    "shipped": _l("納品済み"),
    "registered": _l("登録済み"),
    "superseded": _l("差し替え済み"),
    "withdrawn": _l("取り下げ"),
    "cancelled": _l("受注取消"),
}
_ALL = ("", _l("すべて"))


class Filters(Form):
    """The row above the history."""

    q = StringField(_l("番号、会社名、製品、ライセンスID"))
    kind = SelectField(_l("申請区分"), choices=choices([_ALL, *KINDS.items()]), validate_choice=False)
    state = SelectField(_l("状態"), choices=choices([_ALL, *STATES.items()]), validate_choice=False)
    # The shell has an `account` already: its menu.
    account = SelectField(_l("申請タイプ"), id="of-account", choices=[], validate_choice=False)
    since = StringField(_l("申請日（から）"))
    until = StringField(_l("申請日（まで）"))

    def offer(self, reach: Reach) -> None:
        """Let the reader narrow to quick filings, to what they were shown, or to one of their company accounts."""
        ways = [_ALL, (QUICK, _l("簡易申請"))]
        if reach.is_shown_some or self.account.data == SHOWN:
            ways.append((SHOWN, _l("共有された申請")))
        named = [(str(own), name) for own, name in reach.accounts.items()]
        beyond = [pair for pair in named[OFFERED:] if pair[0] == self.account.data]
        self.account.choices = choices([*ways, *named[:OFFERED], *beyond])

    def account_named(self) -> str:
        """What the list is narrowed to by `account`, as its tag says it."""
        if not self.account.data:
            return ""
        named = {value: str(label) for value, label, *_more in self.account.iter_choices()}
        return named.get(self.account.data) or str(_l("使えない会社アカウント"))

    def wanted(self) -> Filter:
        """The filter; a day that cannot be read is said at its field and narrows nothing."""
        return Filter(
            words=(self.q.data or "")[:100],
            kind=self.kind.data if self.kind.data in KINDS else "",
            state=self.state.data if self.state.data in STATES else "",
            since=day_in(self.since),
            until=day_in(self.until),
            account=self.account.data or "",
        )
