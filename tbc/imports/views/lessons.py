"""Teaching a form: begun on a workbook, its cells assigned beside the sheet, saved with its test (XLS-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from legacy_excel.workbook.grid import Grid
from tbc.imports import queries
from tbc.imports import words as import_words
from tbc.imports.forms_taught import NewLesson
from tbc.imports.kept import KeptSheet, kept_sheet
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.queries.teaching import find_taught_form, lock_taught_form
from tbc.imports.service import teaching
from tbc.imports.service.sheets import draw as draw_sheets
from tbc.imports.sheet import draw as draw_sheet
from tbc.imports.teaching import lessons, showing, words
from tbc.imports.views.room import room
from tbc.imports.views.taught import cells_of_sheet
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say, wants_part
from tbc.policy import Permission

# Of larger sheets only the filled cells can be clicked; the addresses of the others can be typed.
MOST_CELLS = 15_000


@dataclass(frozen=True, slots=True)
class _Complaints:
    """Why a lesson cannot be saved, as the summary of errors shows it: (id of the control, sentence)."""

    form_errors: list[tuple[str, str]]

    @property
    def errors(self) -> list[tuple[str, str]]:
        return self.form_errors

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    @classmethod
    def of(cls, taught: TaughtForm, why: teaching.NotReadyToSave) -> _Complaints:
        """Each fault at the field that mends it."""
        found = [(one.at, words.complaint(one)) for one in why.faults]
        for one in why.lacking:
            title, sentence = words.lacking_title(one), words.lacking_sentence(one)
            found.append((showing.slot_of(taught.form, one.field), f"{title}: {sentence}"))
        return cls([(f"cells-{slot}" if slot else "lesson", text) for slot, text in found])


@room.get("/<uuid:workbook_id>/teaching")
@guard(Permission.IMPORT_TEACH, load=queries.find_workbook)
def new_lesson(workbook: Workbook) -> Response:
    """この様式を教える: which sheet, which of the retired forms, what name."""
    if workbook.state == "unread":
        raise NotFound
    form = NewLesson.on(workbook, _sheets(workbook)) if workbook.sheets == "drawn" else None
    return page("imports/teach/new.html", workbook=workbook, form=form)


@room.post("/<uuid:workbook_id>/teaching")
@guard(Permission.IMPORT_TEACH, load=queries.find_workbook)
def begin_lesson(workbook: Workbook) -> AnyResponse:
    """A draft with proposals for what the words of the sheet tell."""
    draw_sheets(workbook)
    form = NewLesson.on(workbook, _sheets(workbook), request.form)
    if form.validate():
        name, sheet = form.name.data or "", form.sheet.data or ""
        grid = lessons.grid_of(sheet, _kept(workbook, sheet))
        try:
            taught = teaching.begin(actor(), workbook, name, form.form.data or "", grid)
        except teaching.NameTaken:
            form.name.errors = [_("「%(name)s」という様式があります。別の名前を入力してください。", name=name)]
        else:
            return go(url_for("imports.lesson", taught_id=taught.id))
    return page("imports/teach/new.html", status=422, workbook=workbook, form=form)


@room.get("/teach/<uuid:taught_id>/cells")
@guard(Permission.IMPORT_TEACH, load=find_taught_form)
def lesson(taught: TaughtForm) -> AnyResponse:
    """The sheet beside the fields, each with its cells and what is read from them."""
    if taught.workbook_id is None:
        say(_("この様式には、教えるもとになるファイルがありません。先にファイルで試してください。"), "warn")
        return go(url_for("imports.taught_form", taught_id=taught.id))
    return _draw(taught)


@room.post("/teach/<uuid:taught_id>/cells")
@guard(Permission.IMPORT_TEACH, load=lock_taught_form)
def assign_cells(taught: TaughtForm) -> AnyResponse:
    """Keep what was typed or clicked; what cannot be understood is kept too, and said at its field."""
    workbook, grid = _workbook(taught)
    try:
        if request.form.get("act") == "take-back":
            teaching.take_back(actor(), taught, workbook, grid)
        else:
            sent = {key.removeprefix("cells-"): one for key, one in request.form.items() if key.startswith("cells-")}
            teaching.assign(actor(), taught, workbook, grid, sent)
    except teaching.NotPossible:
        say(_("元に戻せる操作がありません。"), "info")
    _definition, faults = lessons.definition_of(taught.name, taught.form, grid, taught.typed)
    if faults:
        keep_changes()
        return _draw(taught, status=422)
    return _draw(taught) if wants_part() else go(url_for("imports.lesson", taught_id=taught.id))


@room.post("/teach/<uuid:taught_id>/definition")
@guard(Permission.IMPORT_TEACH, load=lock_taught_form)
def save_lesson(taught: TaughtForm) -> AnyResponse:
    """Make it the definition if it reads every mandatory field of its own workbook."""
    workbook, grid = _workbook(taught)
    try:
        teaching.save(actor(), taught, workbook, grid)
    except teaching.NotReadyToSave as why:
        return _draw(taught, status=422, why=why)
    say(_("この様式を保存しました。教えたファイルから、必須の項目をすべて読み取れました。"))
    return go(url_for("imports.taught_form", taught_id=taught.id))


def _draw(taught: TaughtForm, status: int = 200, why: teaching.NotReadyToSave | None = None) -> Response:
    """The page; HTMX and the page's own script get the list of fields alone."""
    kept = cells_of_sheet(taught)
    faults = lessons.definition_of(taught.name, taught.form, lessons.grid_of(taught.sheet, kept), taught.typed)[1]
    values: dict[str, Any] = {"taught": taught, "parts": showing.parts_of(taught, faults)}
    values |= {"progress": showing.progress(taught), "form_name": import_words.form_name}
    values["why"] = values["form"] = _Complaints.of(taught, why) if why else None
    if not wants_part():
        height = max((cell.row + cell.rows for cell in kept.cells), default=0)
        width = max((cell.column + cell.columns for cell in kept.cells), default=0)
        values["table"] = draw_sheet(kept, showing.marks_of(taught, kept), every=height * width <= MOST_CELLS)
    return page("imports/teach/lesson.html", part="imports/teach/_fields.html", status=status, **values)


def _workbook(taught: TaughtForm) -> tuple[Workbook, Grid]:
    """What the form is taught on; a definition that came as a file has nothing."""
    workbook = queries.find_workbook(actor(), taught.workbook_id) if taught.workbook_id else None
    if workbook is None:
        raise NotFound
    return workbook, lessons.grid_of(taught.sheet, cells_of_sheet(taught))


def _sheets(workbook: Workbook) -> list[str]:
    names = [name for name, is_hidden in queries.list_sheets(workbook.id) if not is_hidden]
    if not names:
        raise NotFound
    return names


def _kept(workbook: Workbook, sheet: str) -> KeptSheet:
    found = queries.find_sheet(workbook.id, sheet)
    if found is None:
        raise NotFound
    return kept_sheet(found.cells)
