"""Batches: their list, and a page for each with live progress, cancel and resume (XLS-3)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.imports import outcomes, words
from tbc.imports.models import Batch
from tbc.imports.queries import batches as queries
from tbc.imports.service import batches
from tbc.imports.views.room import position, room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.policy import Permission


@room.get("/batches")
@guard(Permission.IMPORT_READ)
def batch_list() -> Response:
    """All batches, newest first."""
    rows, older = queries.list_batches(place("older"))
    following = url_for("imports.batch_list", older=older) if older else None
    return page(
        "imports/batches.html",
        batches=rows,
        progress=queries.progress_of(rows),
        outcomes=outcomes,
        older=following,
        newest=url_for("imports.batch_list") if "older" in request.args else None,
        size=queries.BATCHES,
    )


@room.get("/batches/<uuid:batch_id>")
@guard(Permission.IMPORT_READ, load=queries.find_batch)
def batch(found: Batch) -> Response:
    """How far it has come, and what has become of each file; the part is asked for every two seconds."""
    progress = queries.progress_of([found])[found.id]
    values: dict[str, Any] = {"batch": found, "progress": progress, "outcomes": outcomes, "words": words}
    values["problems"] = queries.count_problems(found.id)
    outcome = request.args.get("outcome", "")
    outcome = outcome if outcome in outcomes.FILES else ""
    after, before = (request.args.get(name, type=position) for name in ("after", "before"))
    files = queries.list_files(found.id, outcome, after or 0, before)
    kept: dict[str, Any] = {"batch_id": found.id, "outcome": outcome or None}
    return page(
        "imports/batch.html",
        part="imports/_batch.html",
        files=files,
        outcome=outcome,
        previous=url_for("imports.batch", **kept, before=files.previous) if files.previous else None,
        next=url_for("imports.batch", **kept, after=files.next) if files.next else None,
        size=queries.PAGE,
        here=url_for("imports.batch", **kept, after=after, before=before),
        **values,
    )


@room.post("/batches/<uuid:batch_id>/cancellation")
@guard(Permission.IMPORT_RUN, load=queries.lock_batch)
def cancel_batch(found: Batch) -> AnyResponse:
    """Stop after the present file; what was read stays."""
    try:
        batches.cancel(actor(), found)
    except batches.BatchStateChanged:
        return _too_late(found)
    say(_("読み取りを止めました。読み取ったファイルは残っています。"))
    return go(url_for("imports.batch", batch_id=found.id))


@room.post("/batches/<uuid:batch_id>/resumption")
@guard(Permission.IMPORT_RUN, load=queries.lock_batch)
def resume_batch(found: Batch) -> AnyResponse:
    """Go on where it was stopped."""
    try:
        batches.resume(actor(), found)
    except batches.BatchStateChanged:
        return _too_late(found)
    say(_("続きの読み取りを始めました。"))
    return go(url_for("imports.batch", batch_id=found.id))


def _too_late(found: Batch) -> AnyResponse:
    say(_("この一括取り込みは、いま「%(state)s」です。", state=str(outcomes.BATCHES[found.state])), "warn")
    return go(url_for("imports.batch", batch_id=found.id))
