"""The list of workbooks, and the door through which they come in (XLS-3)."""

from __future__ import annotations

import time

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from tbc.imports import codes, outcomes, queries, words
from tbc.imports.archives import MOST_FILES, ArchiveRefused
from tbc.imports.filters import Filters, Upload
from tbc.imports.models import Workbook
from tbc.imports.queries.batches import find_batch, list_open_batches, progress_of
from tbc.imports.service import batches, intake
from tbc.imports.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say, wants_part
from tbc.kit.places import place
from tbc.policy import Permission

# An upload is answered within five seconds (XLS-6): what is not read by then is left to the worker.
SECONDS_FOR_READING = 3.5
# So many loose files are read at once; more of them, or a ZIP, make a batch. A form has no more parts than the last.
FEW = 5
MOST_LOOSE = 1900


@room.get("")
@guard(Permission.IMPORT_READ)
def index() -> Response:
    """The workbooks, newest first; filters stand in the address."""
    return _list(Upload())


@room.post("")
@guard(Permission.IMPORT_RUN)
def upload() -> AnyResponse:
    """Take files in: a few are read at once, and one new file leads to its own page; many become a batch."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    form = Upload()
    if not sent:
        form.files.errors = [_("ファイルを選んでください。")]
        return _list(form, status=422)
    if len(sent) > FEW or any((file.filename or "").lower().endswith(".zip") for file in sent):
        return _begin_batch(sent, form)
    taken = [intake.take_in(actor(), file.filename or "", file.read()) for file in sent]
    _read([workbook for workbook, is_new in taken if is_new])
    _say(taken)
    if len(taken) == 1:
        return go(url_for("imports.review", workbook_id=taken[0][0].id))
    return go(url_for("imports.index"))


def _begin_batch(sent: list[FileStorage], form: Upload) -> AnyResponse:
    try:
        batch = batches.begin(actor(), [batches.Sent(file.filename or "", file.read()) for file in sent])
    except ArchiveRefused as refusal:
        form.files.errors = [outcomes.why_no_archive(refusal.code)]
        return _list(form, status=422)
    return go(url_for("imports.batch", batch_id=batch.id))


def _read(workbooks: list[Workbook]) -> None:
    end = time.monotonic() + SECONDS_FOR_READING
    for workbook in workbooks:
        left = end - time.monotonic()
        if left > 0:
            intake.read(workbook, left)
        else:
            intake.leave_for_later(workbook.id)


def _say(taken: list[tuple[Workbook, bool]]) -> None:
    new, known = [one for one, is_new in taken if is_new], [one for one, is_new in taken if not is_new]
    if new:
        say(ngettext("%(num)s件のファイルを取り込みました。", "%(num)s件のファイルを取り込みました。", len(new)))
    if known:
        names = _("、").join(workbook.file_name for workbook in known[:5])
        say(_("同じ内容のファイルが、前に取り込まれています: %(names)s", names=names), "info")


def _list(upload_form: Upload, status: int = 200) -> Response:
    form = Filters(request.args)
    wanted = form.wanted()
    older, newer = place("older"), place("newer")
    listed = queries.list_workbooks(wanted, older, newer)
    batch = find_batch(actor(), wanted.batch) if wanted.batch else None
    open_batches = [] if wants_part() else list_open_batches()
    if not wants_part():
        form.offer(queries.list_uploaders())
    return page(
        "imports/index.html",
        part="imports/_list.html",
        status=status,
        form=upload_form,
        filters=form,
        listed=listed,
        tags=form.tags("imports.index", batch.name if batch else ""),
        newer=_page(form, "newer", listed.newer),
        older=_page(form, "older", listed.older),
        words=words,
        codes=codes,
        size=queries.PAGE,
        most_files=MOST_FILES,
        most_loose=MOST_LOOSE,
        open_batches=open_batches,
        progress=progress_of(open_batches),
    )


def _page(form: Filters, name: str, where: object) -> str | None:
    return url_for("imports.index", **{**form.given(), name: where}) if where else None
