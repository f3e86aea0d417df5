"""The command `python -m legacy_excel fill RECORD.json --form A-1 -o OUT.xlsx`."""

import json
import sys
from pathlib import Path
from typing import Any

from legacy_excel.filling.blanks import RecordRefused
from legacy_excel.filling.writing import fill


def fill_file(source: str, code: str | None, target: str) -> int:
    """Fills in the record of a JSON file (`-` for standard input); the record's own form unless another is named.

    Standard error has a line `path, reason, value` for whatever the form does not hold, or the code of the refusal.
    The exit code is 0 if the form holds everything, else 1.
    """
    try:
        record = _record(source)
        filled = fill(record.get("application", record), code or str(record.get("form")))
    except RecordRefused as refused:
        print(refused.code, file=sys.stderr)
        return 1
    Path(target).write_bytes(filled.content)
    for entry in filled.unplaced:
        print(entry.path, entry.reason, entry.value, sep="\t", file=sys.stderr)
    return 1 if filled.unplaced else 0


def _record(source: str) -> dict[str, Any]:
    """The record as the reader prints it, or its application alone; RecordRefused if the file holds no JSON object."""
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        record = json.loads(raw)
    except (OSError, ValueError) as unreadable:
        raise RecordRefused("invalid_record") from unreadable
    if not isinstance(record, dict):
        raise RecordRefused("invalid_record")
    return record
