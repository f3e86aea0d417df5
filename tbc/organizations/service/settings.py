"""What owners set: the name, how people come in, whether a second factor is asked for (ORG-3, ACC-3)."""

from __future__ import annotations

from dataclasses import dataclass

from tbc.accounts import sessions
from tbc.kit.db import session
from tbc.organizations.models import Organization
from tbc.organizations.queries.factors import people_of
from tbc.organizations.service.notices import note, tell_members
from tbc.policy import Actor

FACTOR = "organization-factor-changed"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is typed. `joining` is `ask` or `domain`."""

    name: str
    joining: str
    needs_second_factor: bool


def change_settings(actor: Actor, organization: Organization, wanted: Settings) -> None:
    """Keep what is typed; whoever is in hears of a change to what signing in takes."""
    changed = [field for field in Settings.__slots__ if getattr(organization, field) != getattr(wanted, field)]
    if not changed:
        return
    for field in changed:
        setattr(organization, field, getattr(wanted, field))
    session.flush()
    note("organization-changed", actor, organization, fields=changed)
    if "needs_second_factor" in changed:
        note(FACTOR, actor, organization, needed=wanted.needs_second_factor)
        tell_members(FACTOR, organization)
    if wanted.needs_second_factor and "needs_second_factor" in changed:
        # Whoever came in with the password alone signs in anew, and adds a factor then.
        sessions.end_without_factor(people_of(organization))
