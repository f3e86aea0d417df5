"""Makes the lines of a record out of table rows: items (continuation sheets included) and contact persons."""

from collections.abc import Sequence
from typing import Any, Final

from legacy_excel.definitions import vocabulary
from legacy_excel.drafts import Draft
from legacy_excel.fields import read_value
from legacy_excel.found import Found
from legacy_excel.layout.runs import Run
from legacy_excel.layout.tables import Table
from legacy_excel.values.text import is_nothing
from legacy_excel.workbook.grid import Grid

ITEM: Final = (
    "product_name", "quantity", "term_years", "license_id", "activation_code", "serial_number", "current_end_on",
)  # fmt: skip
PERSON: Final = ("name", "name_kana", "phone", "email")
# A line without any of these is skipped (README section 3).
IDENTIFYING: Final = {"items": ("product_name", "license_id", "quantity"), "contact_persons": PERSON}
SHAPES: Final = {"items": ITEM, "contact_persons": PERSON}

Line = dict[str, Any]


def read_lines(draft: Draft, name: str, tables: Sequence[tuple[Grid, Table]]) -> list[Line]:
    """The lines of all tables of a kind in their order; 同上 takes the value of the line above, across sheets."""
    lines: list[Line] = []
    for grid, table in tables:
        for row in table.rows:
            found = _found(name, row, grid)
            if any(_says_something(found[field]) for field in IDENTIFYING[name] if field in found):
                lines.append(_line(draft, name, len(lines), found, grid, lines[-1] if lines else None))
    return lines


def _found(name: str, row: dict[str, Run], grid: Grid) -> dict[str, Found]:
    fields = vocabulary().fields[name]
    return {
        fields[concept].name: read_value(fields[concept].reader, run, concept=concept, date1904=grid.date1904)
        for concept, run in row.items()
        if concept in fields
    }


def _says_something(found: Found) -> bool:
    return bool(found.raw) and not is_nothing(found.raw)


def _line(draft: Draft, name: str, place: int, found: dict[str, Found], grid: Grid, above: Line | None) -> Line:
    line: Line = dict.fromkeys(SHAPES[name])
    for field, value in found.items():
        path = f"{name}[{place}].{field}"
        if not value.is_ditto:
            draft.take(path, value, grid=grid)
            line[field] = value.outcome.value
        elif above is None or above[field] is None:
            draft.homes[path] = grid.cell(value.block)
            draft.report("invalid_value", path, grid.cell(value.block))
        else:
            draft.copy(path, f"{name}[{place - 1}].{field}", value, grid=grid)
            line[field] = above[field]
    return line
