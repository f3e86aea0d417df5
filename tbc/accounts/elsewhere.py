"""Signing in elsewhere: what the room of partner portals, which stands above, tells the pages of an account (PRT-2)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tbc.accounts.models import User
from tbc.policy import Actor

Portals = Callable[[UUID], list[str]]
Farewell = Callable[[UUID], str | None]
Waits = Callable[[Actor], bool]

# In the browser's state, and kept there when somebody signs in: which portal's account waits for being linked.
LINK = "partner-link"


class _Elsewhere:
    portals: Portals = staticmethod(lambda _user_id: [])
    farewell: Farewell = staticmethod(lambda _session_id: None)
    waits: Waits = staticmethod(lambda _actor: False)


def tell_by(portals: Portals, farewell: Farewell, waits: Waits) -> None:
    """Ask these from now on; see `portals_of`, `farewell` and `waits_for_registration`."""
    _Elsewhere.portals = staticmethod(portals)
    _Elsewhere.farewell = staticmethod(farewell)
    _Elsewhere.waits = staticmethod(waits)


def portals_of(user_id: UUID) -> list[str]:
    """The names of the portals at which the person can sign in, and can show again that it is them."""
    return _Elsewhere.portals(user_id)


def only_elsewhere(user: User) -> list[str]:
    """The portals of somebody who has no password here and comes in by those alone; nothing for everybody else."""
    return [] if user.password_hash else portals_of(user.id)


def farewell(session_id: UUID) -> str | None:
    """Where to go after signing out of a session that began at a portal, where one is signed in still; else None."""
    return _Elsewhere.farewell(session_id)


def waits_for_registration(actor: Actor) -> bool:
    """Whether what a portal said of the actor's company waits for their word (PRT-3)."""
    return _Elsewhere.waits(actor)
