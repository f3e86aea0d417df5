"""Signing up: a wish, a mailed link, and the account once its address is proven (ACC-1)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from tbc.accounts import elsewhere, limits, links, passwords, queries
from tbc.accounts.models import SignUp, User
from tbc.accounts.proofs import LinkSpent
from tbc.accounts.service import addresses, consents
from tbc.accounts.service.password import WrongPassword, check
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.legal import versions
from tbc.mail.service import post
from tbc.policy import Actor


class AddressTaken(Exception):
    """Somebody has proven this address since the link was mailed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody types to sign up. `kind` is `customer` or `renewal-only`."""

    email: str
    name: str
    company: str
    password: str
    kind: str
    language: str
    next_path: str = ""


def sign_up(actor: Actor, wish: Wish, browser_secret: str) -> None:
    """Note the wish and mail a link to the address, or, where somebody has the address, that they have an account.

    Both ways do the same work and answer alike (ACC-4).

    Raises:
        TooManyTries: the address or the client signed up too often.
        AddressRefused, PasswordRefused: see ACC-2, ACC-3.
    """
    address = addresses.read(wish.email, personal_allowed=wish.kind == "renewal-only")
    check(wish.password, address.stored, wish.name, wish.company)
    limits.knock("sign-up", address.stored, actor.address)
    pending = SignUp(
        browser_hash=links.digest(browser_secret),
        email=address.stored,
        name=wish.name,
        company=wish.company,
        password_hash=passwords.hash_password(wish.password),
        kind=wish.kind,
        language=wish.language,
        terms_version=versions.TERMS,
        privacy_version=versions.PRIVACY,
        next_path=wish.next_path,
    )
    _post_link(actor, pending)


def send_again(actor: Actor, pending: SignUp) -> None:
    """Mail a new link for a sign-up; the old one is void.

    Raises:
        LinkSpent: the address has been proven already.
        TooManyTries: see `sign_up`.
    """
    if pending.proven_at:
        raise LinkSpent
    limits.knock("sign-up", pending.email, actor.address)
    _post_link(actor, pending)


def prove(actor: Actor, pending: SignUp, browser_secret: str | None, password: str | None) -> User:
    """Make the account of a sign-up whose link was opened; the link is used up.

    In the browser that signed up, the link is enough. Elsewhere the password is asked for: whoever signed up somebody
    else's address must not get an account by their click.

    Raises:
        LinkSpent: the link was used or is older than 24 hours.
        WrongPassword: and another browser than the one that signed up.
        TooManyTries: after too many wrong ones.
        AddressTaken: the address has an account by now.
    """
    if not is_open(pending):
        raise LinkSpent
    if not is_same_browser(pending, browser_secret):
        _check_password(actor, pending, password or "")
    password_hash = pending.password_hash
    claimed = session.execute(
        update(SignUp)
        .where(SignUp.id == pending.id, SignUp.proven_at.is_(None))
        .values(proven_at=now(), password_hash=None)
        .returning(SignUp.id)
    )
    if claimed.one_or_none() is None:
        raise LinkSpent
    user = _make_user(pending, password_hash)
    agreed = {"terms": pending.terms_version, "privacy": pending.privacy_version}
    consents.give(user.id, "sign-up", documents=agreed, at=pending.created_at)
    record("address-proven", actor, "user", user.id, kind=user.kind)
    return user


def is_open(pending: SignUp) -> bool:
    """Whether the link can still be used."""
    return pending.proven_at is None and pending.expires_at > now()


def is_same_browser(pending: SignUp, browser_secret: str | None) -> bool:
    """Whether the link was opened in the browser that signed up."""
    return browser_secret is not None and links.digest(browser_secret) == pending.browser_hash


def _post_link(actor: Actor, pending: SignUp) -> None:
    token = links.new_token()
    pending.token_hash = links.digest(token)
    pending.expires_at = now() + links.PROVES_ADDRESS
    session.add(pending)
    session.flush()
    known = queries.find_user_by_email(pending.email)
    letter = "sign-up-repeated" if known else "sign-up-requested"
    post(
        letter,
        to=known.email if known else pending.email,
        language=pending.language,
        about=pending.id,
        # Who signs up chooses the name and the address: a name in this letter would carry anybody's words anywhere.
        name=known.name if known else "",
        token=token if not known else "",
        portals=elsewhere.portals_of(known.id if known else pending.id),
        until=pending.expires_at,
    )
    record(letter, actor, "sign-up", pending.id)


def _check_password(actor: Actor, pending: SignUp, password: str) -> None:
    limits.knock("sign-in", pending.email, actor.address)
    if not passwords.verify(pending.password_hash, password):
        record("proof-failed", actor, "sign-up", pending.id)
        raise WrongPassword
    limits.welcome("sign-in", pending.email, actor.address)


def _make_user(pending: SignUp, password_hash: str | None) -> User:
    values = {
        "id": new_id(),
        "email": pending.email,
        "name": pending.name,
        "company": pending.company,
        "password_hash": password_hash,
        "password_changed_at": pending.created_at,
        "kind": pending.kind,
        "language": pending.language,
        "proven_at": now(),
    }
    # Of two links for one address, opened at the same moment, one makes the account.
    made = session.scalars(insert(User).values(values).on_conflict_do_nothing().returning(User)).one_or_none()
    if made is None:
        raise AddressTaken
    return made
