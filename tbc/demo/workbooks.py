"""The demo's legacy workbooks: those that have arrived, and those that the reader may upload."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

_ROOM = files("tbc.demo") / "data"


@dataclass(frozen=True, slots=True)
class Sample:
    """One workbook. `days` ago it arrived under `name`; `outcome` is `file`, `set-aside`, `offer` or empty (waits)."""

    days: int
    file: str
    name: str
    outcome: str

    def body(self) -> bytes:
        return body_of(self.file)


def body_of(file: str) -> bytes:
    """The content of one of the demo's workbooks."""
    return (_ROOM / "workbooks" / file).read_bytes()


def _samples() -> list[Sample]:
    rows = csv.DictReader((_ROOM / "inbox.csv").read_text(encoding="utf-8").splitlines())
    return [Sample(int(row["days"] or 0), row["file"], row["name"], row["outcome"]) for row in rows]


ARRIVED = [sample for sample in _samples() if sample.outcome != "offer"]
OFFERED = {sample.file: sample for sample in _samples() if sample.outcome == "offer"}
