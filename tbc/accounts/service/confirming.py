"""Step-up: before a sensitive act its person shows again that it is them (ACC-3)."""

from __future__ import annotations

from tbc.accounts import queries, sessions
from tbc.accounts.service import password, showing
from tbc.audit.service import record
from tbc.policy import Actor


def confirm(actor: Actor, given: str, shown: showing.Shown) -> None:
    """The actor shows their password (`given`), or a second factor; it counts for some minutes.

    Raises:
        WrongPassword, WrongFactor: they do not.
        TooManyTries: they did not too often.
    """
    assert actor.session_id is not None
    if given:
        password.confirm(actor, given)
        factor = None
    else:
        factor = showing.show(actor, queries.get_own(actor), shown, actor.session_id)
    sessions.confirm(actor.session_id, factor)
    record("confirmed", actor, "user", actor.user_id, by=factor or "password")
