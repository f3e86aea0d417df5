"""The samples with their oracles, as the tests run over them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
