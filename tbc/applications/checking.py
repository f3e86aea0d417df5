"""Reading what was typed into the record, and checking the whole of it: used by steps, check answers and filing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tbc.applications import rules
from tbc.applications.record import (
    CHOICES,
    CONTRACT_CLASSES,
    GROUPS,
    KINDS,
    LISTS,
    SAME_AS,
    STEPS,
    Content,
    Step,
)
from tbc.applications.record import REFERENCES as TOP_TEXTS
from tbc.applications.rules import Facts
from tbc.kit.entries.checking import check_fields, read_fields
from tbc.kit.entries.party import check_address
from tbc.kit.entries.problem import Problem

_CHOICES: dict[str, Iterable[str]] = {"kind": KINDS, "contract_class": CONTRACT_CLASSES}
_TEXTS = {field.name: field for field in TOP_TEXTS}
_CHOSEN = {field.name: field for field in CHOICES}


def read(step: Step, typed: Mapping[str, Any]) -> Content:
    """What `typed` on a step becomes in the record: normalised where it can be read, as typed where not (APP-5)."""
    return {part: _read_part(part, typed[part]) for part in step.parts if part in typed}


def check(content: Content, facts: Facts) -> list[Problem]:
    """All problems of the record, in the order of the form."""
    return [problem for step in STEPS for problem in check_step(step, content, facts)]


def check_step(step: Step, content: Content, facts: Facts) -> list[Problem]:
    """The problems of one step's fields."""
    problems = [problem for part in step.parts for problem in _check_part(part, content.get(part))]
    if step.name == "products":
        problems += rules.check_items(content.get("kind", ""), content.get("items") or (), facts)
    elif step.name in {"end_user", "support_contact"}:
        party = content.get(step.name) or {}
        if not _elsewhere(party):
            problems += check_address(step.name, party, facts.prefectures)
    elif step.name == "dealers":
        problems += rules.check_dealers(content.get("reseller") or {}, content.get("distributor") or {}, facts)
    elif step.name == "extras":
        problems += rules.check_extras(content, facts)
    return _one_error_per_field(problems)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stand in the way of filing."""
    return [problem for problem in problems if problem.level == "error"]


def _read_part(part: str, typed: Any) -> Any:
    if part in _CHOSEN:
        return typed if typed in _CHOICES[part] else ""
    if part in _TEXTS:
        return _TEXTS[part].read(typed or "").value
    if part in LISTS:
        return [read_fields(LISTS[part][0], entry) for entry in typed]
    if part in GROUPS:
        section = read_fields(GROUPS[part], typed)
        if part in SAME_AS:
            section["same_as"] = typed.get("same_as") or ""
        return section
    return typed or ""


def _check_part(part: str, here: Any) -> list[Problem]:
    if part in _CHOSEN:
        return [] if here in _CHOICES[part] else [Problem(part, "choose")]
    if part in _TEXTS:
        return check_fields((_TEXTS[part],), {part: here}, "")
    if part in LISTS:
        fields = LISTS[part][0]
        entries = enumerate(here or ())
        return [problem for at, entry in entries for problem in check_fields(fields, entry, f"{part}[{at}].")]
    if part in GROUPS:
        return _check_group(part, here or {})
    return []


def _check_group(part: str, here: Mapping[str, Any]) -> list[Problem]:
    if part in SAME_AS:
        if not here.get("same_as"):
            return [Problem(f"{part}.same_as", "choose")]
        if here["same_as"] in SAME_AS[part]:
            return []
    return check_fields(GROUPS[part], here, f"{part}.")


def _elsewhere(section: Mapping[str, Any]) -> bool:
    return section.get("same_as") in {"end_user", "support_contact", "reseller"}


def _one_error_per_field(problems: Iterable[Problem]) -> list[Problem]:
    kept: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        kept.setdefault((problem.path, str(problem.values.get("code", ""))), problem)
    return list(kept.values())
