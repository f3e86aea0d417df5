"""The second stage of signing in: a code, a passkey, or a recovery code (ACC-3)."""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import held, limits, passkeys, queries, waiting
from tbc.accounts.current import token_of
from tbc.accounts.forms.factors import SecondFactorForm
from tbc.accounts.models import SignedIn
from tbc.accounts.service import showing
from tbc.accounts.views.room import let_in, private, room, turn_away
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, public
from tbc.kit.page import go, page, say


@room.route("/sign-in/second-factor", methods=["GET", "POST"])
@public
def second_factor() -> AnyResponse:
    """Show a second factor; whoever has not shown a password in this browser lately begins with that."""
    waited = stage("factor")
    if waited is None:
        return begin_anew()
    form, user = SecondFactorForm(), queries.get_user(waited.user_id)
    has = held.factors_of(user.id)
    if request.method != "POST":
        form.process(request.args)
        return private(page("accounts/second_factor.html", form=form, has=has))
    try:
        factor = showing.show(actor(), user, form.shown(), waited.id)
    except limits.TooManyTries as refused:
        turn_away(refused)
    except showing.WrongFactor:
        keep_changes()
        form.refuse()
        return page("accounts/second_factor.html", status=422, form=form, has=has)
    return let_in(user, form.next.data, factor=factor, waited=waited)


@room.post("/sign-in/second-factor/challenge")
@public
def second_factor_challenge() -> Response:
    """What a passkey is to sign, for the page's script."""
    waited = stage("factor")
    if waited is None:
        abort(404)
    challenge = waiting.new_challenge(waited.id)
    return as_json(passkeys.ask_for_sign(challenge, held.list_passkeys(waited.user_id)))


def stage(awaiting: str) -> SignedIn | None:
    """The browser's session that waits for `awaiting`."""
    token = token_of(request)
    return waiting.find(token, awaiting) if token else None


def begin_anew() -> AnyResponse:
    """The password was shown too long ago, or not at all."""
    if actor().is_anonymous:
        say(gettext("時間がたったため、はじめからサインインしてください。"), "info")
    return go(url_for("accounts.sign_in"))


def as_json(text: str) -> Response:
    """JSON that is made already."""
    return Response(text, mimetype="application/json")
