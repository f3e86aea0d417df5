"""What the tests of teaching begin with: the dealer's sheet as a workbook, and forms taught on it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from legacy_excel.taught import dump
from tbc.accounts.models import User
from tbc.imports.kept import kept_sheet
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.queries import find_sheet
from tbc.imports.reading import Look, look_into
from tbc.imports.service import intake, taught_forms, teaching
from tbc.imports.teaching import lessons
from tbc.kit.clock import now
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


def a_kept_form(who: User, name: str = NAME, state: str = "off") -> TaughtForm:
    """As `a_taught_form`, written down without reading the workbook again."""
    body, look, definition, expected = _kept()
    taken, is_new = intake.take_in(acting(who), f"{name}.xlsx", body)
    if is_new:
        intake.keep(taken, look)
    proven = {"expected": expected, "trial": expected, "test": "passed", "tested_at": now()}
    taught = TaughtForm(name=name, form="A-1", sheet="票", workbook_id=taken.id, typed=TYPED, earlier=[], **proven)
    taught.state, taught.definition, taught.teacher_name = state, definition, who.name
    session.add(taught)
    session.commit()
    return taught


@cache
def _kept() -> tuple[bytes, Look, str, dict[str, Any]]:
    """The dealer's sheet, what a look into it shows, its definition as TOML, the record that it gives."""
    body = sheet_file()
    look = look_into(body)
    sheet = next(one for one in look.sheets if one.name == "票")
    made, faults = lessons.definition_of(NAME, "A-1", lessons.grid_of("票", kept_sheet(sheet.cells)), TYPED)
    assert not faults
    [shape] = look_into(body, taught=[made]).records
    return body, look, dump(made), {key: shape[key] for key in ("application", "problems", "provenance")}


def _taken() -> Workbook | None:
    """The workbook that forms are taught on, if it was taken in already."""
    return session.query(Workbook).filter_by(state="failed").order_by(Workbook.id).first()
