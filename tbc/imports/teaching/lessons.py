"""A taught form in the making: the kept sheet as a grid, the definition of what was typed, proposals for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from legacy_excel import taught as library
from legacy_excel.taught.areas import Area, column_text, row_text
from legacy_excel.taught.building import Lesson, build, known_slots
from legacy_excel.taught.proposing import propose
from legacy_excel.workbook.grid import Grid, block
from tbc.imports.kept import KeptSheet

Typed = Mapping[str, str]
LONGEST_TYPED = 400


def grid_of(name: str, kept: KeptSheet) -> Grid:
    """The cells of a kept sheet as the library looks at them; numbers and dates are texts there."""
    cells = (block(c.row, c.column, c.row + c.rows - 1, c.column + c.columns - 1, c.text or None) for c in kept.cells)
    return Grid(name, cells)


def proposals(grid: Grid, form: str) -> dict[str, str]:
    """Cells by slot for what the words of the sheet tell."""
    return propose(grid, form)


def definition_of(
    name: str, form: str, grid: Grid, typed: Typed, *, is_trial: bool = False
) -> tuple[library.TaughtForm, list[library.Fault]]:
    """The definition as far as it can be made, and what is wrong with the rest."""
    return build(Lesson(name, form, grid.name, typed), grid, is_trial=is_trial)


def kept_typed(form: str, sent: Typed) -> dict[str, str]:
    """What was typed, for the slots that the form has; empty ones left out."""
    typed = ((slot, sent.get(slot, "").strip()[:LONGEST_TYPED]) for slot in known_slots(form))
    return {slot: text for slot, text in typed if text}


@lru_cache(maxsize=256)
def loaded(definition: str) -> library.TaughtForm:
    """A saved definition; Faulty if it cannot be used (any more)."""
    return library.load(definition)


def all_loaded(definitions: Sequence[str]) -> list[library.TaughtForm]:
    """Those of some saved definitions that can be used; one that cannot must not stop the others."""
    found = []
    for definition in definitions:
        try:
            found.append(loaded(definition))
        except library.Faulty:
            continue
    return found


def typed_of(taught: library.TaughtForm, grid: Grid | None = None) -> dict[str, str]:
    """What somebody would type to teach the form: as it is defined, or as it stands on another sheet of its kind."""
    known = library.recognise(grid, taught) if grid is not None else None
    row, col = (known.placing.row, known.placing.col) if known else (int, int)
    typed = {
        slot: "+".join(str(Area(row(a.row), col(a.col), row(a.row2), col(a.col2))) for a in spot.areas)
        for slot, spot in taught.spots.items()
    }
    typed |= {f"sections.{name}": row_text(row(first), row(last)) for name, (first, last) in taught.sections.items()}
    for name, table in taught.tables.items():
        typed[f"{name}.rows"] = row_text(row(table.first_row), row(table.last_row))
        columns = table.columns.items()
        typed |= {f"{name}.{concept}": column_text(col(one.first), col(one.last)) for concept, one in columns}
    title = known.alignment.found[taught.title].address if known and taught.title else taught.title
    return typed | ({"title": title} if title else {})
