"""What is done with a workbook: correct, accept, file, set aside, take up, read again (XLS-4, XLS-5)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from tbc.imports import forms, queries, words
from tbc.imports.models import Workbook
from tbc.imports.service import answers, intake, outcome
from tbc.imports.views.drawing import Tried, draw
from tbc.imports.views.repairs import Failed
from tbc.imports.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, say
from tbc.policy import Actor, Permission

RECORD = "/<uuid:workbook_id>/records/<int:position>"


@dataclass(frozen=True, slots=True)
class Locked:
    """One record of a workbook whose row is locked."""

    workbook: Workbook
    position: int


def lock_record(actor: Actor, workbook_id: UUID, position: int) -> Locked | None:
    """The record, with its workbook's row locked; whether there is such a record is seen by whoever answers it."""
    workbook = queries.lock_workbook(actor, workbook_id)
    return Locked(workbook, position) if workbook else None


@room.post(f"{RECORD}/corrections")
@guard(Permission.IMPORT_RUN, load=lock_record)
def correct(here: Locked) -> AnyResponse:
    """Put what was typed in the place of what was read, or let what was read count again."""
    path, act = request.form.get("path", ""), request.form.get("act", "")
    typed = "" if act == "blank" else request.form.get("typed", "").strip() or request.form.get("value", "")
    from_problems = request.form.get("from") == "problems"
    try:
        if act == "take-back":
            answers.take_back(actor(), here.workbook, here.position, path)
        else:
            answers.correct(actor(), here.workbook, here.position, path, typed)
    except answers.UnknownField:
        raise NotFound from None
    except answers.NotOpen:
        return _too_late(here.workbook)
    except answers.NotReadable as why:
        failed = Failed(here.position, path, typed, why, from_problems)
        return draw(here.workbook, Tried(here.position, failed=failed), status=422)
    return go(_back(here, "problems" if from_problems else f"field-{path}"))


@room.post(f"{RECORD}/acceptances")
@guard(Permission.IMPORT_RUN, load=lock_record)
def accept(here: Locked) -> AnyResponse:
    """Let the record's warnings stand, for a reason."""
    form = forms.Acceptance(request.form)
    if not form.validate():
        return draw(here.workbook, Tried(here.position, acceptance=form), status=422)
    try:
        answers.accept(actor(), here.workbook, here.position, form.reason.data or "")
    except answers.UnknownField:
        raise NotFound from None
    except answers.NotOpen:
        return _too_late(here.workbook)
    return go(_back(here, "approval"))


@room.post("/<uuid:workbook_id>/approval")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def approve(workbook: Workbook) -> AnyResponse:
    """File all its applications; a second click finds them filed."""
    form = forms.Approval(request.form)
    if workbook.state == "read" and not form.validate():
        return draw(workbook, Tried(approval=form), status=422)
    validity = current_app.config["SETTINGS"].number_validity_days
    try:
        filed = outcome.file(actor(), workbook, form.number_to.data or "", validity=validity)
    except outcome.NotReady as left:
        form.form_errors = [words.what_is_left(left.errors, left.warnings)]
        return draw(workbook, Tried(approval=form), status=422)
    except outcome.StateHasChanged:
        return _too_late(workbook)
    if filed:
        many = len(filed)
        say(
            ngettext(
                "%(num)s件の申請にして、受付番号を送りました。", "%(num)s件の申請にして、受付番号を送りました。", many
            )
        )
    return go(url_for("imports.review", workbook_id=workbook.id))


@room.post("/<uuid:workbook_id>/set-aside")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def set_aside(workbook: Workbook) -> AnyResponse:
    """保留にする, for a reason."""
    form = forms.SettingAside(request.form)
    if not form.validate():
        return draw(workbook, Tried(setting_aside=form), status=422)
    try:
        outcome.set_aside(actor(), workbook, form.why.data or "")
    except outcome.StateHasChanged:
        return _too_late(workbook)
    say(_("保留にしました。"))
    return go(url_for("imports.index"))


@room.post("/<uuid:workbook_id>/taking-up")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def take_up(workbook: Workbook) -> AnyResponse:
    """Back from 保留 to where it stood."""
    try:
        outcome.take_up(actor(), workbook)
    except outcome.StateHasChanged:
        return _too_late(workbook)
    say(_("保留を解きました。"))
    return go(url_for("imports.review", workbook_id=workbook.id))


@room.post("/<uuid:workbook_id>/reading")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def read_again(workbook: Workbook) -> AnyResponse:
    """Try once more to read what could not be read, or has not been yet."""
    try:
        intake.read_again(actor(), workbook)
    except intake.ReadBefore:
        return _too_late(workbook)
    say(_("もう一度読み取りました。"))
    return go(url_for("imports.review", workbook_id=workbook.id))


def _back(here: Locked, anchor: str) -> str:
    return url_for("imports.review", workbook_id=here.workbook.id, record=here.position, _anchor=anchor)


def _too_late(workbook: Workbook) -> AnyResponse:
    say(_("このファイルは、いま「%(state)s」です。", state=str(words.STATES[workbook.state])), "warn")
    return go(url_for("imports.review", workbook_id=workbook.id))
