"""Accounts of staff, made by a command and never by signing up; and what staff do about anybody's account."""

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


class OwnAccount(Exception):
    """Nobody does this to themself."""


class AccountClosed(Exception):
    """The account was closed by its person."""


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


def disable(actor: Actor, user: User, reason: str = "") -> None:
    """Close an account to its person: their sessions end at once, nothing is removed.

    Raises:
        OwnAccount: nobody shuts themself out.
    """
    if actor.user_id == user.id:
        raise OwnAccount
    user.disabled_at = user.disabled_at or now()
    sessions.end_all(user.id)
    session.flush()
    record("user-disabled", actor, "user", user.id, reason=reason)


def enable(actor: Actor, user: User) -> None:
    """Open a disabled account to its person again.

    Raises:
        AccountClosed: its person has closed it; that is for good.
    """
    if user.closed_at:
        raise AccountClosed
    user.disabled_at = None
    session.flush()
    record("user-enabled", actor, "user", user.id)


def sign_out_everywhere(actor: Actor, user: User) -> None:
    """End all of somebody's sessions."""
    sessions.end_all(user.id)
    record("sessions-ended", actor, "user", user.id)
