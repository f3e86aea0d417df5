"""Reading what was typed into a section's fields, and checking them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tbc.kit.entries.field import Field
from tbc.kit.entries.problem import Problem

_PICKED = frozenset({"prefecture", "years", "kind", "class"})


def read_fields(fields: Iterable[Field], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed: normalised where it can be read, as typed where not."""
    return {field.name: field.read(str(typed.get(field.name) or "")).value for field in fields}


def check_fields(fields: Iterable[Field], here: Mapping[str, Any], prefix: str) -> list[Problem]:
    """What is missing, too long or unreadable; `prefix` comes before each field's name in the problem's path."""
    problems = []
    for field in fields:
        text = str(here.get(field.name) or "")
        if not text:
            if field.required:
                problems.append(Problem(prefix + field.name, "choose" if field.control in _PICKED else "required"))
        elif len(text) > field.longest:
            values = {"longest": field.longest, "length": len(text)}
            problems.append(Problem(prefix + field.name, "too_long", values=values))
        elif fault := field.read(text).fault:
            problems.append(Problem(prefix + field.name, fault))
    return problems
