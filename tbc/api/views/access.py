"""The staff's page of tokens: who may call the API, until when, and taking that back."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.api import queries
from tbc.api.forms import SCOPE_WORDS, TokenForm
from tbc.api.models import ApiToken
from tbc.api.service import tokens
from tbc.audit.queries import list_about
from tbc.kit.clock import now
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission

room = Blueprint("api_access", __name__, url_prefix="/desk/api-access")


@room.get("")
@guard(Permission.API_ACCESS_READ)
def index() -> Response:
    """All tokens, those in use first."""
    return page("desk/api_access/index.html", tokens=queries.list_tokens(), words=SCOPE_WORDS, now=now())


@room.route("/new", methods=["GET", "POST"])
@guard(Permission.API_ACCESS_MANAGE, recent=True)
def new() -> Response:
    """Give a token out. It stands in the answer itself and nowhere else."""
    form = TokenForm()
    if request.method != "POST" or not form.validate():
        status = 200 if request.method != "POST" else 422
        return page("desk/api_access/new.html", status=status, form=form)
    scopes = form.scopes.data or []
    token, word = tokens.issue(actor(), form.name.data or "", scopes, int(form.days.data or 0))
    return page("desk/api_access/issued.html", token=token, word=word, words=SCOPE_WORDS)


@room.get("/<uuid:token_id>")
@guard(Permission.API_ACCESS_READ, load=queries.find_token)
def token(token: ApiToken) -> Response:
    """One token: what it is good for, and what was done about it."""
    events = list_about("api-token", token.id)
    return page("desk/api_access/token.html", token=token, words=SCOPE_WORDS, now=now(), events=events)


@room.post("/<uuid:token_id>/revocation")
@guard(Permission.API_ACCESS_MANAGE, load=queries.find_token, recent=True)
def revoke(token: ApiToken) -> AnyResponse:
    """Take the token back at once."""
    try:
        tokens.revoke(actor(), token)
    except tokens.AlreadyRevoked:
        say(_("このトークンはもう取り消されています。"), "info")
    else:
        say(_("トークンを取り消しました。このトークンの呼び出しは、もう受け付けません。"))
    return go(url_for("api_access.token", token_id=token.id))
