"""The steps of the form: draw one, keep what was typed, act on its buttons, lead to the next (APP-3, APP-4)."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import checking
from tbc.applications.forms.steps import typed_on
from tbc.applications.record import STEPS
from tbc.applications.service import drafts
from tbc.applications.views import acts, drawing, offered, supplements
from tbc.applications.views.room import StepOfDraft, find_step, lock_step, room
from tbc.kit.clock import now
from tbc.kit.db import keep_changes
from tbc.kit.formats import clock_time
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, say
from tbc.policy import Permission

ADDRESS = (
    "/applications/<uuid:application_id>/"
    "<any('products', 'end-user', 'support-contact', 'renewal-contact', 'delivery', 'dealers', 'extras'):path>"
)


@room.get(ADDRESS)
@guard(Permission.APPLICATION_EDIT, load=find_step)
def step(here: StepOfDraft) -> AnyResponse:
    """One step, with what was saved; errors show once the reader had said that the step is finished."""
    if not here.application.is_draft:
        return redirect(url_for("applications.filed", application_id=here.application.id), 303)
    return drawing.draw(here)


@room.post(ADDRESS)
@guard(Permission.APPLICATION_EDIT, load=lock_step)
def save_step(here: StepOfDraft) -> AnyResponse:
    """Keep the step as it was typed, wrong or not, and do what the pressed button says."""
    act = acts.asked(here)
    typed = acts.apply_before(here, act, typed_on(here.step, request.form))
    try:
        supplements.take(here, act)
        kept = drafts.keep(here.application, here.step, typed, _version(), tried=act.name == "continue", by=actor())
    except drafts.NoLongerDraft:
        return _already_filed(here, act)
    except drafts.ChangedMeanwhile as conflict:
        return _conflict(here, act, conflict)
    if act.name == "keep":
        text = _("%(time)s に保存しました", time=clock_time(now()))
        return jsonify(text=text, version=kept.version)
    if act.name == "close":
        say(_("下書きを保存しました。申請履歴から続きを入力できます。"))
        return go(url_for("applications.index"))
    if act.name != "continue":
        return redirect(acts.afterwards(here, act), 303)
    if checking.errors(kept.problems):
        keep_changes()
        return drawing.draw(here, kept=kept, status=422)
    offered.register(here)
    return go(_next(here))


def _next(here: StepOfDraft) -> str:
    """The step after this one, or back to the check page when the reader came from there."""
    at = STEPS.index(here.step)
    if request.args.get("back") == "check" or at + 1 == len(STEPS):
        return url_for("applications.check", application_id=here.application.id)
    return url_for("applications.step", application_id=here.application.id, path=STEPS[at + 1].path)


def _version() -> int | None:
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


def _already_filed(here: StepOfDraft, act: acts.Act) -> AnyResponse:
    text = _("この申請は、もう提出されています。")
    if act.name == "keep":
        return _refusal(text)
    say(text, "info")
    return go(url_for("applications.filed", application_id=here.application.id))


def _conflict(here: StepOfDraft, act: acts.Act, conflict: drafts.ChangedMeanwhile) -> AnyResponse:
    if act.name == "keep":
        who = drawing.colleague(conflict.entry)
        if who:
            return _refusal(
                _("%(name)sさんが保存した内容と違います。保存するときに、どちらを残すか選べます。", name=who)
            )
        return _refusal(_("別の画面で保存された内容と違います。保存するときに、どちらを残すか選べます。"))
    return drawing.draw_conflict(here, typed_on(here.step, request.form), conflict)


def _refusal(text: str) -> Response:
    answer = jsonify(text=text)
    answer.status_code = 409
    return answer
