"""Taught forms: their list, one of them with its test, two side by side, as files (XLS-2)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from legacy_excel.taught import Faulty
from legacy_excel.taught.texts import MOST_BYTES
from tbc.imports import queries
from tbc.imports import words as import_words
from tbc.imports.forms_taught import TakingIn
from tbc.imports.kept import KeptSheet, kept_sheet
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.queries import teaching as taught_queries
from tbc.imports.service import taught_forms
from tbc.imports.service.teaching import NameTaken, NotPossible, NotReadyToSave
from tbc.imports.teaching import lessons, showing, words
from tbc.imports.teaching.comparing import compare
from tbc.imports.views.room import room
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import identity, place
from tbc.policy import Permission


@room.get("/teach")
@guard(Permission.IMPORT_READ)
def taught_list() -> Response:
    """All taught forms, and the door for definitions that come as files."""
    return _list(TakingIn())


@room.post("/teach")
@guard(Permission.IMPORT_TEACH)
def take_in_taught() -> AnyResponse:
    """Take a definition in; it is off until it has been tried on a workbook."""
    sent, form = request.files.get("file"), TakingIn()
    if sent is None or not sent.filename:
        form.file.errors = [_("ファイルを選んでください。")]
        return _list(form, status=422)
    try:
        taught = taught_forms.take_in(actor(), sent.read(MOST_BYTES + 1))
    except Faulty as faulty:
        form.file.errors = [words.sentence_of(faulty.faults[0])]
    except NameTaken:
        form.file.errors = [_("同じ名前の様式があります。ファイルの中の名前を変えてください。")]
    else:
        say(_("定義を取り込みました。ファイルで試すと、使えるようになります。"))
        return go(url_for("imports.taught_form", taught_id=taught.id))
    return _list(form, status=422)


@room.get("/teach/<uuid:taught_id>")
@guard(Permission.IMPORT_READ, load=taught_queries.find_taught_form)
def taught_form(taught: TaughtForm) -> Response:
    """One of them: its state, its test, what it reads, its definition."""
    return _draw(taught)


@room.get("/teach/<uuid:taught_id>/definition")
@guard(Permission.IMPORT_READ, load=taught_queries.find_taught_form)
def export_taught(taught: TaughtForm) -> Response:
    """The definition as a file."""
    if not taught.definition:
        raise NotFound
    return attachment(taught.definition.encode(), f"{taught.name}.toml", "application/toml; charset=utf-8")


@room.post("/teach/<uuid:taught_id>/test")
@guard(Permission.IMPORT_TEACH, load=taught_queries.lock_taught_form)
def test_taught(taught: TaughtForm) -> AnyResponse:
    """Test it again on its workbook, or try one that came as a file on the workbook that was chosen."""
    chosen = identity(request.form.get("workbook"))
    workbook = _workbook(chosen or taught.workbook_id)
    if workbook is None or not taught.definition:
        return _draw(taught, status=422, problem=_("試すファイルを選んでください。"))
    try:
        if taught.workbook_id is None:
            taught_forms.try_on(actor(), taught, workbook)
        else:
            taught_forms.test_again(actor(), taught, workbook)
    except NotReadyToSave as why:
        return _draw(taught, status=422, lacking=why.lacking)
    if taught.test == "passed":
        say(_("試験に合格しました。"))
    else:
        say(_("試験に合格しませんでした。停止しています。"), "warn")
    return go(url_for("imports.taught_form", taught_id=taught.id))


@room.post("/teach/<uuid:taught_id>/switch")
@guard(Permission.IMPORT_TEACH, load=taught_queries.lock_taught_form)
def switch_taught(taught: TaughtForm) -> AnyResponse:
    """Read workbooks by it, or no longer."""
    if request.form.get("act") == "off":
        taught_forms.switch_off(actor(), taught)
        say(_("停止しました。読み取ったファイルはそのままです。"))
        return go(url_for("imports.taught_form", taught_id=taught.id))
    try:
        taught_forms.switch_on(actor(), taught, _workbook(taught.workbook_id))
    except NotPossible as why:
        return _draw(taught, status=422, problem=_why_not_on(why))
    say(_("使用中にしました。これから届くファイルは、この様式でも読み取ります。"))
    return go(url_for("imports.taught_form", taught_id=taught.id))


@room.post("/teach/<uuid:taught_id>/removal")
@guard(Permission.IMPORT_TEACH, load=taught_queries.lock_taught_form)
def discard_taught(taught: TaughtForm) -> AnyResponse:
    """Delete one by which nothing was read."""
    try:
        taught_forms.discard(actor(), taught)
    except NotPossible:
        problem = _("使用中か、この様式で読み取ったファイルがあるため、削除できません。停止することはできます。")
        return _draw(taught, status=422, problem=problem)
    say(_("様式「%(name)s」を削除しました。", name=taught.name))
    return go(url_for("imports.taught_list"))


@room.get("/teach/comparison")
@guard(Permission.IMPORT_READ)
def compare_taught() -> Response:
    """Two of them side by side."""
    asked = [place("one"), place("other")]
    found = [taught_queries.find_taught_form(actor(), one) if one else None for one in asked]
    loaded = lessons.all_loaded([one.definition for one in found if one and one.definition])
    if len(loaded) < 2:
        raise NotFound
    return page("imports/teach/comparison.html", first=found[0], second=found[1], rows=compare(*loaded))


@room.post("/teach/unknown")
@guard(Permission.IMPORT_TEACH)
def read_unknown_again() -> AnyResponse:
    """Read the workbooks of unknown forms again, in the background."""
    count = taught_queries.count_unknown()
    if count:
        taught_forms.ask_to_read_unknown()
        many = ngettext("%(num)s件の読み直しを始めました。", "%(num)s件の読み直しを始めました。", count)
        say(many)
    else:
        say(_("様式の分からないファイルは、いまありません。"), "info")
    return go(url_for("imports.taught_list"))


def cells_of_sheet(taught: TaughtForm) -> KeptSheet:
    """The sheet that a form is taught on, as it is kept for showing."""
    found = queries.find_sheet(taught.workbook_id, taught.sheet) if taught.workbook_id else None
    if found is None:
        raise NotFound
    return kept_sheet(found.cells)


def _list(form: TakingIn, status: int = 200) -> Response:
    rows = taught_queries.list_taught_forms()
    unknown = taught_queries.count_unknown()
    names = import_words.form_name
    return page(
        "imports/teach/list.html", status=status, rows=rows, form=form, unknown=unknown, words=words, form_name=names
    )


def _draw(taught: TaughtForm, status: int = 200, problem: str = "", lacking: Any = ()) -> Response:
    others = [row[0] for row in taught_queries.list_taught_forms() if row[0].id != taught.id and row[0].definition]
    return page(
        "imports/teach/form.html",
        status=status,
        taught=taught,
        files=taught_queries.count_files(taught.id),
        workbook=queries.find_workbook(actor(), taught.workbook_id) if taught.workbook_id else None,
        offered=taught_queries.list_unknown() if taught.workbook_id is None else [],
        unknown=taught_queries.count_unknown() if taught.state == "on" else 0,
        parts=showing.parts_read(taught),
        has_changes=bool(taught.definition and taught.earlier),
        others=others,
        problem=problem,
        lacking=lacking,
        words=words,
        form_name=import_words.form_name,
    )


def _workbook(workbook_id: UUID | None) -> Workbook | None:
    return queries.find_workbook(actor(), workbook_id) if workbook_id else None


def _why_not_on(why: NotPossible) -> str:
    if why.why == "read-already":
        return str(_("様式「%(name)s」が、このファイルをもう読み取れます。先にそちらを停止してください。", name=why.by))
    if why.why == "failed":
        return str(_("教えたファイルを、保存したときと同じには読み取れません。セルを確かめて、保存し直してください。"))
    return str(_("まだ試していません。ファイルで試すと、使えるようになります。"))
