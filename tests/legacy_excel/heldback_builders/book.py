"""A workbook in the making, with the records that must come out of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .grid import Grid
from .record import Record

Layout: TypeAlias = Callable[["Book"], None]


@dataclass
class Book:
    """Sheets in order, the records in reading order with their sheets, and what a faulty one must report."""

    grids: list[Grid] = field(default_factory=list)
    told: list[tuple[Grid, Record]] = field(default_factory=list)
    fault: dict[str, Any] | None = None

    def sheet(self, name: str, record: Record | None = None) -> Grid:
        """A new sheet; `record` must come out of it."""
        grid = Grid(name)
        self.grids.append(grid)
        if record is not None:
            self.told.append((grid, record))
        return grid

    def faulty(self, *codes: str, form: str | None = None, version: str | None = None) -> None:
        """This workbook must report any one of `codes`; form and version of one without a record."""
        self.fault = {"codes": codes, "form": form, "version": version}

    def oracle(self) -> dict[str, Any]:
        """The content of NAME.expected.json."""
        for _, record in self.told:
            assert not record.untold(), record.untold()
        found: list[dict[str, Any]] = [
            {"form": record.form, "version": record.version, "application": record.application, "problems": []}
            for _, record in self.told
        ]
        if self.fault is not None:
            problems = [{"code": self.fault["codes"][0], "field": None, "cell": None}]
            nothing = {"form": self.fault["form"], "version": self.fault["version"], "application": None}
            first = found[0] if found else nothing
            return (
                {"faulty": True}
                | first
                | {"problems": problems, "accept_codes": [[code] for code in self.fault["codes"]]}
            )
        if len(found) == 1:
            return found[0]
        return {"records": [{"sheet": grid.name} | each for (grid, _), each in zip(self.told, found, strict=True)]}


@dataclass(frozen=True)
class Case:
    """One workbook of the set: its name, how it is saved, and the layout that makes it."""

    name: str
    suffix: str
    build: Layout
    saved_by: str


CASES: list[Case] = []


def case(name: str, suffix: str = ".xlsx", saved_by: str = "openpyxl") -> Callable[[Layout], Layout]:
    """Enter a layout into the set."""

    def enter(build: Layout) -> Layout:
        CASES.append(Case(name, suffix, build, saved_by))
        return build

    return enter
