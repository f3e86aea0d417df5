"""The people of the table, each in a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Flask

from tbc.accounts.models import User
from tbc.kit import db
from tests.accounts.journeys import another_browser, somebody
from tests.client import Client
from tests.people import a_customer, an_administrator, an_auditor, an_operator, sign_in
from tests.routes.table import ACTORS


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts: a browser for each of `ACTORS`, the customer whose things are used, and a browser of nobody."""

    filer_id: UUID
    browsers: dict[str, Client]
    nobody: Client

    @property
    def filer(self) -> User:
        """As the database has them now: each request ends the session's rows."""
        return db.session.get_one(User, self.filer_id)


def the_cast(app: Flask) -> Cast:
    """Everybody, signed in but for `anonymous`."""
    filer = somebody()
    people = {
        "filer": filer,
        "stranger": a_customer("他社　太郎", email="taro.tasha@stranger.example.jp"),
        "renewing": a_customer("更新　花子", email="hanako@personal.example.org", kind="renewal-only"),
        "operator": an_operator(),
        "administrator": an_administrator(),
        "auditor": an_auditor(),
    }
    browsers = {name: another_browser(app) for name in ACTORS}
    for name, user in people.items():
        sign_in(browsers[name], user)
    return Cast(filer.id, browsers, another_browser(app))
