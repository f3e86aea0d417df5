"""What the tests of teaching begin with: the dealer's sheet as a workbook, and forms taught on it."""

from __future__ import annotations

from io import BytesIO

from tbc.accounts.models import User
from tbc.imports.kept import kept_sheet
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.queries import find_sheet
from tbc.imports.service import intake, taught_forms, teaching
from tbc.imports.teaching import lessons
from tbc.kit.db import session
from tests.legacy_excel.taught.dealer_sheet import TYPED, Order, workbook
from tests.people import acting

NAME = "北斗例示商事 御手配票"
TEACH = "/desk/imports/teach"


def sheet_file(order: Order | None = None) -> bytes:
    """The dealer's sheet, as it came."""
    written = BytesIO()
    workbook(order).save(written)
    return written.getvalue()


def unknown_workbook(who: User, order: Order | None = None, name: str = "手配票.xlsx") -> Workbook:
    """A workbook of a form that nobody knows."""
    taken, _is_new = intake.take_in(acting(who), name, sheet_file(order))
    intake.read(taken)
    session.commit()
    assert taken.state == "failed"
    return taken


def a_lesson(who: User, name: str = NAME) -> TaughtForm:
    """A form that is being taught: the cells are typed, nothing is saved."""
    taken = unknown_workbook(who, name=f"{name}.xlsx") if not _taken() else _taken()
    assert taken is not None
    found = find_sheet(taken.id, "票")
    assert found is not None
    grid = lessons.grid_of("票", kept_sheet(found.cells))
    taught = teaching.begin(acting(who), taken, name, "A-1", grid)
    teaching.assign(acting(who), taught, taken, grid, TYPED)
    session.commit()
    return taught


def a_taught_form(who: User, name: str = NAME, *, is_on: bool = True) -> TaughtForm:
    """A form that was taught, saved with its test, and switched on."""
    taught = a_lesson(who, name)
    taken = _taken()
    assert taken is not None
    found = find_sheet(taken.id, "票")
    assert found is not None
    teaching.save(acting(who), taught, taken, lessons.grid_of("票", kept_sheet(found.cells)))
    if is_on:
        taught_forms.switch_on(acting(who), taught, taken)
    session.commit()
    return taught


def _taken() -> Workbook | None:
    """The workbook that forms are taught on, if it was taken in already."""
    return session.query(Workbook).filter_by(state="failed").order_by(Workbook.id).first()
