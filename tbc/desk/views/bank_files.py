"""Bank files: brought, looked at, and taken once somebody says so (PAY-1)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.payments import BankFileForm
from tbc.desk.views.payments import draw_queue
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.text.reading import one_line
from tbc.payments.models import BankUpload
from tbc.payments.queries.uploads import find_taken, find_upload, lock_upload
from tbc.payments.queries.working import list_mappings
from tbc.payments.reading import FileFaulty
from tbc.payments.sentences import REASONS, why_not
from tbc.payments.service import checking, taking
from tbc.payments.service.importing import AccountUnknown, FileKnown
from tbc.payments.words import FILE_WORDS
from tbc.policy import Permission

# Longer than any name that a bank gives its files.
NAME_AT_MOST = 200


@room.post("/payments")
@guard(Permission.PAYMENT_DECIDE)
def bring_bank_file() -> AnyResponse:
    """Look at a bank's file, and lead to what was found in it; nothing of it is taken yet."""
    form, sent = BankFileForm(), request.files.get("file")
    if not sent or not sent.filename:
        form.file.errors = [_("ファイルを選んでください。")]
        return draw_queue(form, status=422)
    try:
        mapping = {str(one.id): one for one in list_mappings()}.get(form.mapping.data or "")
        name = one_line(sent.filename).value[-NAME_AT_MOST:] or "bank"
        upload = checking.bring(actor(), name, sent.read(), mapping)
    except FileFaulty as faulty:
        form.file.errors = [why_not(faulty)]
    except FileKnown as known:
        form.file.errors = [already_taken(known)]
    except AccountUnknown:
        form.mapping.errors = [_("この形式の口座は、いまの設定にありません。")]
    else:
        to = "desk.bank_file_columns" if upload.state == "unmapped" else "desk.bank_file"
        return go(url_for(to, upload_id=upload.id))
    return draw_queue(form, status=422)


@room.get("/payments/files/<uuid:upload_id>")
@guard(Permission.PAYMENT_READ, load=find_upload)
def bank_file(upload: BankUpload) -> AnyResponse:
    """What taking the file would do, how far it has come, or what came of it."""
    if upload.state == "unmapped":
        return go(url_for("desk.bank_file_columns", upload_id=upload.id))
    return _draw(upload)


@room.post("/payments/files/<uuid:upload_id>")
@guard(Permission.PAYMENT_DECIDE, load=lock_upload)
def take_bank_file(upload: BankUpload) -> AnyResponse:
    """Take the file, or throw it away; the second click finds it done."""
    here = url_for("desk.bank_file", upload_id=upload.id)
    if request.form.get("act") == "discard" and upload.state in {"unmapped", "checked"}:
        checking.discard(actor(), upload)
        say(_("ファイルを破棄しました。何も取り込んでいません。"), "info")
        return go(url_for("desk.payments"))
    try:
        taking.take_upload(actor(), upload)
    except taking.NotWaiting:
        say(_("このファイルの取り込みは、すでに始まっています。"), "info")
    except FileKnown as known:
        say(already_taken(known), "warn")
        return go(url_for("desk.payments"))
    except AccountUnknown:
        say(_("この形式の口座は、いまの設定にありません。"), "warn")
    return go(here)


def already_taken(known: FileKnown) -> str:
    """That the same content was taken before, and under which name."""
    return str(_("このファイルは取り込み済みです(%(name)s)。", name=known.file.file_name))


def _draw(upload: BankUpload) -> Response:
    taken = find_taken(upload)
    told: dict[str, Any] = {"upload": upload, "taken": taken, "found": upload.findings, "words": FILE_WORDS}
    is_open = upload.state == "taking"
    return page(
        "desk/payments/file.html" if upload.state == "checked" else "desk/payments/taking.html",
        part="desk/payments/_taking.html" if is_open or upload.state == "taken" else None,
        reasons=REASONS,
        is_held_up=is_open and taking.lacks_account(upload),
        shown=checking.SHOWN,
        **told,
    )
