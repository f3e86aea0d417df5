"""Makes a definition of what people typed or clicked, slot by slot, on the sheet that they teach from (XLS-2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from legacy_excel.definitions import form
from legacy_excel.taught import areas
from legacy_excel.taught.areas import Area, area_of
from legacy_excel.taught.candidates import Labels, further_labels, header_of, label_candidates, title_of
from legacy_excel.taught.checking import MOST_LABELS
from legacy_excel.taught.definition import (
    Spot,
    TaughtColumn,
    TaughtForm,
    TaughtTable,
    columns_of,
    slots_of,
    tables_of,
)
from legacy_excel.taught.faults import Fault
from legacy_excel.taught.values import is_spread
from legacy_excel.workbook.grid import Block, Grid

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taught: the name, the base form's code, the sheet, and what was typed for each slot.

    Slots are those of `slots_of`, `title`, `sections.end_user` (rows), `items.rows` and `items.quantity` (a column).
    """

    name: str
    form: str
    sheet: str
    typed: Mapping[str, str]


@dataclass(slots=True)
class _Read:
    """What was typed, as far as it can be read."""

    spots: dict[str, tuple[Area, ...]] = field(default_factory=dict)
    columns: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def build(lesson: Lesson, grid: Grid, *, is_trial: bool = False) -> tuple[TaughtForm, list[Fault]]:
    """The definition as far as the lesson goes, and what is wrong with the rest of it, by slot."""
    read = _read(lesson, grid)
    bodies = _bodies(lesson, read)
    taken = [area for spot in read.spots.values() for area in spot] + list(bodies.values())
    candidates = label_candidates(grid, taken)
    title = _title(lesson, grid, candidates, read)
    candidates = [block for block in candidates if block is not title]
    tables = {name: _table(name, grid, read, candidates) for name in bodies}
    spots, fields = {}, slots_of(form(lesson.form))
    labels_of = Labels(candidates, taken, [cells[0] for cells in read.spots.values()])
    used = {title, *(block for table in tables.values() for block in table[1])}
    for slot, cells in read.spots.items():
        label = labels_of.of(cells[0], is_box=fields[slot].reader == "tick")
        used.add(label)
        spots[slot] = Spot(cells, label.address if label else None)
    chosen = {block for block in used if block is not None}
    # Numbers of lines are no labels of the form: another sheet has more or fewer of them.
    outside = [b for b in candidates if not any(a.row <= b.row <= a.row2 for a in bodies.values())]
    labels = [*chosen, *further_labels(outside, chosen, taken)][:MOST_LABELS]
    taught = TaughtForm(
        name=lesson.name,
        form=lesson.form,
        sheet=lesson.sheet,
        title=title.address if title else None,
        labels={block.address: block.text for block in sorted(labels, key=lambda b: (b.row, b.col))},
        sections={slot.partition(".")[2]: rows for slot, rows in read.rows.items() if slot.startswith("sections.")},
        spots=spots,
        tables={name: made for name, (made, _) in tables.items()},
        is_trial=is_trial,
    )
    return taught, read.faults


def known_slots(code: str) -> list[str]:
    """Every slot that a lesson on this form can have, in the order of the record."""
    base = form(code)
    found = ["title", *slots_of(base)]
    found += [f"sections.{name}" for name in base.sections]
    for table in tables_of(base):
        found += [f"{table}.rows", *(f"{table}.{concept}" for concept in columns_of(base, table))]
    return found


def _read(lesson: Lesson, grid: Grid) -> _Read:
    read = _Read()
    base = form(lesson.form)
    fields = slots_of(base)
    columns = {f"{table}.{concept}" for table in tables_of(base) for concept in columns_of(base, table)}
    rows = {f"{table}.rows" for table in tables_of(base)} | {f"sections.{name}" for name in base.sections}
    # In the order of the record, in whichever order it was typed: definitions are compared and kept as texts.
    places = {slot: at for at, slot in enumerate(known_slots(lesson.form))}
    for slot, typed in sorted(lesson.typed.items(), key=lambda entry: places.get(entry[0], len(places))):
        if not typed.strip():
            continue
        if slot in fields:
            reader = fields[slot].reader
            _take(read, read.spots, slot, typed, "bad_cells", partial(_cells, grid, reader))
        elif slot in columns:
            _take(read, read.columns, slot, typed, "bad_columns", areas.columns)
        elif slot in rows:
            _take(read, read.rows, slot, typed, "bad_rows", areas.rows)
        elif slot != "title":
            read.faults.append(Fault("unknown_field", slot))
    _compare(read)
    return read


def _take(read: _Read, into: dict[str, T], slot: str, typed: str, code: str, reader: Callable[[str], T]) -> None:
    try:
        into[slot] = reader(typed)
    except ValueError:
        read.faults.append(Fault(code, slot, {"typed": typed[:40]}))


def _cells(grid: Grid, reader: str, typed: str) -> tuple[Area, ...]:
    """The areas with the whole of each merged cell that they begin or end in; a value in parts cell by cell."""
    found = []
    for area in areas.cells(typed):
        first, last = grid.at(area.row, area.col), grid.at(area.row2, area.col2)
        whole = Area(
            first.row if first else area.row,
            first.col if first else area.col,
            last.row2 if last else area.row2,
            last.col2 if last else area.col2,
        )
        blocks = [block for block in grid.filled() if whole.meets(block)]
        found += [area_of(block) for block in blocks] if is_spread(reader, blocks) else [whole]
    return tuple(dict.fromkeys(found))


def _compare(read: _Read) -> None:
    """No cell is two fields' value, no column two columns', and a field lies in the rows of its section."""
    slots = list(read.spots)
    for at, slot in enumerate(slots):
        rows = read.rows.get(f"sections.{slot.partition('.')[0]}")
        for area in read.spots[slot]:
            if rows and not (rows[0] <= area.row and area.row2 <= rows[1]):
                read.faults.append(
                    Fault(
                        "outside_section", slot, {"typed": str(area), "rows": areas.row_text(*rows).replace(":", "–")}
                    )
                )
        other = next((one for one in slots[:at] if _overlap(read.spots[one], read.spots[slot])), None)
        if other is not None:
            read.faults.append(Fault("same_cell", slot, {"other": other}))
    names = list(read.columns)
    for at, slot in enumerate(names):
        other = next((o for o in names[:at] if _is_same_column(slot, o, read)), None)
        if other is not None:
            read.faults.append(Fault("overlapping_columns", slot, {"other": other}))


def _overlap(one: tuple[Area, ...], other: tuple[Area, ...]) -> bool:
    return any(a.row <= b.row2 and b.row <= a.row2 and a.col <= b.col2 and b.col <= a.col2 for a in one for b in other)


def _is_same_column(slot: str, other: str, read: _Read) -> bool:
    (first, last), (first2, last2) = read.columns[slot], read.columns[other]
    return slot.partition(".")[0] == other.partition(".")[0] and first <= last2 and first2 <= last


def _bodies(lesson: Lesson, read: _Read) -> dict[str, Area]:
    """The cells of the tables that have rows and columns; what one lacks of them is a fault."""
    bodies = {}
    for table in tables_of(form(lesson.form)):
        columns = [span for slot, span in read.columns.items() if slot.startswith(f"{table}.")]
        rows = read.rows.get(f"{table}.rows")
        if columns and rows:
            bodies[table] = Area(rows[0], min(c for c, _ in columns), rows[1], max(c for _, c in columns))
        elif columns and not any(fault.at == f"{table}.rows" for fault in read.faults):
            read.faults.append(Fault("no_table_rows", f"{table}.rows"))
        elif rows and not any(fault.at.startswith(f"{table}.") for fault in read.faults):
            read.faults.append(Fault("no_columns", f"{table}.rows"))
    return bodies


def _title(lesson: Lesson, grid: Grid, candidates: list[Block], read: _Read) -> Block | None:
    typed = lesson.typed.get("title", "").strip()
    if not typed:
        return title_of(grid, candidates)
    try:
        area = areas.cells(typed)[0]
    except ValueError:
        read.faults.append(Fault("bad_cells", "title", {"typed": typed[:40]}))
        return None
    return next((block for block in candidates if area.meets(block)), None)


def _table(name: str, grid: Grid, read: _Read, candidates: list[Block]) -> tuple[TaughtTable, set[Block]]:
    first_row, last_row = read.rows[f"{name}.rows"]
    columns, used = {}, set()
    for slot, (first, last) in read.columns.items():
        table, _, concept = slot.partition(".")
        if table == name:
            header = header_of(first_row, first, last, candidates)
            columns[concept] = TaughtColumn(first, last, header.address if header else None)
            used |= {header} if header else set()
    first_row = _first_row(grid, first_row, columns, used)
    right = max(column.last for column in columns.values())
    foot = next((block for block in candidates if block.row > last_row and block.col <= right), None)
    used |= {foot} if foot else set()
    return TaughtTable(first_row, last_row, columns, foot.address if foot else None), used


def _first_row(grid: Grid, first_row: int, columns: Mapping[str, TaughtColumn], headers: set[Block]) -> int:
    """The first line under the headers: somebody else may fill in those that were left empty on this sheet."""
    top = max((header.row2 + 1 for header in headers), default=first_row)
    while first_row > top:
        above = [grid.on_row(first_row - 1, column.first, column.last) for column in columns.values()]
        if any(not block.is_empty for blocks in above for block in blocks):
            break
        first_row -= 1
    return first_row
