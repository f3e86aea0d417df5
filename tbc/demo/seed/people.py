"""The demo's people sign up, prove their addresses and choose their modes; staff are given accounts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import select

from tbc.accounts import passwords, sessions
from tbc.accounts.models import SignUp, User
from tbc.accounts.service import factors, profile, sign_up
from tbc.accounts.service.staff import create_staff
from tbc.catalog.service.sheets import keep_demo_catalog
from tbc.demo.people import BY_KEY, PASSWORD, PEOPLE, TOTP_SECRET, Person
from tbc.demo.seed import deliverables
from tbc.demo.seed.companies import COMPANIES, Company
from tbc.kit.clock import now, told
from tbc.kit.db import session
from tbc.policy import ANONYMOUS, Actor, Role

KEEPER = Actor(name="管野　理")
OPENED = timedelta(days=175)
JOINED_AFTER = timedelta(hours=5)
# Who signs up only in the last days.
LATE = ("newcomer", "asker")
# Customers beside those to sign in as, so that staff see more than two people's applications.
FURTHER = ("watanabe-ss.example.jp", "model-print.example.jp", "mihon-u.example.jp")
GONE_OWNER = "yoshida.example.jp"
# People of the organizations whom nobody signs in as.
OTHERS = (
    ("recovering", "例示　文", "fumi.reiji@yoshida.example.jp", "株式会社例示𠮷田商店"),
    ("unanswered", "架野　守", "mamoru.kano@yoshida.example.jp", "株式会社例示𠮷田商店"),
    ("guest", "卸　元", "hajime.oroshi@mihon-dist.example.jp", "見本ディストリビューション株式会社"),
)
DEVICES = ((timedelta(hours=5), "Safari / iPhone"), (timedelta(minutes=50), "Edge / Windows"))


def open_portal(today: datetime) -> dict[str, Actor]:
    """The catalogue is there, staff have accounts, the first customers sign up; returns who may file, by key."""
    opened = today - OPENED
    with told(opened):
        keep_demo_catalog(KEEPER)
        deliverables.bring(KEEPER, opened.date())
        for person in PEOPLE:
            if person.kind == "staff":
                _employ(person)
    customers = [person for person in PEOPLE if person.kind != "staff" and person.key not in LATE]
    return {person.key: join(person, opened + JOINED_AFTER) for person in (*customers, *_further())}


def join(person: Person, at: datetime) -> Actor:
    """`person` signs up, opens the mailed link in the same browser and chooses their mode, if they have one."""
    secret = secrets.token_urlsafe(32)
    with told(at):
        sign_up.sign_up(
            ANONYMOUS,
            sign_up.Wish(person.email, person.name, person.company, PASSWORD, person.kind, "ja"),
            secret,
        )
    with told(at + timedelta(minutes=4)):
        pending = session.scalars(select(SignUp).where(SignUp.email == person.email)).one()
        actor = acting(sign_up.prove(ANONYMOUS, pending, secret, None))
        if person.mode:
            profile.choose_mode(actor, person.mode)
    return replace(actor, mode=person.mode)


def welcome(key: str, at: datetime) -> Actor:
    """Somebody of those to sign in as has only just signed up."""
    return join(BY_KEY[key], at)


def acting(user: User) -> Actor:
    """`user` as the acts see them."""
    return Actor(
        user_id=user.id,
        name=user.name,
        email=user.email,
        roles=frozenset({Role(user.staff_role or user.kind)}),
        mode=user.mode,
        language=user.language,
        address="192.0.2.10",
    )


def find_staff(key: str) -> Actor:
    """A member of staff, by the key of the demo's people."""
    return acting(session.scalars(select(User).where(User.email == BY_KEY[key].email)).one())


def open_sessions(customer: Actor, today: datetime) -> None:
    """The customer is signed in on two devices of theirs, for the list of sessions."""
    user = session.get_one(User, customer.user_id)
    for ago, device in DEVICES:
        with told(today - ago):
            sessions.begin(user, "192.0.2.10", device)


def _employ(person: Person) -> None:
    administrator = Actor(name="tbc create-staff")
    user, _token = create_staff(administrator, person.email, person.name, str(person.staff_role))
    user.password_hash = passwords.hash_password(PASSWORD)
    user.password_changed_at = user.proven_at = now()
    factors.add_totp(acting(user), user, TOTP_SECRET, pyotp.TOTP(TOTP_SECRET).at(now()))
    session.flush()


def _further() -> Iterator[Person]:
    for domain in (*FURTHER, GONE_OWNER):
        company: Company = COMPANIES[domain]
        party = company.party
        yield _unlisted(domain, party["contact_name"], party["email"], party["corporate_name"])
    for known in OTHERS:
        yield _unlisted(*known)


def _unlisted(key: str, name: str, email: str, company: str) -> Person:
    """Somebody whom /demo does not list."""
    return Person(key=key, name=name, email=email, company=company, mode="corporate", part="", tries=())
