"""Closing an account: each room below ends what it holds of the person, in one transaction (ACC-6)."""

from __future__ import annotations

from tbc.accounts.service import closing, password
from tbc.applications.service.departing import leave_nothing_open
from tbc.audit.service import record
from tbc.organizations.service.departing import OwnsAlone, leave_everything
from tbc.policy import Actor

__all__ = ["OwnsAlone", "close", "note_export"]


def close(actor: Actor, given: str) -> None:
    """Close the account of `actor`, who gives the password once more.

    Raises:
        WrongPassword, TooManyTries: see `password.confirm`.
        OwnsAlone: an organization has no other owner; nothing was changed.
    """
    user = password.confirm(actor, given)
    leave_everything(actor, user)
    leave_nothing_open(actor, user)
    closing.close(actor, user)


def note_export(actor: Actor) -> None:
    """Note that `actor` has taken their data along."""
    record("data-exported", actor, "user", actor.user_id)
