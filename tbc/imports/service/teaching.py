"""Teaching a form: begun on a workbook, taught step by step, saved with a test on that very file (XLS-2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError

from legacy_excel import taught as library
from legacy_excel.workbook.grid import Grid
from tbc.audit import service as audit
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.service import trials
from tbc.imports.teaching import lessons
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

STEPS_KEPT = 30


class NameTaken(Exception):
    """Another taught form has this name."""


class NotReadyToSave(Exception):
    """The definition has faults, or mandatory fields cannot be read by it from its own workbook."""

    def __init__(self, faults: Sequence[library.Fault] = (), lacking: Sequence[trials.Lacking] = ()) -> None:
        super().__init__(len(faults), len(lacking))
        self.faults = list(faults)
        self.lacking = list(lacking)


class NotPossible(Exception):
    """It is not in the state for that; `why` is untested, read-already (by `by`), in-use, no-workbook, or no-steps."""

    def __init__(self, why: str, by: str = "") -> None:
        super().__init__(why, by)
        self.why = why
        self.by = by


def begin(actor: Actor, workbook: Workbook, name: str, form: str, grid: Grid) -> TaughtForm:
    """A draft on one sheet of a workbook, with proposals for what its words tell.

    Raises:
        NameTaken
    """
    taught = TaughtForm(name=name, form=form, sheet=grid.name, workbook_id=workbook.id, earlier=[])
    taught.typed = lessons.kept_typed(form, lessons.proposals(grid, form))
    add(actor, taught)
    audit.record("form-taught", actor, "taught-form", taught.id, name=name, form=form, workbook=str(workbook.id))
    try_out(taught, workbook, grid)
    return taught


def assign(actor: Actor, taught: TaughtForm, workbook: Workbook, grid: Grid, sent: Mapping[str, str]) -> None:
    """Keep what was typed for all slots, and what is read by it; the step can be taken back."""
    typed = lessons.kept_typed(taught.form, sent)
    if typed != taught.typed:
        taught.earlier = [*taught.earlier, taught.typed][-STEPS_KEPT:]
        taught.typed = typed
        touch(actor, taught)
    try_out(taught, workbook, grid)


def take_back(actor: Actor, taught: TaughtForm, workbook: Workbook, grid: Grid) -> None:
    """What stood there before the last step.

    Raises:
        NotPossible: there is no step to take back.
    """
    if not taught.earlier:
        raise NotPossible("no-steps")
    *taught.earlier, taught.typed = taught.earlier
    touch(actor, taught)
    try_out(taught, workbook, grid)


def try_out(taught: TaughtForm, workbook: Workbook, grid: Grid) -> None:
    """Read the workbook by the definition in the making."""
    definition, _faults = lessons.definition_of(taught.name, taught.form, grid, taught.typed, is_trial=True)
    taught.trial = trials.kept(trials.record_by(workbook, definition))
    session.flush()


def save(actor: Actor, taught: TaughtForm, workbook: Workbook, grid: Grid) -> None:
    """Make what was taught the definition, with the record of its own workbook as its test (XLS-2).

    Raises:
        NotReadyToSave: it has faults, or does not read every mandatory field of that very file.
    """
    definition, faults = lessons.definition_of(taught.name, taught.form, grid, taught.typed)
    text = library.dump(definition)
    try:
        checked = library.load(text)
    except library.Faulty as faulty:
        faults += [fault for fault in faulty.faults if fault not in faults]
    if faults:
        raise NotReadyToSave(faults)
    record = trials.record_by(workbook, checked)
    left = trials.lacking(record) if record else [trials.Lacking("", "unknown_form")]
    if record is None or left:
        raise NotReadyToSave(lacking=left)
    taught.definition, taught.expected = text, trials.kept(record)
    taught.state = "off" if taught.state == "draft" else taught.state
    taught.test, taught.tested_at, taught.earlier = "passed", now(), []
    touch(actor, taught)
    audit.record("taught-form-saved", actor, "taught-form", taught.id, name=taught.name, definition=text)
    session.flush()


def add(actor: Actor, taught: TaughtForm) -> None:
    """Keep a new form; of two of one name at the same time the unique index lets one in.

    Raises:
        NameTaken
    """
    taught.taught_by, taught.teacher_name, taught.changer_name = actor.user_id, actor.name, actor.name
    try:
        with session.begin_nested():
            session.add(taught)
    except IntegrityError as broken:
        if "uq_taught_forms_name" in str(broken):
            raise NameTaken from None
        raise


def touch(actor: Actor, taught: TaughtForm) -> None:
    """Note who changed it last."""
    taught.changer_name, taught.changed_at = actor.name, now()
