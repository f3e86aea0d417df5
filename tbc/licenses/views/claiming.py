"""Claiming a license by its id and a code of it (LIC-2)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.applications.queries import Reach, reach_of
from tbc.kit.guard import actor, guard
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.licenses.forms.claiming import ClaimForm
from tbc.licenses.models import License
from tbc.licenses.service import claiming
from tbc.licenses.views.room import room
from tbc.policy import Permission


@room.get("/contracts/claim")
@guard(Permission.LICENSE_CLAIM)
def claim() -> Response:
    """The form."""
    return _page(ClaimForm(), reach_of(actor()))


@room.post("/contracts/claim")
@guard(Permission.LICENSE_CLAIM)
def claim_now() -> AnyResponse:
    """Have it at once, or let staff decide: the answer tells a stranger nothing."""
    form, reach = ClaimForm(request.form), reach_of(actor())
    given = form.read()
    if given is None:
        return _page(form, reach, 422)
    try:
        outcome = claiming.claim(actor(), reach, *given, form.into(), language())
    except TooManyTries as refused:
        turn_away(refused)
    except claiming.TargetNotAvailable:
        form.account.errors = [_("引き取り先を選び直してください。管理者になっている会社アカウントを選べます。")]
        return _page(form, reach, 422)
    if isinstance(outcome, License):
        say(_("ライセンスを引き取りました。"))
        return go(url_for("licenses.record", license_id=outcome.id))
    return go(url_for("licenses.claimed"))


@room.get("/contracts/claim/received")
@guard(Permission.LICENSE_CLAIM)
def claimed() -> Response:
    """That staff look into it."""
    return page("licenses/claimed.html")


def _page(form: ClaimForm, reach: Reach, status: int = 200) -> Response:
    form.offer(reach)
    return page("licenses/claim.html", status=status, form=form)
