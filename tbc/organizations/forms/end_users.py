"""The form of an end user: the same fields as in an application (SPEC §3), and how its list is narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Form, FormField, HiddenField, SearchField, SelectField

from tbc.kit.choices import choices
from tbc.kit.entries.controls import form_of
from tbc.kit.entries.party import PARTY, typed_again
from tbc.kit.entries.problem import Problem
from tbc.kit.phrases import lazy as _l
from tbc.organizations.forms.faults import put

_Party = form_of("Party", PARTY)


class EndUserForm(Form):
    """`version` is the record's when the form was drawn."""

    end_user = FormField(_Party)
    version = HiddenField()


class EndUserFilters(Form):
    """The row above the list of end users."""

    q = SearchField(_l("会社名、部署、担当者、法人番号"))
    state = SelectField(
        _l("状態"),
        choices=choices([("", _l("使用中")), ("archived", _l("保管済み"))]),
        validate_choice=False,
    )

    @property
    def words(self) -> str:
        return (self.q.data or "").strip()[:100]

    @property
    def archived(self) -> bool:
        return bool(self.state.data == "archived")


def filled(section: Mapping[str, Any], version: int | str = 0, problems: Iterable[Problem] = ()) -> EndUserForm:
    """The form with a record's or the typed content, each problem at its control."""
    form = EndUserForm(data={"end_user": typed_again(section), "version": str(version)})
    put(form.end_user.form, PARTY, problems)
    return form


def typed(sent: Any) -> dict[str, Any]:
    """What was typed, as it was."""
    section: dict[str, Any] = EndUserForm(sent).end_user.data
    return section
