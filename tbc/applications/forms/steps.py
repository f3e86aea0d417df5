"""One form per step. Its data is the step's part of the record, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField

from tbc.applications import record
from tbc.applications.forms.fields import control, form_of, same_as
from tbc.applications.record import Content, Step
from tbc.applications.sentences import sentence
from tbc.kit.entries.party import PARTY, typed_again
from tbc.kit.entries.problem import Problem
from tbc.kit.phrases import lazy as _l

_SUPPORT_OTHER = _l("別の窓口を入力する")
_RENEWAL_OTHER = _l("別の案内先を入力する")
_DISTRIBUTOR_OTHER = _l("代理店から仕入れる")

Item = form_of("Item", record.ITEM)
ContactPerson = form_of("ContactPerson", record.CONTACT_PERSON)
Party = form_of("Party", PARTY)
SupportContact = form_of("SupportContact", PARTY, same_as=same_as("support_contact", _SUPPORT_OTHER))
RenewalContact = form_of("RenewalContact", record.RENEWAL_CONTACT, same_as=same_as("renewal_contact", _RENEWAL_OTHER))
Delivery = form_of("Delivery", record.DELIVERY)
Reseller = form_of("Reseller", record.DEALER)
Distributor = form_of("Distributor", record.DEALER, same_as=same_as("distributor", _DISTRIBUTOR_OTHER))


class Products(Form):
    """申請区分, 契約区分 and the lines."""

    kind, contract_class = (control(entry) for entry in record.CHOICES)
    items = FieldList(FormField(Item))


class EndUser(Form):
    """The company that holds the contract."""

    end_user = FormField(Party)


class Support(Form):
    """Who gets support."""

    support_contact = FormField(SupportContact)


class Renewal(Form):
    """Who is told when the contract ends."""

    renewal_contact = FormField(RenewalContact)


class DeliveryTo(Form):
    """Where the delivery goes."""

    delivery = FormField(Delivery)


class Dealers(Form):
    """From whom the end user buys, and from whom that dealer buys."""

    reseller = FormField(Reseller)
    distributor = FormField(Distributor)


class Extras(Form):
    """References, contact persons, remarks; supplements are uploaded beside them."""

    customer_po, reseller_reference, remarks = (control(entry) for entry in record.REFERENCES)
    contact_persons = FieldList(FormField(ContactPerson))


_FORMS: dict[str, type[Form]] = {
    "products": Products,
    "end_user": EndUser,
    "support_contact": Support,
    "renewal_contact": Renewal,
    "delivery": DeliveryTo,
    "dealers": Dealers,
    "extras": Extras,
}


def typed_on(step: Step, sent: MultiDict[str, str]) -> dict[str, Any]:
    """What the sent form of `step` holds, as typed, in the shape of the record."""
    typed: dict[str, Any] = _FORMS[step.name](sent).data
    for part in record.LISTS:
        if part in typed:
            typed[part] = typed[part][: record.LISTS[part][1] + 1]
    return typed


def form_for(
    step: Step, content: Content, problems: Iterable[Problem] = (), supplements: Mapping[str, str] | None = None
) -> Form:
    """The form of `step` filled with the record, each error at its control; `supplements` gives their names by code."""
    form = _FORMS[step.name](data=_shown(step, content))
    for problem in problems:
        if problem.path == "supplements":
            # They are uploaded beside the form, each with a control of its own: the summary gets where it stands.
            named = (f"supplement-{problem.values['code']}", sentence(problem, supplements))
            form.form_errors.append(named)  # type: ignore[arg-type]  # the macro takes a text, or (control, text)
        elif problem.level == "error":
            _place(form, problem)
    for field in form:
        if isinstance(field, FieldList) and any(entry.errors for entry in field.entries):
            # As WTForms' own validation leaves it: what is wrong with the list, then with each entry.
            field.errors = [*field.errors, *(entry.errors for entry in field.entries)]
    return form


def _shown(step: Step, content: Content) -> dict[str, Any]:
    shown = {part: content[part] for part in step.parts if content.get(part)}
    for part in ("end_user", "support_contact"):
        if part in shown:
            shown[part] = typed_again(shown[part])
    if "items" in shown:
        shown["items"] = [_shown_item(item) for item in shown["items"]]
    return shown


def _shown_item(item: dict[str, Any]) -> dict[str, Any]:
    texts = {name: "" if value is None else str(value) for name, value in item.items()}
    end = texts.get("current_end_on", "")
    if len(end) == 10 and end[4] == end[7] == "-":
        texts["current_end_on"] = end.replace("-", "/")
    return texts


def _place(form: Form, problem: Problem) -> None:
    """Put the problem's sentence at its control; one of a whole section goes to the section."""
    field: Any = form
    for piece in record.control_id(problem.path).split("-"):
        if isinstance(field, FieldList) and piece.isdigit():
            field = field.entries[int(piece)]
        else:
            inner = field.form if isinstance(field, FormField) else field
            field = inner._fields.get(piece) if isinstance(inner, Form) else None
        if field is None:
            form.form_errors.append(sentence(problem))
            return
    field.errors = [*field.errors, sentence(problem)]
