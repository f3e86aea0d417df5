"""Asking staff from the delivery site; who asks learns nothing of what the portal knows (DLV-5, DLV-6)."""

from __future__ import annotations

from dataclasses import dataclass

from tbc.accounts.limits import TooManyTries
from tbc.deliveries.queries.candidates import Candidate, find_by_code, find_candidates, the_one
from tbc.kit import throttle
from tbc.kit.throttle import Limit
from tbc.policy import Actor
from tbc.requests.models import Request
from tbc.requests.service import open_request

GENERAL, CHANGE = "inquiry", "delivery-email"
DOOR = "delivery-request"
# Every request sends mail to an address that nobody has proven, and takes a person's time.
PER_CLIENT = Limit(f"{DOOR}-client", 10, 60)
PER_ADDRESS = Limit(f"{DOOR}-address", 5, 60)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody asks for, read: see `tbc.requests.service.open_request`."""

    kind: str
    company: str
    requester: dict[str, str]
    asked: dict[str, str]


def ask(actor: Actor, typed: Typed, language: str) -> Request:
    """Put what was asked into the queue, with the delivery that it seems to be about; staff have the last word.

    Raises:
        TooManyTries: the client, or the address that the receipt goes to, has asked too often within the hour.
    """
    client = throttle.take(PER_CLIENT, actor.address)
    seconds = max(client, throttle.take(PER_ADDRESS, typed.requester["email"].lower()))
    if seconds:
        raise TooManyTries(DOOR, seconds)
    meant = _meant(typed)
    about = (meant.delivery or meant.order) if meant else None
    return open_request(
        typed.kind,
        company=typed.company,
        requester=typed.requester,
        asked=typed.asked,
        language=language,
        user_id=actor.user_id,
        about_type="" if meant is None else "delivery" if meant.delivery else "order",
        about=about.id if about else None,
        actor=actor,
    )


def _meant(typed: Typed) -> Candidate | None:
    found = find_by_code(typed.asked["code"]) if typed.kind == GENERAL else find_candidates(typed.asked["number"])
    own = the_one(found, typed.company)
    if own and typed.kind == CHANGE and own.order.delivery_email.lower() != typed.asked["old_email"].lower():
        return None
    return own
