"""Signing in, in stages: the password, a second factor where there is one, then the session (ACC-3, ACC-4)."""

from __future__ import annotations

from tbc.accounts import demands, held, limits, passwords, queries, sessions, waiting
from tbc.accounts.models import SignedIn, User
from tbc.accounts.service.password import WrongPassword
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail.service import post
from tbc.policy import Actor


def check_password(actor: Actor, email: str, password: str) -> User:
    """The first stage: whose e-mail and password these are.

    An unknown address, a wrong password and a disabled account answer alike after the same work (ACC-4).

    Raises:
        WrongPassword: they are nobody's.
        TooManyTries: the address or the client failed too often; a right password does not help then.
    """
    limits.knock("sign-in", email, actor.address)
    user = queries.find_user_by_email(email)
    right = passwords.verify(user.password_hash if user else None, password)
    if user is None or not right or user.proven_at is None or user.disabled_at:
        record("sign-in-failed", actor, "user", user.id if user else None)
        raise WrongPassword
    limits.welcome("sign-in", email, actor.address)
    if user.password_hash and passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash_password(password)
    return user


def next_stage(user: User) -> str | None:
    """What is missing after the password: `factor` to be shown, `enrolment` of one, or nothing."""
    if held.factors_of(user.id).any:
        return "factor"
    return "enrolment" if demands.must_have_factor(user) else None


def wait(actor: Actor, user: User, awaiting: str, device: str) -> str:
    """The stage between: a session that opens nothing but the page of `awaiting`; returns the browser's token."""
    _end_former(actor)
    return waiting.begin(user, awaiting, actor.address, device)


def begin(actor: Actor, user: User, device: str, *, factor: str | None = None, waited: SignedIn | None = None) -> str:
    """The last stage: begin a session, and return the token for the browser.

    `factor` was shown in the session `waited`, which ends. A session that the browser had before ends too, whoever's
    it was. `device` is told to the person when it is new.
    """
    _end_former(actor)
    if waited is not None:
        sessions.end(user.id, waited.id)
    is_new = not queries.has_used_device(user.id, device) and queries.has_ever_signed_in(user.id)
    token = sessions.begin(user, actor.address, device, factor=factor, continues=waited.id if waited else None)
    if is_new:
        post(
            "device-added",
            to=user.email,
            language=user.language,
            about=user.id,
            name=user.name,
            device=device,
            at=now(),
        )
    session.flush()
    record("signed-in", actor, "user", user.id, device=device, factor=factor)
    return token


def sign_out(actor: Actor) -> None:
    """End the session in use."""
    if actor.user_id and actor.session_id:
        sessions.end(actor.user_id, actor.session_id)
        record("signed-out", actor, "user", actor.user_id)


def end_session(actor: Actor, row: SignedIn) -> None:
    """End one session of the actor's, on whatever device it is."""
    sessions.end(row.user_id, row.id)
    record("session-ended", actor, "user", row.user_id, device=row.device)


def end_other_sessions(actor: Actor) -> None:
    """End every session of the actor's but the one in use."""
    assert actor.user_id is not None
    sessions.end_all(actor.user_id, but=actor.session_id)
    record("sessions-ended", actor, "user", actor.user_id)


def _end_former(actor: Actor) -> None:
    if actor.user_id and actor.session_id:
        sessions.end(actor.user_id, actor.session_id)
