"""The people of the tests: a customer, a colleague, a stranger, staff. All are fictitious."""

from __future__ import annotations

from itertools import count

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor, Role
from tests.client import Client

_numbers = count(1)


def a_customer(name: str = "見本　さくら", email: str = "", **values: object) -> User:
    """A customer whose address is proven."""
    return _add(User(name=name, email=email or f"sakura{next(_numbers)}@takasaki.example.jp", **values))


def an_operator(name: str = "雛形　一郎") -> User:
    """A member of staff who works on the desk."""
    return _add(
        User(name=name, email=f"ichiro{next(_numbers)}@vendor.example.com", kind="staff", staff_role="operator")
    )


def an_administrator(name: str = "例田　カレン") -> User:
    """A member of staff who keeps the catalogue and the people."""
    return _add(
        User(name=name, email=f"karen{next(_numbers)}@vendor.example.com", kind="staff", staff_role="administrator")
    )


def an_auditor(name: str = "架空　洋子") -> User:
    """A member of staff who reads everything and changes nothing."""
    return _add(User(name=name, email=f"yoko{next(_numbers)}@vendor.example.com", kind="staff", staff_role="auditor"))


def acting(user: User) -> Actor:
    """`user` as a service sees them."""
    role = Role(user.staff_role or user.kind)
    return Actor(user_id=user.id, name=user.name, email=user.email, roles=frozenset({role}), address="192.0.2.1")


def sign_in(client: Client, user: User) -> Client:
    """`client` from now on is `user`."""
    token = sessions.begin(user, "192.0.2.1", "test")
    session.commit()
    client.set_cookie("tbc_session", token, domain="localhost")
    return client


def _add(user: User) -> User:
    user.proven_at = user.proven_at or now()
    user.mode = user.mode or "corporate"
    session.add(user)
    session.commit()
    return user
