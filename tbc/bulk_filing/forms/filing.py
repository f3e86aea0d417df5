"""The word to file: all or only what is right, and what is agreed to for every row."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import BooleanField, Form, RadioField
from wtforms.validators import AnyOf

from tbc.bulk_filing.rules import WAYS
from tbc.bulk_filing.words import WAYS as WAY_NAMES
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l


class Filing(Form):
    """The boxes are as on the check page of one application; one tick is for all rows that need it."""

    way = RadioField(
        _l("申請のしかた"),
        choices=choices(WAY_NAMES.items()),
        validators=[AnyOf(WAYS, message=_l("申請のしかたを選んでください。"))],
        validate_choice=False,
    )
    doubles = BooleanField(_l("同じ内容の行も申請する"))
    consent = BooleanField(_l("契約者の同意を得ている"))
    privacy = BooleanField(_l("個人情報の取扱いに同意する"))

    def agreed(self) -> dict[str, bool]:
        """Which boxes are ticked."""
        return {"consent": bool(self.consent.data), "privacy": bool(self.privacy.data)}

    def ask_for(self, missing: list[str]) -> None:
        """Put a sentence at each box that must be ticked."""
        if "consent" in missing:
            self.consent.errors = [_("契約者の同意を得ていることを確認し、チェックを入れてください。")]
        if "privacy" in missing:
            self.privacy.errors = [_("個人情報の取扱いを読み、同意するときはチェックを入れてください。")]
