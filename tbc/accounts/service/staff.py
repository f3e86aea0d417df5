"""Accounts of staff: made by a command, never by signing up."""

from __future__ import annotations

from tbc.accounts import lookups, queries, sessions
from tbc.accounts.models import User
from tbc.accounts.rules.addresses import Reason
from tbc.accounts.service import password
from tbc.accounts.service.addresses import AddressRefused
from tbc.accounts.service.sign_up import AddressTaken
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor


def create_staff(actor: Actor, email: str, name: str, role: str, language: str = "ja") -> tuple[User, str]:
    """Make the account of a member of staff (`operator`, `administrator`, `auditor`), and mail the link that sets its
    password; returns the person and the link's token.

    Raises:
        AddressRefused: the address is malformed.
        AddressTaken: somebody has it.
    """
    address = lookups.read_address(email)
    if isinstance(address, Reason):
        raise AddressRefused(address)
    if queries.find_user_by_email(address.stored):
        raise AddressTaken
    user = User(email=address.stored, name=name, kind="staff", staff_role=role, language=language)
    session.add(user)
    session.flush()
    token = password.invite(user)
    record("staff-created", actor, "user", user.id, role=role)
    return user, token


def disable(actor: Actor, user: User) -> None:
    """Close an account to its person: their sessions end at once, nothing is removed."""
    user.disabled_at = user.disabled_at or now()
    sessions.end_all(user.id)
    session.flush()
    record("user-disabled", actor, "user", user.id)
