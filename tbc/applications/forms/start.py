"""The first questions: what is applied for, and who will see it."""

from __future__ import annotations

from uuid import UUID

from wtforms import Form, HiddenField, RadioField, StringField
from wtforms.validators import AnyOf

from tbc.applications.forms.account import account_field, offer
from tbc.applications.queries import QUICK, Reach
from tbc.applications.record import CONTRACT_CLASSES, KINDS
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l

MANAGED = "account-managed"
MODES = {QUICK: _l("簡易申請"), MANAGED: _l("アカウント管理タイプ")}


class Start(Form):
    """申請区分, 契約区分 and 申請タイプ; the first two can still be changed on the first step."""

    kind = RadioField(
        _l("申請区分"),
        choices=choices(KINDS.items()),
        validators=[AnyOf(list(KINDS), message=_l("申請区分を選んでください。"))],
        validate_choice=False,
    )
    contract_class = RadioField(
        _l("契約区分"),
        choices=choices(CONTRACT_CLASSES.items()),
        default="corporate",
        validators=[AnyOf(list(CONTRACT_CLASSES), message=_l("契約区分を選んでください。"))],
        validate_choice=False,
    )
    mode = RadioField(_l("申請タイプ"), choices=choices(MODES.items()), validate_choice=False)
    company_account = account_field()
    words = StringField(_l("会社アカウントの名前の一部"))
    end_user = HiddenField()

    def offer(self, reach: Reach, wanted: str = "") -> None:
        """Let the reader choose among their company accounts; the one they come from or the only one is proposed."""
        offer(self.company_account, reach, self.words.data or "", wanted)
        if self.company_account.data and not self.mode.data:
            self.mode.data = MANAGED

    def account_id(self) -> UUID | None:
        """The company account to file in, None for a quick one; after `is_answered`."""
        return UUID(self.company_account.data) if self.mode.data == MANAGED else None

    def is_answered(self, reach: Reach) -> bool:
        """Whether everything is chosen. Without a company account there is one mode, and nothing to choose."""
        if not reach.accounts:
            self.mode.data = QUICK
        answered = self.validate()
        if self.mode.data not in MODES:
            self.mode.errors = [_l("申請タイプを選んでください。")]
            return False
        if self.mode.data == MANAGED and not reach.has(self.company_account.data):
            self.company_account.errors = [_l("会社アカウントを選んでください。")]
            return False
        return answered
