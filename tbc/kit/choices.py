"""Choices of a select or of radio buttons, in the form that WTForms wants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs


def choices(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """The choices for (value, label) pairs; labels may be lazy translations."""
    return [SelectChoice(value, label) for value, label in pairs]
