"""What is answered in one record: fields corrected, warnings accepted, lines added and left out (XLS-4, XLS-5)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from tbc.imports import forms, history, queries, rules, words
from tbc.imports.models import Workbook
from tbc.imports.service import answers, cells, lines
from tbc.imports.service.answers import Answered
from tbc.imports.views.acts import too_late
from tbc.imports.views.asked import LACKING, Wish, problem_keys
from tbc.imports.views.drawing import Tried, draw
from tbc.imports.views.repairs import Failed, failure
from tbc.imports.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, is_htmx, say
from tbc.policy import Actor, Permission

RECORD = "/<uuid:workbook_id>/records/<int:position>"
FROM_PROBLEMS = "problems"


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
    """Put what was typed, or stands in another cell, in the place of what was read; or let that count again."""
    path, typed = request.form.get("path", ""), _typed(here.workbook)
    from_problems = request.form.get("from") == FROM_PROBLEMS
    try:
        done = _correct(here, path, typed)
    except answers.UnknownField:
        raise NotFound from None
    except answers.NotOpen:
        return too_late(here.workbook)
    except answers.OverTaken as by_now:
        # The problem has most likely gone with that: what was typed stays in the record's own row.
        return _again(here, Failed(path, typed, _who_was_faster(here, path, by_now.value)), 409)
    except answers.NotReadable as why:
        return _again(here, failure(path, typed, why, from_problems=from_problems), 422)
    return _on(here, done, path="" if from_problems else path)


@room.post(f"{RECORD}/acceptances")
@guard(Permission.IMPORT_RUN, load=lock_record)
def accept(here: Locked) -> AnyResponse:
    """Let warnings of the record stand: those that are named, or all; most of them for a reason."""
    form = forms.Acceptance(request.form)
    keys = set(request.form.getlist("key")) or None
    if not form.validate():
        return _ask_again(here, form)
    try:
        done = answers.accept(actor(), here.workbook, here.position, (form.reason.data or "").strip(), keys)
    except answers.NoReason:
        form.reason.errors = [_("理由を入力してください。")]
        return _ask_again(here, form)
    except answers.UnknownField:
        raise NotFound from None
    except answers.NotOpen:
        return too_late(here.workbook)
    return _on(here, done)


@room.post(f"{RECORD}/lines")
@guard(Permission.IMPORT_RUN, load=lock_record)
def change_lines(here: Locked) -> AnyResponse:
    """Add a line, leave one out, or take it in again."""
    act, line = request.form.get("act", ""), request.form.get("line", "")
    try:
        match act:
            case "add":
                done, line = lines.add_line(actor(), here.workbook, here.position, request.form.get("part", ""))
            case "remove":
                done = lines.remove_line(actor(), here.workbook, here.position, line)
            case _:
                done = lines.restore_line(actor(), here.workbook, here.position, line)
    except answers.UnknownField:
        raise NotFound from None
    except answers.NotOpen:
        return too_late(here.workbook)
    except lines.NoRoom as room_for:
        say(_("この行は%(most)s行までです。", most=room_for.most), "warn")
        return go(url_for("imports.review", workbook_id=here.workbook.id, record=here.position))
    return _on(here, done, line=line)


def _correct(here: Locked, path: str, typed: str) -> Answered:
    seen, act = request.form.get("seen"), request.form.get("act")
    if act == "take-back":
        return answers.take_back(actor(), here.workbook, here.position, path, seen=seen)
    cell = request.form.get("cell", "")
    return answers.correct(actor(), here.workbook, here.position, path, typed, seen=seen, cell=cell)


def _typed(workbook: Workbook) -> str:
    """What was typed, chosen, or stands in the cell that was pointed at; NotFound if there is no such cell."""
    if request.form.get("act") == "blank":
        return ""
    cell = request.form.get("cell")
    if not cell:
        return request.form.get("typed", "").strip() or request.form.get("value", "")
    text = cells.text_in(workbook, cell)
    if text is None:
        raise NotFound
    return text


def _who_was_faster(here: Locked, path: str, value: str) -> str:
    """Who has changed the field meanwhile, and to what; what the reader typed stays in the form."""
    change = history.changes(history.list_events(here.workbook.id), here.position).get(path)
    shown = words.value_name(path, value) or _("空欄")
    said: str = _(
        "%(who)sさんが先に「%(value)s」に直しました。それでも直すときは、もう一度「直す」を押してください。",
        who=change.who if change else _("ほかの担当"),
        value=shown,
    )
    return said


def _ask_again(here: Locked, form: forms.Acceptance) -> AnyResponse:
    """The page once more, with the reason as typed and what is wrong with it."""
    problem = request.form.get("problem") or LACKING
    form.reason.id = form.reason.label.field_id = "refused"
    form.reason.flags.required = rules.needs_reason(problem.partition("@")[0])
    return draw(here.workbook, Tried(Wish(here.position, problem), acceptance=form), status=422)


def _again(here: Locked, failed: Failed, status: int) -> AnyResponse:
    """The page once more, with what was typed and why it was refused."""
    edited = "" if failed.from_problems else failed.path
    wish = Wish(here.position, request.form.get("problem", ""), edited)
    return draw(here.workbook, Tried(wish, failed=failed), status=status)


def _on(here: Locked, done: Answered, *, path: str = "", line: str = "") -> AnyResponse:
    """To the next problem of the record, to that of another record, or to the approval; a field leads to itself."""
    position, problem = _next(here.position, done)
    if path or line:
        position, problem = here.position, request.form.get("problem", "")
    arrived = f"field-{path}" if path else f"line-{line}" if line else ""
    place = url_for("imports.review", workbook_id=here.workbook.id, record=position, problem=problem or None)
    if is_htmx():
        answer = draw(here.workbook, Tried(Wish(position, problem), arrived=arrived))
        answer.headers["HX-Replace-Url"] = place
        return answer
    return go(f"{place}#{arrived or ('problems' if problem else 'approval')}")


def _next(position: int, done: Answered) -> tuple[int, str]:
    """The problem that has taken the place of the one that was settled, and its record."""
    at = request.form.get("at", 0, type=int)
    keys = {one.record.position: problem_keys(one) for one in done.reviewed}
    for place in (position, *keys):
        if keys[place]:
            left = keys[place]
            return place, left[min(at, len(left) - 1) if place == position else 0]
    return position, ""
