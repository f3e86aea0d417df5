"""Showing again that it is oneself, at the portal from which one came (ACC-3)."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import sessions
from tbc.audit.service import record
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.partners.oidc.portal import Answer, Portal
from tbc.partners.queries.identities import find_identity, find_identity_in_use
from tbc.partners.rules.claims import has_second_factor
from tbc.partners.rules.refusals import Refusal, SignOnRefused
from tbc.partners.views import asked as asking
from tbc.partners.views.asked import Asked
from tbc.partners.views.names import portal_of
from tbc.partners.views.refusing import refuse, require_open
from tbc.partners.views.room import partners
from tbc.policy import Permission


@partners.get("/confirm")
@guard(Permission.ACCOUNT_MANAGE)
def confirm() -> AnyResponse:
    """Send the browser to the portal, which is asked to let its person sign in anew."""
    identity = find_identity_in_use(actor())
    portal = portal_of(identity.issuer) if identity else None
    if portal is None:
        return redirect(url_for("accounts.confirm", next=request.args.get("next")), 303)
    require_open()
    asked = asking.ask(portal.provider.key, asking.CONFIRM, request.args.get("next"))
    try:
        return redirect(portal.line.authorization_url(asked.question, anew=True), 303)
    except SignOnRefused as refused:
        return refuse(portal, refused)


@partners.get("/confirmed")
@guard(Permission.ACCOUNT_MANAGE)
def window_confirmed() -> Response:
    """In the window that was opened for it: back to the other one."""
    return page("partners/confirmed.html")


def confirmed(portal: Portal, asked: Asked, answer: Answer) -> AnyResponse:
    """The portal says who has signed in anew: it has to be the same person, and now.

    Raises:
        SignOnRefused: it is somebody else, or they signed in before they were asked.
    """
    who, claims, provider = actor(), answer.claims, portal.provider
    identity = find_identity(provider.issuer, claims["sub"])
    if identity is None or who.session_id is None or identity.user_id != who.user_id:
        raise SignOnRefused(Refusal.OTHER_PERSON)
    shown_at = claims.get("auth_time")
    if not isinstance(shown_at, int) or isinstance(shown_at, bool) or shown_at < asked.at - provider.clock_skew:
        raise SignOnRefused(Refusal.NOT_RECENT)
    has_factor = has_second_factor(claims, provider.acr_with_second_factor)
    sessions.confirm(who.session_id, "provider" if has_factor else None)
    record("confirmed", who, "user", who.user_id, by="provider")
    keep_changes()
    return redirect(asked.onward or url_for("accounts.profile"), 303)
