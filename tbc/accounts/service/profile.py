"""What people say of themselves: 基本情報, モード, login e-mail (ACC-4, ACC-5)."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from tbc.accounts import elsewhere, limits, links, proofs, queries
from tbc.accounts.models import Proof, User
from tbc.accounts.service import addresses
from tbc.accounts.service.password import confirm
from tbc.accounts.service.sign_up import AddressTaken
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail.service import post
from tbc.policy import Actor


def change_details(actor: Actor, name: str, company: str, language: str) -> None:
    """Change name, company and language; the audit trail keeps which of them, not the values."""
    user = queries.get_own(actor)
    given = {"name": name, "company": company, "language": language}
    changed = [field for field, value in given.items() if getattr(user, field) != value]
    user.name, user.company, user.language = name, company, language
    session.flush()
    if changed:
        record("profile-changed", actor, "user", user.id, fields=changed)


def choose_mode(actor: Actor, mode: str) -> None:
    """Choose how the portal presents itself: `corporate` or `partner`; no right hangs on it (ACC-5)."""
    queries.get_own(actor).mode = mode
    session.flush()
    record("mode-chosen", actor, "user", actor.user_id, mode=mode)


def request_email_change(actor: Actor, email: str, password: str) -> None:
    """Mail a link to the new login address; until it is opened, the old one stays.

    An address that has an account gets another letter, and the page answers alike (ACC-4).

    Raises:
        WrongPassword, TooManyTries: see `password.confirm`.
        AddressRefused: see ACC-2.
    """
    user = confirm(actor, password)
    address = addresses.read(email, personal_allowed=user.kind == "renewal-only")
    limits.knock("change-email", address.stored, actor.address)
    owner = queries.find_user_by_email(address.stored)
    is_taken = owner is not None and owner.id != user.id
    token = proofs.make("change-email", user.id, address.stored, links.PROVES_ADDRESS)
    post(
        "sign-up-repeated" if is_taken else "email-change-requested",
        to=address.stored,
        language=user.language,
        about=user.id,
        name="",
        token="" if is_taken else token,
        portals=elsewhere.portals_of(owner.id) if owner else [],
        until=now() + links.PROVES_ADDRESS,
    )
    record("email-change-requested", actor, "user", user.id)


def change_email(actor: Actor, proof: Proof) -> User:
    """Make the proven address the login id; the old address is told.

    Raises:
        LinkSpent: the link was used in the meantime.
        AddressTaken: the address has an account by now.
    """
    assert proof.user_id is not None
    user = queries.get_user(proof.user_id)
    proofs.use_up(proof)
    old = user.email
    try:
        with session.begin_nested():
            user.email = proof.email
    except IntegrityError:
        raise AddressTaken from None
    # A reset link mailed to the old address must not open the account any more.
    proofs.void(user.id, "reset-password", "set-password")
    tell_both(old, user)
    record("email-changed", actor, "user", user.id)
    return user


def tell_both(old: str, user: User) -> None:
    """Tell the old and the new login address that the one has become the other."""
    for address in (old, user.email):
        post(
            "email-changed",
            to=address,
            language=user.language,
            about=user.id,
            name=user.name,
            old=old,
            new=user.email,
            at=now(),
        )
