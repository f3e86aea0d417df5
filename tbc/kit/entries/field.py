"""One field: its name, what it is called, how it is read and typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tbc.kit.text import reading
from tbc.kit.text.reading import Reading


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a section. `spoken` names it where its section is not seen; `control` is how it is typed."""

    name: str
    label: Any
    read: Callable[[str], Reading] = reading.one_line
    required: bool = False
    control: str = "text"
    longest: int = 120
    spoken: Any = None

    @property
    def called(self) -> Any:
        return self.spoken or self.label
