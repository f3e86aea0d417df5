"""The record as questions and answers: for the check page, the filed application, its paper and the exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from tbc.applications import record
from tbc.applications.record import Content, Step, value_at
from tbc.kit.entries.field import Field
from tbc.kit.formats import number
from tbc.kit.phrases import lazy as _l

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


def _address(parts: list[str]) -> str:
    code, prefecture, city, street, building = parts
    place = f"{prefecture}{city}{street}{' ' + building if building else ''}"
    return f"〒{code[:3]}-{code[3:]} {place}".strip() if len(code) == 7 else f"{code} {place}".strip()


def _person(parts: list[str]) -> str:
    department, title, name = parts
    place = " ".join(part for part in (department, title) if part)
    return str(_("%(name)s（%(place)s）", name=name, place=place)) if place else name


def _contact(parts: list[str]) -> str:
    return str(_("、")).join(part for part in parts if part)


_ADDRESS = ("postal_code", "prefecture", "city", "street", "building")
_PERSON = ("department", "title", "contact_name")
_CONTACT = ("phone", "email")
_JOINED: dict[tuple[str, ...], tuple[Callable[[list[str]], str], Any]] = {
    _ADDRESS: (_address, _l("住所")),
    _PERSON: (_person, _l("担当者")),
    _CONTACT: (_contact, _l("連絡先")),
}
_PARTY = (
    ("corporate_name",), ("corporate_name_kana",), ("corporate_number",), _ADDRESS, _PERSON, ("contact_name_kana",),
    _CONTACT,
)  # fmt: skip
_DEALER = (("company",), ("branch",), ("department",), ("contact_name",), _CONTACT)
_ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "end_user": _PARTY,
    "support_contact": _PARTY,
    "renewal_contact": tuple((field.name,) for field in record.RENEWAL_CONTACT),
    "delivery": tuple((field.name,) for field in record.DELIVERY),
    "reseller": _DEALER,
    "distributor": _DEALER,
}


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
        answers = [answer for names in _ROWS[part] if (answer := self._row(part, names))]
        if was and answers:
            first = answers[0]
            answers[0] = Answer(first.label, first.value, first.path, str(record.SAME_AS_NAMES[was]), first.code)
        return answers or [Answer(str(record.SECTION_NAMES[part]), EMPTY, part, was=was)]

    def _row(self, part: str, names: tuple[str, ...]) -> Answer | None:
        """Fields that are read as one: an address, a person with department and title, phone and e-mail."""
        if len(names) == 1:
            return self._one(f"{part}.{names[0]}")
        paths = [f"{part}.{name}" for name in names]
        now = {path: str(value_at(self._content, path) or "") for path in paths}
        changed = any(path in self._changed for path in paths)
        old = {path: self._changed.get(path, now[path]) for path in paths}
        join, label = _JOINED[names]
        text, was = join(list(now.values())), join(list(old.values())) if changed else None
        required = any(field.required for path in paths if (field := record.field_of(path)))
        return Answer(str(label), text, paths[0], was) if text or changed or required else None

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


def shown(field: Field, value: Any) -> str:
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
        return str(ngettext("%(years)s年", "%(years)s年", int(text), years=text))
    if field.name in {"quantity", "held_quantity"} and text.isdigit():
        return number(int(text))
    return text
