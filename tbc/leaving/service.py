"""Closing an account: each room below ends what it holds of the person, in one transaction (ACC-6)."""

from __future__ import annotations

from tbc.accounts.elsewhere import only_elsewhere
from tbc.accounts.queries import get_own
from tbc.accounts.service import closing, password
from tbc.applications.service.departing import leave_nothing_open
from tbc.audit.service import record
from tbc.kit.guard import is_recent
from tbc.organizations.service.departing import OwnsAlone, leave_everything
from tbc.partners.service.linking import forget_identities
from tbc.policy import Actor

__all__ = ["NotConfirmed", "OwnsAlone", "close", "note_export"]


class NotConfirmed(Exception):
    """The person has no password, and has not shown at their partner portal lately that it is them."""


def close(actor: Actor, given: str) -> None:
    """Close the account of `actor`, who gives the password once more, or was at their partner portal just now.

    Raises:
        WrongPassword, TooManyTries: see `password.confirm`.
        NotConfirmed: see there.
        OwnsAlone: an organization has no other owner; nothing was changed.
    """
    user = get_own(actor)
    if not only_elsewhere(user):
        password.confirm(actor, given)
    elif not is_recent(actor):
        raise NotConfirmed
    leave_everything(actor, user)
    leave_nothing_open(actor, user)
    forget_identities(user)
    closing.close(actor, user)


def note_export(actor: Actor) -> None:
    """Note that `actor` has taken their data along."""
    record("data-exported", actor, "user", actor.user_id)
