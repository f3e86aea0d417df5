"""What is chosen in the list of renewals, and what the list is narrowed to: in the address and in the form alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, StringField

from tbc.applications.queries import QUICK, Reach
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading
from tbc.renewals.queries.candidates import Choice
from tbc.renewals.queries.listing import ALL, ENDS, SOON, Wanted, list_due
from tbc.renewals.rules import MOST_LINES

_NUMBER = re.compile(r"[A-Z0-9]{10}")
_CODE = re.compile(r"[A-Z0-9-]{1,60}")
_TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class ListForm(Form):
    """The row above the list."""

    # The shell has an `account` already: its menu.
    account = SelectField(_l("会社アカウント"), id="of-account", choices=[], validate_choice=False)
    ends = SelectField(
        _l("契約終了日"),
        choices=choices([(SOON, _l("90日以内と、終了したもの")), (ALL, _l("すべて"))]),
        validate_choice=False,
    )
    q = StringField(_l("製品、番号"))
    serial = StringField(_l("一覧にない製品のシリアル番号"), render_kw=_TYPED)

    def offer(self, reach: Reach) -> None:
        """Let the reader choose whose licenses they see: a company account's, first those that they manage, or theirs.

        Without a choice it is the first company account with something to renew, else the first, else their own.
        """
        managed = [own for own in reach.accounts if own in reach.managed]
        others = [own for own in reach.accounts if own not in reach.managed]
        named = [(str(own), reach.accounts[own]) for own in (*managed, *others)]
        self.account.choices = choices([*named, (QUICK, _l("会社アカウントなし"))])
        if self.account.data != QUICK and not reach.has(self.account.data):
            self.account.data = _first_due([UUID(own) for own, _name in named]) or QUICK

    @property
    def owner(self) -> UUID | None:
        """The company account whose licenses are listed; None for the reader's own."""
        return None if self.account.data == QUICK else UUID(self.account.data)

    def wanted(self) -> Wanted:
        """What the list is narrowed to; what makes no sense narrows nothing."""
        ends = self.ends.data if self.ends.data in ENDS else SOON
        return Wanted(self.owner, (self.q.data or "").strip()[:100], ends)

    def code(self) -> str | None:
        """The serial number as it is looked up; None if what was typed cannot be one."""
        code = reading.code(self.serial.data or "").value
        return code if _CODE.fullmatch(code) else None

    def asked(self) -> dict[str, Any]:
        """What stands in the address of this list."""
        given = {"account": self.account.data, "ends": self.ends.data, "q": (self.q.data or "").strip()[:100]}
        return {name: value for name, value in given.items() if value}


def _first_due(owners: list[UUID]) -> str | None:
    """The first of the company accounts with a license to renew soon; without any the first."""
    if len(owners) < 2:
        return str(owners[0]) if owners else None
    due = list_due(owners)
    return str(next((own for own in owners if own in due), owners[0]))


def of_address(query: MultiDict[str, str]) -> list[Choice]:
    """What is chosen, as the address says it: `choice=<license id>~<product>~<years>`, or the license id alone."""
    found = []
    for text in query.getlist("choice"):
        number, product, years = (*text.split("~"), "", "")[:3]
        found.append(_choice(number, product, years))
    return _sound(found)


def of_form(sent: MultiDict[str, str]) -> list[Choice]:
    """What is chosen, as the form sends it: a tick for each license, and where it shows, its product and its years."""
    ticked = sent.getlist("license")
    return _sound(_choice(one, sent.get(f"product-{one}", ""), sent.get(f"years-{one}", "")) for one in ticked)


def written(chosen: Iterable[Choice]) -> list[str]:
    """What is chosen, as the address says it."""
    return [
        "~".join((one.number, one.product_code, str(one.years))) if one.product_code else one.number for one in chosen
    ]


def _choice(number: str, product: str, years: str) -> Choice:
    return Choice(number, product[:32], int(years) if years in {"1", "2", "3"} else 1)


def _sound(found: Iterable[Choice]) -> list[Choice]:
    """Each license once; one more than an invoice has lines for shows that there are too many."""
    once = {one.number: one for one in found if _NUMBER.fullmatch(one.number)}
    return list(once.values())[: MOST_LINES + 1]
