"""A dealer's own form that nobody knew: an operator teaches it, and the next file of the kind is read by itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files

from tbc.demo.seed.diary import Entry
from tbc.demo.seed.people import find_staff
from tbc.demo.workbooks import body_of
from tbc.imports.kept import kept_sheet
from tbc.imports.queries import find_sheet
from tbc.imports.service import intake, taught_forms, teaching
from tbc.imports.teaching import lessons
from tbc.kit.clock import told

FIRST, NEXT = ("hk7-1.xlsx", "御手配票_サンプル化学様.xlsx"), ("hk7-2.xlsx", "御手配票_見本印刷様.xlsx")


def entries(today: datetime) -> Iterator[Entry]:
    """The first file came a fortnight ago, the next one a week later."""
    yield Entry(today - timedelta(days=15, hours=3), _teach)
    yield Entry(today - timedelta(days=6, hours=5), _read_next)


def _teach(at: datetime) -> None:
    operator = find_staff("operator")
    workbook, _is_new = intake.take_in(operator, FIRST[1], body_of(FIRST[0]))
    intake.read(workbook)
    lesson = tomllib.loads((files("tbc.demo") / "data" / "taught.toml").read_text(encoding="utf-8"))
    with told(at + timedelta(minutes=10)):
        kept = find_sheet(workbook.id, lesson["sheet"])
        assert kept is not None
        grid = lessons.grid_of(lesson["sheet"], kept_sheet(kept.cells))
        form = teaching.begin(operator, workbook, lesson["name"], lesson["form"], grid)
        teaching.assign(operator, form, workbook, grid, lesson["cells"])
    with told(at + timedelta(minutes=22)):
        teaching.save(operator, form, workbook, grid)
        taught_forms.switch_on(operator, form, workbook)
        intake.read_again(operator, workbook)


def _read_next(_at: datetime) -> None:
    workbook, _is_new = intake.take_in(find_staff("operator"), NEXT[1], body_of(NEXT[0]))
    intake.read(workbook)
