"""Objecting to a reset of one's second factors that somebody else has decided (ACC-3)."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import held, queries
from tbc.accounts.forms.entering import ProveForm
from tbc.accounts.service import factor_resets as service
from tbc.accounts.views.room import private, room, spent
from tbc.kit.guard import actor, guard, public
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.route("/account/keep-factors/<token>", methods=["GET", "POST"])
@public
def keep_factors_by_link(token: str) -> AnyResponse:
    """The page behind the mailed link; opening it alone changes nothing."""
    proof = queries.find_proof(token, service.PURPOSE)
    reset = held.find_open_reset(proof.user_id) if proof and proof.user_id else None
    if proof is None or reset is None:
        return spent("accounts/keep_factors_spent.html")
    if request.method != "POST":
        return private(page("accounts/keep_factors.html", form=ProveForm(), reset=reset))
    service.object_by_link(actor(), proof)
    return _kept("accounts.factors" if actor().user_id == proof.user_id else "accounts.sign_in")


@room.post("/account/keep-factors")
@guard(Permission.ACCOUNT_MANAGE)
def keep_factors() -> AnyResponse:
    """Object while signed in."""
    try:
        service.object_to(actor(), queries.get_own(actor()))
    except service.NothingToReset:
        return go(url_for("accounts.factors"))
    return _kept("accounts.factors")


def _kept(endpoint: str) -> AnyResponse:
    say(gettext("二段階認証のリセットを取り消しました。これまでどおりお使いいただけます。"))
    return go(url_for(endpoint))
