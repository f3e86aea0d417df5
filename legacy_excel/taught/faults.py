"""What is wrong with a definition, in sentences that say what to do (XLS-2)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its code, the slot or key that it is about, and what the sentence names."""

    code: str
    at: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "ja") -> str:
        """The fault in one sentence, Japanese unless `language` is English."""
        texts = _table()[self.code]
        template = texts["en"] if language.lower().startswith("en") else texts["ja"]
        return template % {"at": self.at, **self.values}


class Faulty(Exception):
    """A definition that cannot be used; `faults` say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.sentence("en") for fault in faults))
        self.faults = list(faults)


@cache
def _table() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "faults.toml").open("rb") as source:
        return tomllib.load(source)
