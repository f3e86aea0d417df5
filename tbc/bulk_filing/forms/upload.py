"""A sheet, and where its rows go that do not say so themselves."""

from __future__ import annotations

from uuid import UUID

from flask_wtf.file import FileField
from wtforms import Form, RadioField, SelectField, StringField

from tbc.applications.forms.account import account_field, offer
from tbc.applications.forms.start import MANAGED, MODES
from tbc.applications.queries import QUICK, Reach
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l


class Upload(Form):
    """申請タイプ as when an application is begun, and the file."""

    mode = RadioField(_l("申請タイプ"), choices=choices(MODES.items()), validate_choice=False)
    company_account = account_field()
    words = StringField(_l("会社アカウントの名前の一部"))
    file = FileField(_l("申請を書いたファイル"))

    def offer(self, reach: Reach, wanted: str = "") -> None:
        """Let the reader choose among their company accounts; the one they come from or the only one is proposed."""
        offer(self.company_account, reach, self.words.data or "", wanted)
        if self.company_account.data and not self.mode.data:
            self.mode.data = MANAGED

    def account_id(self) -> UUID | None:
        """The company account that was chosen, None for quick mode; after `is_answered`."""
        return UUID(self.company_account.data) if self.mode.data == MANAGED else None

    def is_answered(self, reach: Reach) -> bool:
        """Whether all but the file is chosen. Without a company account there is one mode, and nothing to choose."""
        if not reach.accounts:
            self.mode.data = QUICK
        if self.mode.data not in MODES:
            self.mode.errors = [_l("申請タイプを選んでください。")]
        elif self.mode.data == MANAGED and not reach.has(self.company_account.data):
            self.company_account.errors = [_l("会社アカウントを選んでください。")]
        return not (self.mode.errors or self.company_account.errors)


class Template(Form):
    """For whom the template is filled in already."""

    account = SelectField(_l("会社アカウント"), id="template-account", choices=[], validate_choice=False)
    end_user = SelectField(_l("契約者"), id="template-end_user", choices=[], validate_choice=False)
