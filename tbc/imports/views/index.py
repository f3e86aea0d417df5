"""The list of workbooks, and the door through which they come in (XLS-3)."""

from __future__ import annotations

import time
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.imports import queries, words
from tbc.imports.filters import Filters, Upload, identity
from tbc.imports.models import Workbook
from tbc.imports.service import intake
from tbc.imports.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission

# An upload is answered within five seconds (XLS-6): what is not read by then is left to the worker.
SECONDS_FOR_READING = 3.5


@room.get("")
@guard(Permission.IMPORT_READ)
def index() -> Response:
    """The workbooks, newest first; filters stand in the address."""
    return _list(Upload())


@room.post("")
@guard(Permission.IMPORT_RUN)
def upload() -> AnyResponse:
    """Take the files in and read as many as there is time for; one new file leads to its own page."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    form = Upload()
    if not sent:
        form.files.errors = [_("ファイルを選んでください。")]
        return _list(form, status=422)
    taken = [intake.take_in(actor(), file.filename or "", file.read()) for file in sent]
    _read([workbook for workbook, is_new in taken if is_new])
    _say(taken)
    if len(taken) == 1:
        return go(url_for("imports.review", workbook_id=taken[0][0].id))
    return go(url_for("imports.index"))


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
    older, newer = (identity(request.args.get(name)) for name in ("older", "newer"))
    listed = queries.list_workbooks(wanted, older, newer)
    return page(
        "imports/index.html",
        part="imports/_list.html",
        status=status,
        form=upload_form,
        filters=form,
        listed=listed,
        tags=_tags(form),
        newer=_page("newer", listed.newer),
        older=_page("older", listed.older),
        words=words,
        size=queries.PAGE,
    )


def _tags(form: Filters) -> list[tuple[str, str]]:
    """The active filters: (text, address of the list without it)."""
    wanted = form.wanted()
    texts = {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "state": str(words.STATES.get(wanted.state, "")),
        "form": wanted.form,
        "problems": str(words.PROBLEMS.get(wanted.problems, "")),
        "since": f"{form.since.data} –" if wanted.since else "",
        "until": f"– {form.until.data}" if wanted.until else "",
    }
    return [(text, url_for("imports.index", **_asked(but=name))) for name, text in texts.items() if text]


def _page(name: str, where: object) -> str | None:
    return url_for("imports.index", **{**_asked(), name: where}) if where else None


def _asked(but: str = "") -> dict[str, Any]:
    names = ("q", "state", "form", "problems", "since", "until")
    return {name: request.args[name] for name in names if request.args.get(name) and name != but}
