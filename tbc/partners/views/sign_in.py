"""The partners' door: to the portal, and back from it (PRT-1)."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.queries import get_user
from tbc.accounts.views.room import go_on
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, public
from tbc.kit.language import language
from tbc.kit.page import page
from tbc.partners.oidc.portal import Answer, Portal
from tbc.partners.queries.registration import is_to_be_asked
from tbc.partners.rules.claims import has_second_factor, read_told
from tbc.partners.rules.refusals import Refusal, SignOnRefused
from tbc.partners.service.signing_in import Arrival, LinkFirst, arrive, begin_session
from tbc.partners.views import asked as asking
from tbc.partners.views import confirming, linking
from tbc.partners.views.asked import Asked
from tbc.partners.views.names import all_portals, get_portal, name_of
from tbc.partners.views.refusing import EXISTING, note_refusal, refuse, require_open
from tbc.partners.views.room import partners

LONGEST_CODE = 2048
# What portals answer when they cannot at the moment (OAuth 2.0, 4.1.2.1).
_NOT_NOW = frozenset({"server_error", "temporarily_unavailable"})


@partners.get("")
@public
def door() -> Response:
    """By which portal to come in, and the programme for whoever is no partner."""
    onward = request.args.get("next")
    portals = [(name_of(portal), key) for key, portal in all_portals().items()]
    return page("partners/door.html", portals=portals, onward=onward, program=_settings().partner_program_url)


@partners.get("/<key>/sign-in")
@public
def sign_in(key: str) -> AnyResponse:
    """Send the browser to the portal."""
    portal = get_portal(key)
    require_open()
    asked = asking.ask(key, asking.SIGN_IN, request.args.get("next"))
    try:
        return redirect(portal.line.authorization_url(asked.question, anew=False), 303)
    except SignOnRefused as refused:
        return refuse(portal, refused)


@partners.get("/<key>/callback")
@public
def callback(key: str) -> AnyResponse:
    """Where the portal sends the browser back to."""
    portal = get_portal(key)
    require_open()
    try:
        asked = _asked(key)
        answer = portal.line.redeem(asked.question, _code(portal))
        if asked.purpose == asking.CONFIRM:
            return confirming.confirmed(portal, asked, answer)
        return _let_in(portal, asked, answer)
    except SignOnRefused as refused:
        return refuse(portal, refused)


def _asked(key: str) -> Asked:
    """What this browser was sent to the portal with.

    Raises:
        SignOnRefused: it was not, or not lately, or has been back already.
    """
    asked = asking.take(key, request.args.get("state", ""))
    if asked is None:
        raise SignOnRefused(Refusal.STATE)
    return asked


def _code(portal: Portal) -> str:
    """The code with which the portal answers.

    Raises:
        SignOnRefused: it answers with something else, or another one does (RFC 9207).
    """
    issuer, error, code = (request.args.get(name) for name in ("iss", "error", "code"))
    if issuer is None and portal.line.discovered().tells_issuer:
        raise SignOnRefused(Refusal.WRONG_ISSUER, "no iss")
    if issuer is not None and issuer != portal.provider.issuer:
        raise SignOnRefused(Refusal.WRONG_ISSUER, "answer")
    if error == "access_denied":
        raise SignOnRefused(Refusal.CONSENT)
    if error:
        raise SignOnRefused(Refusal.PORTAL_DOWN if error in _NOT_NOW else Refusal.PORTAL_ERROR)
    if not code or len(code) > LONGEST_CODE:
        raise SignOnRefused(Refusal.PORTAL_ERROR, "no code")
    return code


def _let_in(portal: Portal, asked: Asked, answer: Answer) -> AnyResponse:
    """Begin a session for whoever the portal says it is; or have them sign in to the account that is theirs already."""
    provider, claims = portal.provider, answer.claims
    sid = claims.get("sid")
    arrival = Arrival(
        provider=provider,
        subject=claims["sub"],
        told=read_told(claims, provider.claims),
        id_token=answer.id_token,
        sid=sid if isinstance(sid, str) and sid else None,
    )
    who = actor()
    try:
        identity = arrive(who, arrival, language())
    except LinkFirst:
        note_refusal(portal, EXISTING)
        return linking.offer(arrival, asked.onward)
    user = get_user(identity.user_id)
    factor = "provider" if has_second_factor(claims, provider.acr_with_second_factor) else None
    wanted = asked.onward or None
    if is_to_be_asked(identity, user.email):
        wanted = url_for("partners.registration", next=wanted)
    response = go_on(user, wanted, factor=factor, note=lambda token: begin_session(who, identity, arrival, token))
    keep_changes()
    return response


def _settings() -> Any:
    return current_app.config["SETTINGS"]
