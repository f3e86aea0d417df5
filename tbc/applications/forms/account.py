"""Choosing one of one's company accounts: to file in, or to move filings to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from wtforms import BooleanField, Form, RadioField, SelectField, SelectMultipleField, StringField

from tbc.applications.queries import Reach
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold

# A dealer may have a thousand: so many are offered at once, and the others are looked for by name.
OFFERED = 50
CHOSEN, ALL = "chosen", "all"


def account_field() -> Any:
    """会社アカウント; `offer` fills in the choices."""
    return SelectField(_l("会社アカウント"), validate_choice=False, choices=[])


def offer(field: Any, reach: Reach, words: str = "", wanted: str = "") -> None:
    """Give `field` the reader's accounts whose names hold `words`, and what is chosen or `wanted` in any case."""
    chosen = field.data if reach.has(field.data) else wanted if reach.has(wanted) else ""
    if not chosen and len(reach.accounts) == 1:
        chosen = str(next(iter(reach.accounts)))
    named = [(str(own), name) for own, name in reach.accounts.items() if fold(words) in fold(name)]
    shown = [pair for pair in named[:OFFERED] if pair[0] != chosen]
    own = [(chosen, reach.accounts[UUID(chosen)])] if chosen else [("", _("選択してください"))]
    field.choices = choices([*own, *shown])
    field.data = chosen


_FINAL = _l("元に戻せないことを確認した")
_WORDS = _l("会社アカウントの名前の一部")


class Move(Form):
    """Where to; and that it is for good."""

    company_account = account_field()
    words = StringField(_WORDS)
    is_final = BooleanField(_FINAL)

    def account_id(self) -> UUID:
        """The chosen account; after `is_answered`."""
        return UUID(self.company_account.data)

    def is_answered(self, reach: Reach) -> bool:
        """Whether an account of the reader's is chosen and the box is ticked."""
        if not reach.has(self.company_account.data):
            self.company_account.errors = [_l("会社アカウントを選んでください。")]
        if not self.is_final.data:
            self.is_final.errors = [_l("元に戻せないことを確認し、チェックを入れてください。")]
        return not (self.company_account.errors or self.is_final.errors)


class Moves(Move):
    """Several at once: those that are ticked, or all there are. The fields stand in the order of the page."""

    scope = RadioField(
        _l("移す申請"),
        choices=choices([(CHOSEN, _l("選んだ申請")), (ALL, _l("簡易申請のすべて"))]),
        default=CHOSEN,
        validate_choice=False,
    )
    application = SelectMultipleField(_l("申請"), choices=[], validate_choice=False)
    company_account = account_field()
    words = StringField(_WORDS)
    is_final = BooleanField(_FINAL)

    def is_answered(self, reach: Reach) -> bool:
        """As for one; and something is chosen."""
        answered = super().is_answered(reach)
        if self.scope.data != ALL and not self.application.data:
            self.scope.errors = [_l("移す申請を選んでください。")]
            return False
        return answered
