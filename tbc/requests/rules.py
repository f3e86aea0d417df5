"""How long a request may wait, and how each kind of it can end: pure (DLV-5, DLV-6, LIC-2, CON-2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

# Staff decide by the end of this business day after the request.
DUE_AFTER = 3
LONGEST_DECISION = 1000

# What a kind can come to, the one that grants it first. A bounce is answered when nobody can be reached any more.
OUTCOMES: dict[str, tuple[str, ...]] = {
    "resend": ("approved", "refused"),
    "inquiry": ("answered",),
    "delivery-email": ("approved", "refused"),
    "contact-change": ("approved", "refused", "withdrawn"),
    "claim": ("approved", "refused", "withdrawn"),
    "bounce": ("approved", "answered"),
    # A license that is paid for, but was not extended by itself.
    "renewal": ("approved", "answered", "withdrawn"),
}
# These were asked by no person, and whoever withdraws knows it.
SILENT_KINDS = frozenset({"bounce", "renewal"})
SILENT_STATES = frozenset({"withdrawn"})
# The requester is told the reason of these in staff's own words.
EXPLAINED = frozenset({"refused", "answered"})


def is_overdue(due_on: date, today: date) -> bool:
    """Whether an open request should have been decided on a day before `today`."""
    return due_on < today


def is_possible(kind: str, state: str) -> bool:
    """Whether a request of this kind can end so."""
    return state in OUTCOMES.get(kind, ())


def tells_requester(kind: str, state: str) -> bool:
    """Whether somebody waits for the news that a request of this kind ended so."""
    return kind not in SILENT_KINDS and state not in SILENT_STATES


def reference_of(request_id: UUID) -> str:
    """What people call a request by: the last eight signs of its id, which are random."""
    return request_id.hex[-8:].upper()
