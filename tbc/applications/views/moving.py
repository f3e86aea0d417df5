"""Moving quick filings into a company account: one from its page, several at once, one way (APP-1)."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import queries
from tbc.applications.forms.account import ALL, OFFERED, Move, Moves, offer
from tbc.applications.models import Application
from tbc.applications.queries import QUICK, Filter, Reach, reach_of
from tbc.applications.record import KINDS
from tbc.applications.service import moving
from tbc.applications.service.drafts import NoLongerDraft
from tbc.applications.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import moment, written
from tbc.organizations.queries.accounts import find_account
from tbc.policy import Permission

AT_ONCE = 50


@room.get("/applications/<uuid:application_id>/move")
@guard(Permission.APPLICATION_MOVE, load=queries.find_application)
def move(application: Application) -> AnyResponse:
    """What moving means, before it is done; a draft whose company account is gone can become a quick one here."""
    if application.company_account_id and not application.is_stranded:
        return redirect(url_for("applications.detail", application_id=application.id), 303)
    return _ask_one(application, Move(), reach_of(actor()))


@room.post("/applications/<uuid:application_id>/move")
@guard(Permission.APPLICATION_MOVE, load=queries.lock_application)
def move_now(application: Application) -> AnyResponse:
    """Move it; a second click finds it moved."""
    here = url_for("applications.detail", application_id=application.id)
    if request.form.get("act") == "take-back":
        return _take_back(application)
    if application.company_account_id:
        return go(here)
    form, reach = Move(request.form), reach_of(actor())
    if request.form.get("act") == "search":
        return _ask_one(application, form, reach)
    account = find_account(actor(), form.account_id()) if form.is_answered(reach) else None
    if account is None:
        return _ask_one(application, form, reach, status=422)
    if not moving.move(actor(), [application], account):
        say(_("訂正用の下書きは、訂正元の申請と一緒に移ります。"), "info")
        return go(here)
    say(_("「%(account)s」へ移しました。", account=account.name))
    return go(here)


@room.get("/applications/moves")
@guard(Permission.APPLICATION_LIST)
def moves() -> AnyResponse:
    """The reader's quick filings, to choose from."""
    return _ask_several(Moves(), reach_of(actor()))


@room.post("/applications/moves")
@guard(Permission.APPLICATION_LIST)
def move_several() -> AnyResponse:
    """Move those that are chosen, or all."""
    form, reach = Moves(request.form), reach_of(actor())
    if request.form.get("act") == "search":
        return _ask_several(form, reach)
    account = find_account(actor(), form.account_id()) if form.is_answered(reach) else None
    if account is None:
        return _ask_several(form, reach, status=422)
    movable = moving.list_movable(actor())
    chosen = set(form.application.data or ())
    moved = moving.move(actor(), [a for a in movable if form.scope.data == ALL or str(a.id) in chosen], account)
    say(
        ngettext(
            "%(num)s件を「%(account)s」へ移しました。",
            "%(num)s件を「%(account)s」へ移しました。",
            moved,
            account=account.name,
        )
    )
    return go(url_for("applications.index", account=account.id))


def _take_back(application: Application) -> AnyResponse:
    try:
        moving.take_back(actor(), application)
    except (NoLongerDraft, moving.NotStranded):
        return go(url_for("applications.detail", application_id=application.id))
    say(_("簡易申請の下書きに変えました。続きを入力できます。"))
    return go(url_for("applications.check", application_id=application.id))


def _ask_one(application: Application, form: Move, reach: Reach, status: int = 200) -> Response:
    offer(form.company_account, reach, form.words.data or "")
    many = len(reach.accounts) > OFFERED
    template = "applications/stranded.html" if application.is_stranded else "applications/move.html"
    return page(
        template, application=application, form=form, has_accounts=bool(reach.accounts), many=many, status=status
    )


def _ask_several(form: Moves, reach: Reach, status: int = 200) -> Response:
    offer(form.company_account, reach, form.words.data or "")
    listed = queries.list_history(
        actor(), Filter(account=QUICK), after=moment(request.args, "after"), limit=AT_ONCE, reach=reach
    )
    return page(
        "applications/moves.html",
        form=form,
        listed=listed,
        older=url_for("applications.moves", after=written(listed.older)) if listed.older else None,
        newest=url_for("applications.moves") if listed.newer else None,
        count=moving.count_movable(actor()),
        kinds=KINDS,
        size=AT_ONCE,
        has_accounts=bool(reach.accounts),
        many=len(reach.accounts) > OFFERED,
        status=status,
    )
