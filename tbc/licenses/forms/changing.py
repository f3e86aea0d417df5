"""The form by which a contract's contacts are changed: the same fields as in an application (SPEC §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, FormField, HiddenField

from tbc.applications import checking, record
from tbc.applications.forms.steps import Party, RenewalContact, SupportContact
from tbc.applications.record import STEPS
from tbc.applications.rules import Facts
from tbc.applications.sentences import sentence
from tbc.kit.entries.party import typed_again
from tbc.kit.entries.problem import Problem
from tbc.kit.phrases import lazy as _l
from tbc.kit.postal import prefectures_of
from tbc.licenses.service.changing import SECTIONS

_STEPS = [step for step in STEPS if step.name in SECTIONS]


class ContactsForm(Form):
    """`version` is that of the contacts when the form was drawn."""

    end_user = FormField(Party)
    support_contact = FormField(SupportContact)
    renewal_contact = FormField(RenewalContact)
    also_others = BooleanField(_l("この契約者の、ほかのライセンスの連絡先も変更する"))
    version = HiddenField()


def filled(
    sections: Mapping[str, Any], version: int | str, *, also_others: bool = False, problems: Iterable[Problem] = ()
) -> ContactsForm:
    """The form with these sections, each error at its control. What is the same as another section is empty."""
    data: dict[str, Any] = {name: dict(sections.get(name) or {}) for name in SECTIONS}
    for name in ("end_user", "support_contact"):
        data[name] = typed_again(data[name])
    for name, ways in record.SAME_AS.items():
        if name in data and data[name].get("same_as") not in ways:
            data[name]["same_as"] = "other"
    form = ContactsForm(data={**data, "version": str(version), "also_others": also_others})
    for problem in problems:
        section, _dot, name = problem.path.partition(".")
        part: Any = form[section]
        part.form[name].errors = [sentence(problem)]
    return form


def typed(sent: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, as it was, by section."""
    data = ContactsForm(sent).data
    return {name: data[name] for name in SECTIONS}


def read(sections: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """What was typed as the record has it, and what is wrong with it."""
    content = {part: value for step in _STEPS for part, value in checking.read(step, sections).items()}
    facts = Facts(prefectures=prefectures_of)
    problems = [problem for step in _STEPS for problem in checking.check_step(step, content, facts)]
    return content, checking.errors(problems)
