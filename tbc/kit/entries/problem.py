"""What may be wrong with a field: pure, so that rules can say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend (`error`) or to look at (`warning`) at `path`; `code` has a sentence in `sentences`."""

    path: str
    code: str
    level: str = "error"
    values: Mapping[str, Any] = field(default_factory=dict)
