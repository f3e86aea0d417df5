"""Reads a text for one field of a record as if it stood in a cell: for corrections, and for other cells (XLS-4)."""

from functools import cache
from typing import Any

from legacy_excel.definitions import vocabulary
from legacy_excel.fields import read_text
from legacy_excel.workbook.grid import block

# What only a whole address tells, and what stays a name until a catalogue knows it.
NOT_ALONE = frozenset({"address"})


def read_typed(path: str, written: str) -> Any:
    """The value of `written` at a path such as `items[2].quantity`; None if it tells nothing for sure."""
    section, _, name = path.partition(".")
    reader, concept = _readers().get((section.partition("[")[0], name), ("", ""))
    if not reader or reader in NOT_ALONE or not written.strip():
        return None
    outcome = read_text(reader, written, block(0, 0, 0, 0, written), concept=concept).outcome
    return outcome.value if outcome.code is None else None


@cache
def _readers() -> dict[tuple[str, str], tuple[str, str]]:
    """Reader and concept by section and name in the record; fields of the head have no section."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for section, fields in vocabulary().fields.items():
        for concept, field in fields.items():
            place = (field.name, "") if section == "head" else (section, field.name)
            found.setdefault(place, (field.reader, concept))
    return found
