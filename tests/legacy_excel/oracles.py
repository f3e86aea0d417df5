"""The samples with their oracles, as the tests run over them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from legacy_excel import Record

FOLDER = Path(__file__).parent / "samples"


def workbooks(kind: str) -> list[Path]:
    """The workbooks of a kind (`filled`, `bad`, `blank`), in a fixed order."""
    return sorted(path for path in (FOLDER / kind).iterdir() if path.suffix != ".json")


def oracle(path: Path) -> dict[str, Any]:
    """What must come out of a workbook."""
    shape: dict[str, Any] = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return shape


def records_of(path: Path) -> list[dict[str, Any]]:
    """The records of the oracle, one per filled sheet."""
    shape = oracle(path)
    records: list[dict[str, Any]] = shape.get("records", [shape])
    return records


def wrong_fields(record: Record, want: dict[str, Any]) -> Iterator[str]:
    """The fields in which a record differs from its oracle, by their paths."""
    found, wanted = dict(_leaves(record.application)), dict(_leaves(want["application"]))
    return (field for field in sorted(found.keys() | wanted.keys()) if found.get(field) != wanted.get(field))


def is_reported(field: str, record: Record) -> bool:
    """Whether a problem says that the field, its section or a part of it is doubtful."""
    paths = [problem.field for problem in record.problems if problem.field]
    return any(field.startswith(path) or path.startswith(field) for path in paths)


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """The fields of a record by their paths."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _leaves(part, f"{path}[{place}]")
    elif value is not None:
        yield path, value
