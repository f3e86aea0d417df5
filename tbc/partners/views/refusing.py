"""The pages for who is not let in from a partner portal: what happened, and what helps."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from tbc.accounts.forms import sentences
from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.audit.service import record
from tbc.kit.db import keep_changes, session
from tbc.kit.guard import actor
from tbc.kit.page import page
from tbc.partners import limits
from tbc.partners.oidc.portal import Portal
from tbc.partners.rules.refusals import Refusal, SignOnRefused
from tbc.partners.service.signing_in import AddressUnfit
from tbc.partners.views.names import name_of

STATUSES = {
    Refusal.STATE: 400,
    Refusal.TOKEN: 502,
    Refusal.WRONG_ISSUER: 502,
    Refusal.MISCONFIGURED: 502,
    Refusal.PORTAL_ERROR: 502,
    Refusal.PORTAL_DOWN: 503,
}
EXISTING = "existing-account"


def require_open() -> None:
    """Answer 429 to a client that was refused too often."""
    try:
        limits.require_open(actor().address)
    except TooManyTries as refused:
        turn_away(refused)


def note_refusal(portal: Portal, reason: str, detail: str = "") -> None:
    """Undo what was begun, and write down and count that somebody was refused; of what was sent nothing is kept."""
    session.rollback()
    more: dict[str, Any] = {"detail": detail} if detail else {}
    record("partner-sign-in-refused", actor(), "partner-portal", provider=portal.provider.key, reason=reason, **more)
    limits.count_refusal(actor().address)
    keep_changes()


def refuse(portal: Portal, refused: SignOnRefused) -> Response:
    """The page of this refusal."""
    note_refusal(portal, refused.refusal.value, refused.detail)
    answer = page(
        "partners/refused.html",
        status=STATUSES.get(refused.refusal, 403),
        portal=name_of(portal),
        reason=refused.refusal.value,
        again=portal.provider.key,
        address=_why_not(refused),
        here=request.path,
    )
    if refused.refusal is Refusal.PORTAL_DOWN:
        answer.headers["Retry-After"] = "60"
    return answer


def _why_not(refused: SignOnRefused) -> str:
    """Why an address cannot be a login id, in the words of signing up."""
    return sentences.of_address(refused.reason, refused.typed) if isinstance(refused, AddressUnfit) else ""
