"""What the filer confirms before filing (ACC-7)."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import BooleanField, Form, HiddenField

from tbc.kit.phrases import lazy as _l


class Agreement(Form):
    """Never ticked beforehand."""

    consent = BooleanField(_l("契約者の同意を得ている"))
    privacy = BooleanField(_l("個人情報の取扱いに同意する"))
    version = HiddenField()

    def seen(self) -> int | None:
        """The version of the draft whose answers were shown; None from a form that does not say."""
        sent = self.version.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None

    def agreed(self) -> dict[str, bool]:
        """Which boxes are ticked."""
        return {"consent": bool(self.consent.data), "privacy": bool(self.privacy.data)}

    def ask_for(self, missing: list[str]) -> None:
        """Put a sentence at each box that must be ticked."""
        if "consent" in missing:
            self.consent.errors = [_("契約者の同意を得ていることを確認し、チェックを入れてください。")]
        if "privacy" in missing:
            self.privacy.errors = [_("個人情報の取扱いを読み、同意するときはチェックを入れてください。")]
