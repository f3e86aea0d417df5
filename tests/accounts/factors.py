"""Second factors for the tests: an authenticator app, recovery codes, and people who have them."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
from werkzeug.test import TestResponse

from tbc.accounts import waiting
from tbc.accounts.models import TotpSecret, User
from tbc.accounts.service import recovery_codes
from tbc.kit import sealing
from tbc.kit.clock import now
from tbc.kit.db import session
from tests.accounts.journeys import somebody
from tests.client import Client
from tests.people import acting

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE_PAGE = "/sign-in/second-factor"


def an_app(user: User, secret: str = SECRET) -> User:
    """`user` from now on has an authenticator app with `secret`."""
    session.add(TotpSecret(user_id=user.id, sealed=sealing.seal(secret, user.id), last_counter=0))
    session.commit()
    return user


def somebody_with_an_app(**values: object) -> User:
    """A customer who signs in with PASSWORD and an authenticator app."""
    return an_app(somebody(**values))  # type: ignore[arg-type]  # columns of the person


def codes_of(user: User) -> list[str]:
    """Ten recovery codes of a person who has a factor."""
    codes = recovery_codes.renew(acting(user), user)
    session.commit()
    return codes


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """What the app shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(now() + timedelta(seconds=30 * steps))


def wrong_code(secret: str = SECRET) -> str:
    """Six digits that the app shows neither now nor shortly before or after."""
    near = {code(secret, steps=step) for step in range(-3, 4)}
    return next(
        digits
        for digits in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
        if digits not in near
    )


def show(client: Client, digits: str, **values: object) -> TestResponse:
    """Type a code at the second stage."""
    return client.submit(CODE_PAGE, {"totp": digits, **values})


def shown_secret(page: str) -> str:
    """The key that a page shows to be typed into an app."""
    found = re.search(r'id="totp-key">([A-Z2-7 ]+)<', page)
    assert found, page
    return found.group(1).replace(" ", "")


def enrol(client: Client, path: str = "/sign-in/enrolment") -> TestResponse:
    """Add the app that the page at `path` offers."""
    return client.submit(path, {"totp": code(shown_secret(client.get(path).text))})


def half_in(client: Client, user: User, awaiting: str = "factor") -> Client:
    """`client` has shown the password of `user`."""
    token = waiting.begin(user, awaiting, "192.0.2.1", "test")
    session.commit()
    client.set_cookie("tbc_session", token, domain="localhost")
    return client
