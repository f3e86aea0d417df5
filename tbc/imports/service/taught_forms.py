"""Taught forms: tested again, switched on and off, taken in, discarded; unknown workbooks read again (XLS-2)."""

from __future__ import annotations

import time
from uuid import UUID

from legacy_excel import Record
from legacy_excel import taught as library
from tbc import jobs
from tbc.audit import service as audit
from tbc.imports.kept import kept_sheet
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.queries import teaching as queries
from tbc.imports.queries.workbooks import lock_workbook
from tbc.imports.service import intake, trials
from tbc.imports.service.sheets import find_drawn
from tbc.imports.service.teaching import NotPossible, NotReadyToSave, add, touch
from tbc.imports.teaching import lessons
from tbc.kit.clock import now
from tbc.kit.db import session, unit_of_work
from tbc.policy import Actor, Role

READ_UNKNOWN = "read-unknown"
LOCK = "read-unknown"
# Who reads again what nobody could read before.
READER = Actor(name="", roles=frozenset({Role.OPERATOR}))


def test_again(actor: Actor, taught: TaughtForm, workbook: Workbook) -> Record | None:
    """Whether the definition still reads of its own workbook what it read when it was saved; else it is off.

    Raises:
        NotPossible: it was never tested.
    """
    if taught.expected is None:
        raise NotPossible("untested")
    record = trials.record_by(workbook, lessons.loaded(taught.definition))
    is_same = record is not None and record.application == taught.expected["application"]
    taught.test, taught.tested_at = "passed" if is_same else "failed", now()
    taught.state = taught.state if is_same else "off"
    audit.record("taught-form-tested", actor, "taught-form", taught.id, name=taught.name, passed=is_same)
    session.flush()
    return record


def try_on(actor: Actor, taught: TaughtForm, workbook: Workbook) -> None:
    """Try a definition that came as a file on a workbook, which is its test from then on.

    Raises:
        NotReadyToSave: it does not read the workbook, or not every mandatory field.
    """
    record = trials.record_by(workbook, lessons.loaded(taught.definition))
    left = trials.lacking(record) if record else [trials.Lacking("", "unknown_form")]
    if record is None or left:
        raise NotReadyToSave(lacking=left)
    sheet = find_drawn(workbook, record.sheet or "")
    if sheet is not None:
        # Its cells may lie elsewhere than on the sheet that it was taught on.
        grid = lessons.grid_of(sheet.name, kept_sheet(sheet.cells))
        typed = lessons.typed_of(lessons.loaded(taught.definition), grid)
        taught.typed = lessons.kept_typed(taught.form, typed)
    taught.workbook_id, taught.sheet, taught.expected = workbook.id, record.sheet or "", trials.kept(record)
    taught.test, taught.tested_at, taught.trial = "passed", now(), trials.kept(record)
    touch(actor, taught)
    audit.record("taught-form-tested", actor, "taught-form", taught.id, name=taught.name, passed=True)
    session.flush()


def switch_on(actor: Actor, taught: TaughtForm, workbook: Workbook | None) -> None:
    """Read workbooks by it from now on.

    Raises:
        NotPossible: it is untested or fails its test, or another form that is on reads its workbook already.
    """
    if workbook is None or taught.test == "none":
        raise NotPossible("untested")
    test_again(actor, taught, workbook)
    if taught.test != "passed":
        raise NotPossible("failed")
    others = queries.forms_in_use(but=taught.id)
    by = next((one.taught for one in trials.read_by(workbook, others) if one.taught), None) if others else None
    if by is not None:
        raise NotPossible("read-already", by)
    taught.state = "on"
    touch(actor, taught)
    audit.record("taught-form-switched-on", actor, "taught-form", taught.id, name=taught.name)
    session.flush()


def switch_off(actor: Actor, taught: TaughtForm) -> None:
    """Read no more workbooks by it; what was read stays."""
    if taught.state == "on":
        taught.state = "off"
        touch(actor, taught)
        audit.record("taught-form-switched-off", actor, "taught-form", taught.id, name=taught.name)
        session.flush()


def discard(actor: Actor, taught: TaughtForm) -> None:
    """Delete a form by which nothing was ever read.

    Raises:
        NotPossible: it is on, or a workbook was read by it.
    """
    if taught.state == "on" or queries.count_files(taught.id):
        raise NotPossible("in-use")
    audit.record("taught-form-discarded", actor, "taught-form", taught.id, name=taught.name)
    session.delete(taught)
    session.flush()


def take_in(actor: Actor, definition: bytes) -> TaughtForm:
    """A definition that was exported elsewhere; off, and untested until it is tried on a workbook.

    Raises:
        Faulty: it is no definition; NameTaken
    """
    loaded = library.load(definition)
    taught = TaughtForm(name=loaded.name, form=loaded.form, sheet=loaded.sheet, state="off", earlier=[])
    taught.typed, taught.definition = lessons.kept_typed(loaded.form, lessons.typed_of(loaded)), library.dump(loaded)
    add(actor, taught)
    audit.record("taught-form-taken-in", actor, "taught-form", taught.id, name=taught.name, form=taught.form)
    return taught


def ask_to_read_unknown(after: UUID | None = None) -> bool:
    """Ask for the job that reads the workbooks of unknown forms again; False if one waits already."""
    return jobs.enqueue(READ_UNKNOWN, lock=LOCK, after=str(after) if after else "")


def read_unknown_on(after: UUID | None, seconds: float) -> UUID | None:
    """Read workbooks of unknown forms again, for about so many seconds; the last one if there may be more."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with unit_of_work():
            following = queries.list_unknown(after, most=1)
            workbook = lock_workbook(READER, following[0].id) if following else None
            if workbook is None:
                return None
            after = workbook.id
            if workbook.state == "failed":
                intake.read_again(READER, workbook)
    return after
