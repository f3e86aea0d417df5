"""What the filer confirms before filing (ACC-7)."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import BooleanField, Form

from tbc.kit.phrases import lazy as _l


class Agreement(Form):
    """Never ticked beforehand."""

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
