"""The form by which a license is claimed."""

from __future__ import annotations

import re
from uuid import UUID

from wtforms import Form, SelectField, StringField

from tbc.applications.queries import Reach
from tbc.kit.choices import choices
from tbc.kit.entries.controls import Required
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import identity
from tbc.kit.text import reading

_LONGEST = 60
_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class ClaimForm(Form):
    """License id, one of its codes, and where the license shall go."""

    license_id = StringField(_l("ライセンスID"), validators=[Required()], render_kw=_CODE)
    code = StringField(_l("アクティベーションコードまたはシリアル番号"), validators=[Required()], render_kw=_CODE)
    account = SelectField(_l("引き取り先"), id="into-account", choices=[], validate_choice=False)

    def offer(self, reach: Reach) -> None:
        """Let the license go to the reader themself, or to a company account that they manage."""
        managed = [(str(own), name) for own, name in reach.accounts.items() if own in reach.managed]
        self.account.choices = choices([("", _l("自分（会社アカウントなし）")), *managed])

    def read(self) -> tuple[str, str] | None:
        """License id and code as they are compared; None with an error at the field that cannot be one."""
        license_id = reading.license_id(self.license_id.data or "").value
        code = reading.code(self.code.data or "").value
        if not re.fullmatch("[A-Z0-9]{10}", license_id):
            self.license_id.errors = [_l("ライセンスIDは10桁の英数字です。証書で確認してください。")]
        if not code or len(code) > _LONGEST or not re.fullmatch("[A-Z0-9-]+", code):
            self.code.errors = [_l("証書か納品のページにあるとおりに、英数字とハイフンで入力してください。")]
        return None if self.license_id.errors or self.code.errors else (license_id, code)

    def into(self) -> UUID | None:
        """The company account that was chosen; None for the reader themself, or for what is no account's id."""
        return identity(self.account.data)
