"""The record as questions and answers: for the check page, the filed application, its paper and the exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from tbc.applications import record
from tbc.applications.record import Content, Step, value_at
from tbc.kit.formats import number

EMPTY = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row: what was asked, the answer as shown, and the old answer if it was changed (None if not)."""

    label: str
    value: str
    path: str
    was: str | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The answers of one section, with the step on which they are changed."""

    title: str
    step: Step
    answers: list[Answer]


def blocks(content: Content, changed: dict[str, str] | None = None, supplements: tuple[str, ...] = ()) -> list[Block]:
    """The whole record, one block per product line and section; empty optional answers are left out."""
    of = _Reader(content, changed or {})
    found = [Block(_("申請"), record.STEPS[0], of.top("kind", "contract_class"))]
    for at in range(len(content.get("items") or ())):
        title = _("製品 %(line)s", line=at + 1) if len(content["items"]) > 1 else _("製品")
        found.append(Block(title, record.STEPS[0], of.item(at)))
    for part in ("end_user", "support_contact", "renewal_contact", "delivery", "reseller", "distributor"):
        step = record.step_of(part)
        title = str(step.title) if step.name == part else str(record.SECTION_NAMES[part])
        found.append(Block(title, step, of.group(part)))
    extras = of.top("customer_po", "reseller_reference") + of.persons()
    extras += [Answer(_("別紙"), name, "supplements") for name in supplements] + of.top("remarks")
    if extras:
        found.append(Block(_("追加情報"), record.step_of("remarks"), extras))
    return found


class _Reader:
    def __init__(self, content: Content, changed: dict[str, str]) -> None:
        self._content = content
        self._changed = changed

    def top(self, *names: str) -> list[Answer]:
        return [answer for name in names if (answer := self._one(name))]

    def item(self, at: int) -> list[Answer]:
        here = f"items[{at}]"
        name = value_at(self._content, f"{here}.product_name") or value_at(self._content, f"{here}.product") or EMPTY
        was = self._changed.get(f"{here}.product")
        answers = [Answer(_("製品"), str(name), f"{here}.product", was=was)]
        return answers + [answer for field in record.ITEM[1:] if (answer := self._one(f"{here}.{field.name}"))]

    def group(self, part: str) -> list[Answer]:
        section = self._content.get(part) or {}
        was = self._changed.get(part)
        if section.get("same_as") in record.SAME_AS.get(part, ()):
            text = str(record.SAME_AS_NAMES[section["same_as"]])
            return [Answer(str(record.SECTION_NAMES[part]), text, part, was=was)]
        answers = [answer for field in record.GROUPS[part] if (answer := self._one(f"{part}.{field.name}"))]
        if was and answers:
            first = answers[0]
            answers[0] = Answer(first.label, first.value, first.path, str(record.SAME_AS_NAMES[was]), first.code)
        return answers or [Answer(str(record.SECTION_NAMES[part]), EMPTY, part, was=was)]

    def persons(self) -> list[Answer]:
        people = range(len(self._content.get("contact_persons") or ()))
        return [
            answer
            for at in people
            for field in record.CONTACT_PERSON
            if (answer := self._one(f"contact_persons[{at}].{field.name}"))
        ]

    def _one(self, path: str) -> Answer | None:
        field = record.field_of(path)
        assert field is not None
        value, was = value_at(self._content, path), self._changed.get(path)
        if value in (None, "") and was is None and not field.required:
            return None
        old = None if was is None else shown(field, was)
        return Answer(str(field.label), shown(field, value), path, old, field.control == "code")


def shown(field: record.Field, value: Any) -> str:
    """A value as it is read on screen and paper."""
    text = "" if value is None else str(value)
    if field.control == "kind":
        return str(record.KINDS.get(text, text))
    if field.control == "class":
        return str(record.CONTRACT_CLASSES.get(text, text))
    if field.control == "postal" and len(text) == 7 and text.isdigit():
        return f"〒{text[:3]}-{text[3:]}"
    if field.control == "date" and len(text) == 10:
        return text.replace("-", "/")
    if field.control == "years" and text.isdigit():
        return str(_("%(years)s年", years=text))
    if field.name in {"quantity", "held_quantity"} and text.isdigit():
        return number(int(text))
    return text
