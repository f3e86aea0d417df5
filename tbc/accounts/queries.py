"""Reading people, their sessions and their links."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from tbc.accounts.links import digest
from tbc.accounts.models import AddressRule, Consent, Proof, SignedIn, SignUp, User
from tbc.accounts.sessions import IDLE
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor


class UnknownUser(LookupError):
    """There is no such person."""


def get_user(user_id: UUID) -> User:
    """The person with this id.

    Raises:
        UnknownUser: there is none.
    """
    user = session.get(User, user_id)
    if user is None:
        raise UnknownUser(str(user_id))
    return user


def get_own(actor: Actor) -> User:
    """The person who is asking.

    Raises:
        UnknownUser: nobody is signed in.
    """
    if actor.user_id is None:
        raise UnknownUser("anonymous")
    return get_user(actor.user_id)


def find_user_by_email(email: str) -> User | None:
    """The person whose login id is `email`, in any case of letters."""
    return session.scalars(select(User).where(func.lower(User.email) == email.lower())).one_or_none()


def find_sign_up(token: str) -> SignUp | None:
    """The sign-up that a mailed link belongs to, also when the link has expired or was used."""
    return session.scalars(select(SignUp).where(SignUp.token_hash == digest(token))).one_or_none()


def find_latest_sign_up(browser_secret: str) -> SignUp | None:
    """The last sign-up made in the browser that holds `browser_secret`, if it still waits for its proof."""
    wanted = select(SignUp).where(SignUp.browser_hash == digest(browser_secret), SignUp.proven_at.is_(None))
    return session.scalars(wanted.order_by(SignUp.created_at.desc()).limit(1)).one_or_none()


def find_proof(token: str, *purposes: str) -> Proof | None:
    """The link with this token for one of `purposes`: None when unknown, used, expired or of nobody."""
    return session.scalars(
        select(Proof).where(
            Proof.token_hash == digest(token),
            Proof.purpose.in_(purposes),
            Proof.used_at.is_(None),
            Proof.expires_at > now(),
            Proof.user_id.is_not(None),
        )
    ).one_or_none()


def list_sessions(actor: Actor) -> Sequence[SignedIn]:
    """The actor's open sessions, the one last used first (ACC-4)."""
    at = now()
    wanted = select(SignedIn).where(
        SignedIn.user_id == actor.user_id,
        SignedIn.awaiting.is_(None),
        SignedIn.ended_at.is_(None),
        SignedIn.ends_at > at,
        SignedIn.seen_at > at - IDLE,
    )
    return session.scalars(wanted.order_by(SignedIn.seen_at.desc(), SignedIn.id)).all()


def find_session(actor: Actor, session_id: UUID) -> SignedIn | None:
    """One of the actor's own open sessions; nobody sees another's."""
    wanted = select(SignedIn).where(
        SignedIn.id == session_id, SignedIn.user_id == actor.user_id, SignedIn.ended_at.is_(None)
    )
    return session.scalars(wanted).one_or_none()


def has_used_device(user_id: UUID, device: str) -> bool:
    """Whether the person has ever signed in with a device of this description."""
    wanted = select(SignedIn.id).where(SignedIn.user_id == user_id, SignedIn.device == device)
    return session.scalar(wanted.where(SignedIn.awaiting.is_(None)).limit(1)) is not None


def has_ever_signed_in(user_id: UUID) -> bool:
    """Whether this is not the person's first sign-in."""
    wanted = select(SignedIn.id).where(SignedIn.user_id == user_id, SignedIn.awaiting.is_(None))
    return session.scalar(wanted.limit(1)) is not None


def verdicts_on(patterns: Sequence[str]) -> dict[str, str]:
    """Staff's decisions (`allow`, `refuse`) on any of these addresses and domains."""
    wanted = select(AddressRule.pattern, AddressRule.verdict).where(AddressRule.pattern.in_(patterns))
    return {row.pattern: row.verdict for row in session.execute(wanted)}


def list_address_rules() -> Sequence[AddressRule]:
    """Staff's decisions on domains and addresses, by name."""
    return session.scalars(select(AddressRule).order_by(AddressRule.pattern)).all()


def list_consents(user_id: UUID) -> Sequence[Consent]:
    """What the person agreed to, oldest first (ACC-7)."""
    return session.scalars(select(Consent).where(Consent.user_id == user_id).order_by(Consent.at, Consent.id)).all()
