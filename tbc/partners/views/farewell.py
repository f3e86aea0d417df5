"""Signing out at the portal too, and being signed out by it (PRT-2)."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, jsonify, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import keep_changes
from tbc.kit.db import session as rows
from tbc.kit.guard import actor, public
from tbc.kit.page import page
from tbc.kit.security import csrf
from tbc.partners import limits
from tbc.partners.oidc.portal import Portal
from tbc.partners.queries.identities import find_beginning
from tbc.partners.rules.refusals import SignOnRefused
from tbc.partners.service.logout import end_by_portal, take_id_token
from tbc.partners.views.asked import LASTS
from tbc.partners.views.names import all_portals, get_portal, name_of, portal_of
from tbc.partners.views.refusing import refuse
from tbc.partners.views.room import partners

_KEY = "partner-farewell"


def farewell(session_id: UUID) -> str | None:
    """Where to go after signing out of a session that began at a portal: the way to sign out there, too."""
    began = find_beginning(session_id)
    portal = portal_of(began[1].issuer) if began else None
    if began is None or portal is None:
        return None
    session[_KEY] = [portal.provider.key, str(began[0].session_id), int((now() + LASTS).timestamp())]
    return url_for("partners.left")


@partners.get("/left")
@public
def left() -> AnyResponse:
    """Signed out here; at the portal one is signed in still."""
    held = _held()
    if held is None:
        return redirect(url_for("partners.door"), 303)
    portal, _session_id = held
    return page("partners/left.html", portal=name_of(portal), key=portal.provider.key)


@partners.get("/<key>/sign-out")
@public
def sign_out(key: str) -> AnyResponse:
    """Send the browser to the portal to sign out there. A form may not lead to another site, so this is a link."""
    portal, held = get_portal(key), _held()
    session.pop(_KEY, None)
    if held is None or held[0] is not portal:
        return redirect(url_for("partners.signed_out", key=key), 303)
    try:
        there = portal.line.discovered().end_session
    except SignOnRefused as refused:
        return refuse(portal, refused)
    token = take_id_token(held[1]) if there else None
    keep_changes()
    if token is None:
        return redirect(url_for("partners.signed_out", key=key), 303)
    asked = {
        "id_token_hint": token,
        "client_id": portal.provider.client_id,
        "post_logout_redirect_uri": portal.signed_out_uri,
        "state": secrets.token_urlsafe(16),
    }
    query = urlencode(asked)
    return redirect(f"{there}{'&' if '?' in there else '?'}{query}", 303)


@partners.get("/<key>/signed-out")
@public
def signed_out(key: str) -> Response:
    """Back from the portal. The page says the same to everybody: it does nothing and knows nobody."""
    portal = get_portal(key)
    return page("partners/signed_out.html", portal=name_of(portal))


@partners.post("/<key>/backchannel-logout")
@partners.post("/<key>/back-channel-logout")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF ships no types
@public
def back_channel_logout(key: str) -> AnyResponse:
    """The portal says, from server to server, that a session of its own has ended; its signature is what counts."""
    portal = get_portal(key)
    client = actor().address
    try:
        limits.require_open(client, limits.LOGOUTS_REFUSED)
    except TooManyTries as refused:
        turn_away(refused)
    try:
        _end(portal)
    except SignOnRefused as refused:
        rows.rollback()
        limits.count_refusal(client, limits.LOGOUTS_REFUSED)
        why = refused.detail or refused.refusal.value
        record("partner-logout-refused", actor(), "partner-portal", provider=key, reason=why)
        keep_changes()
        answer = jsonify(error="invalid_request")
        answer.status_code = 400
        return answer
    return Response(status=200, mimetype="text/plain")


def _end(portal: Portal) -> None:
    token = request.form.get("logout_token")
    end_by_portal(actor(), portal.provider, portal.line.read_logout_token(token))


def _held() -> tuple[Portal, UUID] | None:
    """The portal and the session that this browser signed out of just now."""
    held = session.get(_KEY)
    if not held or held[2] < now().timestamp() or held[0] not in all_portals():
        return None
    return all_portals()[held[0]], UUID(held[1])
