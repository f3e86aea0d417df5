"""Passwords: whether one is good enough, the mailed reset, the change (ACC-3, ACC-4)."""

from __future__ import annotations

from tbc.accounts import elsewhere, limits, links, lookups, passwords, proofs, queries, sessions
from tbc.accounts.models import Proof, User
from tbc.accounts.rules.addresses import Reason
from tbc.accounts.rules.passwords import Weakness
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.mail.service import post
from tbc.policy import Actor


class PasswordRefused(Exception):
    """The password is not good enough."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness.value)
        self.weakness = weakness


class AddressUnfit(Exception):
    """What was typed is no e-mail address."""


class WrongPassword(Exception):
    """The password given is not the account's."""


def check(password: str, *own: str) -> None:
    """Refuse a weak password; `own` is what is known of its person.

    Raises:
        PasswordRefused: with what is wrong.
    """
    weakness = passwords.fault(password, own)
    if weakness:
        raise PasswordRefused(weakness)


def request_reset(actor: Actor, email: str, language: str) -> None:
    """Mail a link that sets a new password; an unknown address is told that it has no account, and whoever comes in
    from a partner portal alone is told so: no password is set for them by mail (PRT-2).

    All ways do the same work and answer alike (ACC-4).

    Raises:
        AddressUnfit: this is no address.
        TooManyTries: the address or the client asked too often.
    """
    address = lookups.read_address(email)
    if isinstance(address, Reason):
        raise AddressUnfit
    limits.knock("reset-password", address.stored, actor.address)
    user = queries.find_user_by_email(address.stored)
    if user and user.disabled_at:
        user = None
    who = user.id if user else None
    token = proofs.make("reset-password", who, user.email if user else address.stored, links.RESETS_PASSWORD)
    portals = elsewhere.portals_of(who or new_id())
    is_elsewhere = user is not None and user.password_hash is None and bool(portals)
    post(
        "reset-at-portal" if is_elsewhere else "reset-requested" if user else "reset-unknown",
        to=user.email if user else address.stored,
        language=user.language if user else language,
        about=who,
        name=user.name if user else "",
        token=token if user and not is_elsewhere else "",
        portals=portals,
    )
    record("reset-requested", actor, "user", who)


def invite(user: User) -> str:
    """Mail a new member of staff a link that sets their first password; returns its token."""
    token = proofs.make("set-password", user.id, user.email, links.SETS_FIRST_PASSWORD)
    post("staff-created", to=user.email, language=user.language, about=user.id, name=user.name, token=token)
    return token


def set_by_link(actor: Actor, proof: Proof, password: str) -> User:
    """Set the password with a mailed link, which also proves the address; every session ends.

    Raises:
        LinkSpent: somebody was faster.
        PasswordRefused: see `check`.
    """
    assert proof.user_id is not None
    user = queries.get_user(proof.user_id)
    check(password, user.email, user.name, user.company)
    proofs.use_up(proof)
    user.proven_at = user.proven_at or now()
    _set(actor, user, password)
    sessions.end_all(user.id)
    return user


def change(actor: Actor, current: str, password: str) -> None:
    """Change the actor's own password; every other session ends, this one goes on.

    Raises:
        WrongPassword, TooManyTries: the current password is wrong (too often).
        PasswordRefused: see `check`.
    """
    user = confirm(actor, current)
    check(password, user.email, user.name, user.company)
    _set(actor, user, password)
    sessions.end_all(user.id, but=actor.session_id)


def confirm(actor: Actor, password: str) -> User:
    """Make sure that it is the person themself who is at the keyboard, before a sensitive act.

    Raises:
        WrongPassword, TooManyTries: the password is wrong (too often).
    """
    user = queries.get_own(actor)
    limits.knock("sign-in", user.email, actor.address)
    if not passwords.verify(user.password_hash, password):
        record("sign-in-failed", actor, "user", user.id, at="confirmation")
        raise WrongPassword
    limits.welcome("sign-in", user.email, actor.address)
    return user


def _set(actor: Actor, user: User, password: str) -> None:
    user.password_hash = passwords.hash_password(password)
    user.password_changed_at = now()
    # Links mailed before are void: whoever reads an old mail must not undo the change.
    proofs.void(user.id, "reset-password", "set-password", "change-email")
    session.flush()
    limits.reopen("sign-in", user.email)
    post("password-changed", to=user.email, language=user.language, about=user.id, name=user.name, at=now())
    record("password-changed", actor, "user", user.id)
