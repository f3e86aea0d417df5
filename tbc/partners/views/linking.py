"""Linking a portal's account with the one that is here already: its person signs in here first (PRT-2)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.elsewhere import LINK
from tbc.kit.clock import now
from tbc.kit.guard import actor, guard, public
from tbc.kit.page import go, page, say
from tbc.partners.rules.claims import Told
from tbc.partners.rules.refusals import SignOnRefused
from tbc.partners.service.linking import link as link_accounts
from tbc.partners.service.signing_in import Arrival
from tbc.partners.views.asked import LASTS
from tbc.partners.views.names import all_portals, name_of
from tbc.partners.views.refusing import refuse
from tbc.partners.views.room import partners
from tbc.policy import Permission


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who came from a portal in this browser, and waits for being linked. Everything else the portal tells again."""

    provider: str
    subject: str
    name: str
    email: str
    onward: str
    until: int

    @property
    def told(self) -> Told:
        return Told(name=self.name, email=self.email, email_verified=True)


def offer(arrival: Arrival, onward: str) -> AnyResponse:
    """Note in the browser's own state who came, for some minutes, and say what comes first."""
    told, until = arrival.told, int((now() + LASTS).timestamp())
    session[LINK] = [arrival.provider.key, arrival.subject, told.name, told.email, onward, until]
    return redirect(url_for("partners.link"), 303)


@partners.get("/link")
@public
def link() -> AnyResponse:
    """Sign in to the account that is here; then the question whether the two are to be linked."""
    waiting = _waiting()
    if waiting is None:
        return redirect(url_for("partners.door"), 303)
    return _page(waiting)


@partners.post("/link")
@guard(Permission.ACCOUNT_MANAGE, recent=True)
def link_now() -> AnyResponse:
    """Link the two, and come in from the portal once more."""
    waiting = _waiting()
    if waiting is None:
        say(gettext("時間がたったため、パートナーポータルからサインインし直してください。"), "warn")
        return go(url_for("partners.door"))
    portal = all_portals()[waiting.provider]
    try:
        link_accounts(actor(), portal.provider, waiting.subject, waiting.told)
    except SignOnRefused as refused:
        return refuse(portal, refused)
    session.pop(LINK)
    say(gettext("パートナーポータルのアカウントとつなぎました。次からはパートナーポータルからもサインインできます。"))
    return go(url_for("partners.sign_in", key=waiting.provider, next=waiting.onward or None))


def _waiting() -> Waiting | None:
    held = session.get(LINK)
    if not held:
        return None
    waiting = Waiting(*held)
    is_open = waiting.until > now().timestamp() and waiting.provider in all_portals()
    return waiting if is_open else None


def _page(waiting: Waiting) -> Response:
    portal = all_portals()[waiting.provider]
    is_own = actor().email.lower() == waiting.email.lower()
    return page("partners/link.html", waiting=waiting, portal=name_of(portal), is_own=is_own)
