"""Dealers from a file: the template, the upload, the preview, and saving all or nothing (PRT-4)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.views.room import room
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv
from tbc.partners.forms.dealers import SheetUpload
from tbc.partners.importing import MOST_ROWS, Preview, headings, hints, template
from tbc.partners.service import importing as service
from tbc.policy import Permission

SHOWN = 50


@room.get("/dealers/import")
@guard(Permission.DEALER_EDIT)
def import_dealers() -> Response:
    """The templates and the form for a file."""
    return _upload(SheetUpload())


@room.get("/dealers/import/template.<any(csv, xlsx):form>")
@guard(Permission.DEALER_EDIT)
def dealer_template(form: str) -> Response:
    """The sheet to fill in."""
    if form == "csv":
        return attachment(stream_csv(headings(), [hints()]), "dealers.csv", CSV_TYPE)
    return attachment(template(), "dealers.xlsx", XLSX_TYPE)


@room.post("/dealers/import")
@guard(Permission.DEALER_EDIT)
def upload_dealers() -> AnyResponse:
    """Look at a file: what is wrong row by row, or what saving it would do."""
    sent = request.files.get("file")
    form = SheetUpload()
    if not sent or not sent.filename:
        form.file.errors = [_("ファイルを選んでください。")]
        return _upload(form, status=422)
    preview = service.upload(actor(), sent.filename, sent.read())
    if preview.problems:
        return _upload(form, status=422, problems=preview.problems, file_name=sent.filename)
    return go(url_for("desk.preview_dealers"))


@room.get("/dealers/import/preview")
@guard(Permission.DEALER_EDIT)
def preview_dealers() -> AnyResponse:
    """What saving the uploaded file would do."""
    try:
        file_name, preview = service.look_again(actor())
    except service.NothingUploaded:
        return go(url_for("desk.import_dealers"))
    return _preview(file_name, preview)


@room.post("/dealers/import/preview")
@guard(Permission.DEALER_EDIT)
def save_dealers() -> AnyResponse:
    """Save all of it, or throw the file away."""
    if request.form.get("act") == "discard":
        service.discard(actor())
        say(_("ファイルを破棄しました。何も登録していません。"), "info")
        return go(url_for("desk.import_dealers"))
    try:
        saved = service.save(actor(), request.form.get("token", ""))
    except service.NothingUploaded:
        say(_("登録するファイルがありません。もう一度アップロードしてください。"), "warn")
        return go(url_for("desk.import_dealers"))
    except (service.ChangedMeanwhile, service.SheetFaulty):
        say(
            _("確認している間に販売店・代理店が変わりました。まだ何も登録していません。もう一度確認してください。"),
            "warn",
        )
        return go(url_for("desk.preview_dealers"))
    counts = {"added": len(saved.added), "changed": len(saved.changed)}
    say(_("%(added)s社を登録し、%(changed)s社を変えました。", **counts))
    return go(url_for("desk.dealers"))


def _upload(form: SheetUpload, status: int = 200, **found: Any) -> Response:
    """`found` is what is wrong with a file: `problems` and its `file_name`."""
    shown: dict[str, Any] = {"form": form, "problems": [], "shown": SHOWN, "most": MOST_ROWS} | found
    return page("desk/dealers/import.html", status=status, **shown)


def _preview(file_name: str, preview: Preview) -> Response:
    return page("desk/dealers/preview.html", file_name=file_name, preview=preview, shown=SHOWN)
