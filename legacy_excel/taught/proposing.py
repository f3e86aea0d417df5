"""Proposes cells for the fields that the shared vocabulary recognises on a sheet that is to be taught (XLS-2)."""

from typing import Final

from legacy_excel.definitions import form
from legacy_excel.layout.assignment import Assigned, assign
from legacy_excel.layout.sheet import Layout
from legacy_excel.layout.tables import Table, find_tables
from legacy_excel.taught import areas
from legacy_excel.taught.areas import Area, area_of
from legacy_excel.taught.building import known_slots
from legacy_excel.taught.candidates import label_candidates, title_of
from legacy_excel.taught.values import SPELLED_OUT
from legacy_excel.workbook.grid import Block, Grid

# A number in so many cells or more has one character in each.
FEWEST_SPELLED: Final = 5


def propose(grid: Grid, code: str) -> dict[str, str]:
    """Cells by slot, as people would type them; only what the words of the sheet tell, nothing is certain."""
    layout = Layout(grid)
    tables = find_tables(layout)
    layout.set_aside({block for table in tables for block in table.headers})
    found: dict[str, str] = {}
    title = title_of(grid, label_candidates(grid, []))
    if title is not None:
        found["title"] = title.address
    taken: list[Area] = []
    for entry in assign(layout, form(code)):
        cells = _cells(entry)
        slot = f"{entry.section}.{entry.concept}"
        if cells is not None and slot not in found and not any(_meet(cells, other) for other in taken):
            found[slot] = str(cells)
            taken.append(cells)
    for table in tables:
        found |= {slot: text for slot, text in _table(table).items() if slot not in found}
    found |= _sections(layout, grid)
    known = set(known_slots(code))
    return {slot: typed for slot, typed in found.items() if slot in known}


def _cells(entry: Assigned) -> Area | None:
    """From the first to the last cell of the value on its row; None where it stands in its label's own cell."""
    if entry.label.inline is not None:
        return None
    blocks = [block for block in entry.run.blocks if block.row == entry.run.home.row]
    if entry.field.reader in SPELLED_OUT and len(blocks) >= FEWEST_SPELLED:
        # Right-aligned numbers leave the first of their cells empty.
        return Area(blocks[0].row, blocks[0].col, blocks[0].row2, blocks[-1].col2)
    filled = [block for block in entry.run.filled() if block.row == entry.run.home.row]
    if not filled:
        return area_of(entry.run.home)
    if len({block.text.strip() for block in filled if len(block.text.strip()) > 1}) > 1 and not _is_split(filled):
        filled = filled[:1]
    first, last = area_of(filled[0]), area_of(filled[-1])
    return Area(first.row, first.col, max(first.row2, last.row2), last.col2)


def _is_split(blocks: list[Block]) -> bool:
    """A number or date in parts, such as 03 - 5555 - 1234."""
    return all(len(block.text.strip()) <= 4 for block in blocks)


def _meet(one: Area, other: Area) -> bool:
    return one.row <= other.row2 and other.row <= one.row2 and one.col <= other.col2 and other.col <= one.col2


def _table(table: Table) -> dict[str, str]:
    found = {f"{table.name}.{c.concept}": areas.column_text(c.first_col, c.last_col) for c in table.columns}
    rows = sorted({run.home.row for row in table.rows for run in row.values()})
    if rows:
        found[f"{table.name}.rows"] = areas.row_text(rows[0], rows[-1])
    return found


def _sections(layout: Layout, grid: Grid) -> dict[str, str]:
    """The rows of each section whose title stands above it; a section ends where the next begins."""
    found: dict[str, str] = {}
    ruling = layout.sections.all
    for at, section in enumerate(ruling):
        after = [other.first_row for other in ruling[at + 1 :] if other.first_row > section.first_row]
        last = min(after[0] - 1 if after else grid.last_row, section.last_row)
        beside = [o for o in ruling if o is not section and o.first_row == section.first_row]
        if not beside and last >= section.first_row:
            found.setdefault(f"sections.{section.name}", areas.row_text(section.first_row, last))
    return found
