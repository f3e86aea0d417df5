"""Beginning an application: which kind, which class, which way of filing."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications.forms.account import OFFERED
from tbc.applications.forms.start import Start
from tbc.applications.queries import Reach, reach_of
from tbc.applications.service import drafts
from tbc.applications.service.belonging import AccountNotAvailable
from tbc.applications.views import offered
from tbc.applications.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page
from tbc.policy import Permission


@room.get("/applications/new")
@guard(Permission.APPLICATION_START)
def new() -> Response:
    """Nothing is written until the reader has chosen; `?account=` proposes one of their company accounts.

    `?end_user=` names one of the end users that it keeps, whose fields are then filled in.
    """
    form = Start(data={"end_user": request.args.get("end_user", "")})
    return _ask(form, reach_of(actor()), wanted=request.args.get("account", ""))


@room.post("/applications/new")
@guard(Permission.APPLICATION_START)
def begin() -> AnyResponse:
    """Begin a draft and go to its first step."""
    form, reach = Start(request.form), reach_of(actor())
    if request.form.get("act") == "search":
        return _ask(form, reach)
    if not form.is_answered(reach):
        return _ask(form, reach, status=422)
    try:
        draft = drafts.start(actor(), form.kind.data, form.contract_class.data, form.account_id())
    except AccountNotAvailable:
        form.company_account.errors = [
            _("この会社アカウントは使えなくなりました。別の会社アカウントか簡易申請を選んでください。")
        ]
        return _ask(form, reach, status=422)
    offered.take_along(draft, form.end_user.data or "")
    return go(url_for("applications.step", application_id=draft.id, path="products"))


def _ask(form: Start, reach: Reach, wanted: str = "", status: int = 200) -> Response:
    form.offer(reach, wanted)
    many = len(reach.accounts) > OFFERED
    end_user = offered.find(form.end_user.data or "")
    has_accounts = bool(reach.accounts)
    return page(
        "applications/new.html", form=form, has_accounts=has_accounts, many=many, end_user=end_user, status=status
    )
