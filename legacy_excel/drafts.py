"""A record while it is being read: values as found, the problems met, and where each value came from."""

from dataclasses import dataclass, field

from legacy_excel.definitions import Form
from legacy_excel.found import Found
from legacy_excel.problems import problem
from legacy_excel.records import Problem, Provenance
from legacy_excel.workbook.grid import Block, Grid


@dataclass(slots=True)
class Draft:
    """The reading of one sheet in progress; `homes` has the cell of every field that was looked for.

    A trial is read on when nothing is filled in, to show what a definition in the making finds.
    """

    grid: Grid
    form: Form
    problems: list[Problem] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    is_trial: bool = False

    def take(self, path: str, found: Found, *, grid: Grid | None = None, steps: tuple[str, ...] = ()) -> None:
        """Notes where a value came from, or why there is none."""
        where = grid or found.grid or self.grid
        self.homes.setdefault(path, where.cell(found.block))
        if found.outcome.code is not None:
            self.report(found.outcome.code, path, where.cell(found.block))
        if found.outcome.value is not None:
            self.provenance[path] = Provenance(
                where.name, found.block.address, found.raw, (*found.outcome.steps, *steps)
            )

    def copy(self, path: str, source: str, found: Found, *, grid: Grid | None = None) -> None:
        """Notes that a value was taken from another field, as 同上 says."""
        where = grid or found.grid or self.grid
        self.homes[path] = where.cell(found.block)
        self.provenance[path] = Provenance(where.name, found.block.address, found.raw, (f"copied-from:{source}",))

    def report(self, code: str, path: str | None, cell: str | None, candidates: tuple[str, ...] = ()) -> None:
        """Adds a problem, once."""
        found = problem(code, path, cell, candidates)
        if found not in self.problems:
            self.problems.append(found)

    def doubt(self, path: str, block: Block, *rivals: Block, grid: Grid | None = None) -> None:
        """Reports that another reading is as likely: doubt becomes a problem, never a silently wrong value."""
        where = grid or self.grid
        cells = tuple(where.cell(one) for one in (block, *rivals)) if rivals else ()
        self.report("uncertain", path, where.cell(block), cells)
