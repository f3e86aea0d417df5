"""What people type about a company account, and what its lists are narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from wtforms import BooleanField, Form, SearchField, SelectField
from wtforms.validators import AnyOf

from tbc.kit.choices import choices
from tbc.kit.entries.checking import check_fields, read_fields
from tbc.kit.entries.controls import form_of
from tbc.kit.entries.field import Field
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading
from tbc.organizations.forms.faults import put

ENTRIES = (
    Field("name", _l("会社アカウントの名前"), required=True, longest=100),
    Field("name_kana", _l("フリガナ"), reading.kana),
    Field("corporate_number", _l("法人番号"), reading.corporate_number, control="digits", longest=30),
)
Details = form_of("Details", ENTRIES)


class Filters(Form):
    """The row above the list of company accounts."""

    q = SearchField(_l("会社アカウントの名前、法人番号"))
    organization = SelectField(_l("組織"), validate_choice=False)

    @property
    def words(self) -> str:
        return (self.q.data or "").strip()[:100]


class Words(Form):
    """A search for people or end users."""

    q = SearchField(_l("言葉"))

    @property
    def words(self) -> str:
        return (self.q.data or "").strip()[:100]


class Adding(Form):
    """Beside a person who is added."""

    is_manager = BooleanField(_l("管理者にする"))


def filters(sent: Any, organizations: Iterable[tuple[UUID, str]]) -> Filters:
    """The filters with the organizations whose company accounts the reader sees; an unknown one filters nothing."""
    form = Filters(sent)
    named = [(str(own), name) for own, name in organizations]
    form.organization.choices = choices([("", _l("すべて")), *named])
    if form.organization.data not in dict(named):
        form.organization.data = ""
    return form


def creation(sent: Any, organizations: Sequence[tuple[UUID, str]], **data: Any) -> Form:
    """The form for a new company account, in one of `organizations`."""
    named = [(str(own), name) for own, name in organizations]
    ways = named if len(named) == 1 else [("", _l("選択してください")), *named]
    organization = SelectField(
        _l("組織"),
        choices=choices(ways),
        validate_choice=False,
        validators=[AnyOf([own for own, _name in named], message=_l("組織を選んでください。"))],
        render_kw={"required": False},
    )
    form: Form = type("Creation", (Details,), {"organization": organization})(sent, data=data)
    return form


def read_details(form: Form) -> dict[str, str] | None:
    """What was typed, read; None when something is wrong, which then stands at its field."""
    details = read_fields(ENTRIES, form.data)
    problems = check_fields(ENTRIES, details, "")
    is_valid = form.validate()
    put(form, ENTRIES, problems)
    return details if is_valid and not problems else None
