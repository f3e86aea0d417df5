"""Approving clean workbooks together: chosen on the list, confirmed, filed by a job with progress (XLS-5)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import numbers
from tbc.imports import forms, outcomes
from tbc.imports.filters import Filters
from tbc.imports.models import ApprovalRound
from tbc.imports.queries import Wanted
from tbc.imports.queries import approvals as queries
from tbc.imports.queries.batches import BATCHES, PAGE
from tbc.imports.service import approvals
from tbc.imports.views.room import position, room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.policy import Permission


@room.get("/approvals")
@guard(Permission.IMPORT_READ)
def round_list() -> Response:
    """All rounds of approval, newest first."""
    rows, older = queries.list_rounds(place("older"))
    return page(
        "imports/rounds.html",
        rounds=rows,
        progress=queries.progress_of_rounds(rows),
        outcomes=outcomes,
        older=url_for("imports.round_list", older=older) if older else None,
        newest=url_for("imports.round_list") if "older" in request.args else None,
        size=BATCHES,
    )


@room.get("/approvals/new")
@guard(Permission.IMPORT_RUN)
def new_round() -> Response:
    """What would be filed, and the question to whom the numbers go."""
    usual = {"recipient": "one", "reason": str(_("元の様式にない項目のため"))}
    return _confirm(forms.RoundOfApproval(data=usual), request.args)


@room.post("/approvals")
@guard(Permission.IMPORT_RUN)
def begin_round() -> AnyResponse:
    """Have them filed; what has changed since the question was asked is asked again."""
    form = forms.RoundOfApproval(request.form)
    wanted = _chosen(request.form)
    if not form.validate():
        return _confirm(form, request.form, status=422)
    if str(sum(queries.count_by_form(wanted).values())) != form.expected.data:
        form.form_errors = [_("対象のファイルが変わりました。件数を確かめて、もう一度承認してください。")]
        return _confirm(form, request.form, status=422)
    begun = approvals.begin(
        actor(),
        wanted,
        recipient=form.recipient.data,
        number_to=form.number_to.data or "",
        reason=form.reason.data or "",
    )
    return go(url_for("imports.approval_round", round_id=begun.id))


@room.get("/approvals/<uuid:round_id>")
@guard(Permission.IMPORT_READ, load=queries.find_round)
def approval_round(found: ApprovalRound) -> Response:
    """How far it has come, and what has become of each workbook; the part is asked for every two seconds."""
    outcome = request.args.get("outcome", "")
    outcome = outcome if outcome in outcomes.ROUND_FILES else ""
    after, before = (request.args.get(name, type=position) for name in ("after", "before"))
    files = queries.list_round_files(found.id, outcome, after or 0, before)
    kept: dict[str, Any] = {"round_id": found.id, "outcome": outcome or None}
    return page(
        "imports/round.html",
        part="imports/_round.html",
        grouped=grouped,
        round=found,
        progress=queries.progress_of_rounds([found])[found.id],
        outcomes=outcomes,
        files=files,
        outcome=outcome,
        previous=url_for("imports.approval_round", **kept, before=files.previous) if files.previous else None,
        next=url_for("imports.approval_round", **kept, after=files.next) if files.next else None,
        size=PAGE,
        here=url_for("imports.approval_round", **kept, after=after, before=before),
    )


@room.post("/approvals/<uuid:round_id>/cancellation")
@guard(Permission.IMPORT_RUN, load=queries.lock_round)
def cancel_round(found: ApprovalRound) -> AnyResponse:
    """Stop after the present workbook; what was filed stays filed."""
    try:
        approvals.cancel(actor(), found)
    except approvals.RoundStateChanged:
        return _too_late(found)
    say(_("一括承認を止めました。申請になったものは、そのままです。"))
    return go(url_for("imports.approval_round", round_id=found.id))


@room.post("/approvals/<uuid:round_id>/resumption")
@guard(Permission.IMPORT_RUN, load=queries.lock_round)
def resume_round(found: ApprovalRound) -> AnyResponse:
    """Go on where it was stopped."""
    try:
        approvals.resume(actor(), found)
    except approvals.RoundStateChanged:
        return _too_late(found)
    say(_("一括承認の続きを始めました。"))
    return go(url_for("imports.approval_round", round_id=found.id))


def grouped(number: str) -> str:
    """A reception number as it is shown (NUM-2)."""
    return " ".join(numbers.groups(number))


def _chosen(given: MultiDict[str, str]) -> Wanted:
    return Filters(given).clean(given.getlist("workbook"))


def _confirm(form: forms.RoundOfApproval, given: MultiDict[str, str], status: int = 200) -> Response:
    """The page that asks; the choice goes along in hidden fields."""
    counts = queries.count_by_form(_chosen(given))
    total = sum(counts.values())
    form.expected.data = str(total)
    filters = Filters(given)
    ticked = given.getlist("workbook")
    return page(
        "imports/approve_many.html",
        status=status,
        form=form,
        counts=counts,
        total=total,
        ticked=ticked,
        filters=filters.given(),
        left_out=len(set(ticked)) - total if ticked else 0,
        outcomes=outcomes,
    )


def _too_late(found: ApprovalRound) -> AnyResponse:
    say(_("この一括承認は、いま「%(state)s」です。", state=str(outcomes.ROUNDS[found.state])), "warn")
    return go(url_for("imports.approval_round", round_id=found.id))
