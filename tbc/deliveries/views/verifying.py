"""The page behind a certificate's QR code: what the certificate says now, for whoever holds it (DLV-4)."""

from __future__ import annotations

from flask import Response, request

from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.deliveries.certificate import certificate_of, find_by_token, has_ended
from tbc.deliveries.views.room import room
from tbc.kit import throttle
from tbc.kit.clock import now
from tbc.kit.db import keep_changes
from tbc.kit.guard import public
from tbc.kit.page import page
from tbc.kit.throttle import Limit

DOOR = "verify"
# Who tries tokens finds none, but keeps the portal busy.
UNKNOWN = Limit(f"{DOOR}-client", 20, 15)


@room.get("/verify/<token>")
@public
def verify(token: str) -> Response:
    """Whose certificate it is, for what, and whether it holds; an unknown token says what to do."""
    client = request.remote_addr or ""
    seconds = throttle.wait(UNKNOWN, client)
    if seconds:
        turn_away(TooManyTries(DOOR, seconds))
    delivery = find_by_token(token)
    if delivery is None:
        throttle.take(UNKNOWN, client)
        keep_changes()
        return page("deliveries/unverified.html", status=404)
    certificate = certificate_of(delivery, now())
    return page("deliveries/verified.html", certificate=certificate, has_ended=has_ended)
