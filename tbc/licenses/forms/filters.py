"""What a list of licenses is narrowed to; it stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

from wtforms import Form, SelectField, StringField

from tbc.applications.forms.account import OFFERED
from tbc.applications.queries import QUICK, Reach
from tbc.catalog.labels import KINDS
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.licenses.queries.listing import ALL, STATES, Filter
from tbc.licenses.words import STATES as WORDS

# Within how many days a license ends: the first reminder goes out 60 days ahead (RNW-8).
WITHIN = {"60": _l("60日以内"), "90": _l("90日以内")}
NAMES = ("q", "account", "kind", "state", "ends")


class Filters(Form):
    """The row above the list."""

    q = StringField(_l("会社名、製品、ライセンスID、コード"))
    # The shell has an `account` already: its menu.
    account = SelectField(_l("会社アカウント"), id="of-account", choices=[], validate_choice=False)
    kind = SelectField(_l("製品の種類"), choices=choices([("", _l("すべて")), *KINDS.items()]), validate_choice=False)
    state = SelectField(_l("状態"), choices=choices(WORDS.items()), validate_choice=False)
    ends = SelectField(_l("契約終了日"), choices=choices([("", _l("すべて")), *WITHIN.items()]), validate_choice=False)

    def offer(self, reach: Reach) -> None:
        """Let the reader narrow to one of their company accounts, or to what they hold themself."""
        named = [(str(own), name) for own, name in reach.accounts.items()]
        beyond = [pair for pair in named[OFFERED:] if pair[0] == self.account.data]
        first = [("", _l("すべて")), (QUICK, _l("会社アカウントなし"))]
        self.account.choices = choices([*first, *named[:OFFERED], *beyond])

    def wanted(self) -> Filter:
        """The filter; what makes no sense narrows nothing."""
        return Filter(
            words=(self.q.data or "").strip()[:100],
            state=self.state.data if self.state.data in STATES else "",
            within=int(self.ends.data) if self.ends.data in WITHIN else 0,
            kind=self.kind.data if self.kind.data in KINDS else "",
            account=self.account.data or "",
        )

    def tags(self) -> dict[str, str]:
        """The active filters by the names of their fields, as their tags say them."""
        wanted = self.wanted()
        accounts = {value: str(label) for value, label, *_more in self.account.iter_choices()}
        account = accounts.get(wanted.account) or str(_l("使えない会社アカウント"))
        return {
            "q": str(_l("「%(words)s」")) % {"words": wanted.words} if wanted.words else "",
            "account": account if wanted.account and accounts else "",
            "kind": str(KINDS[wanted.kind]) if wanted.kind else "",
            "state": str(_l("終了した契約も") if wanted.state == ALL else WORDS[wanted.state]) if wanted.state else "",
            "ends": str(_l("%(days)s日以内に終了", days=wanted.within)) if wanted.within else "",
        }
