"""Upkeep: what nobody needs any more goes, what a late reader needs stays."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from tbc.accounts.models import Proof, SignedIn, SignUp
from tbc.accounts.service.upkeep import KEEP_SESSIONS, KEEP_SIGN_UPS, sweep
from tbc.kit import db
from tbc.kit.clock import now
from tests.accounts.journeys import EMAIL, acts, sign_up, somebody
from tests.client import Client
from tests.people import sign_in


def test_each_thing_goes_in_its_time(client: Client) -> None:
    sign_up(client)
    client.submit("/reset-password", {"email": EMAIL})
    sign_in(client, somebody())
    began = now()
    assert _left(began) == [1, 1, 1]
    assert _left(began + timedelta(hours=25)) == [1, 1, 1]
    assert _left(began + KEEP_SIGN_UPS + timedelta(hours=25)) == [0, 0, 1]
    assert _left(began + KEEP_SESSIONS + timedelta(hours=13)) == [0, 0, 0]
    assert "sign-up-requested" in acts()


def _left(at: object) -> list[int | None]:
    with time_machine.travel(at, tick=False):  # type: ignore[arg-type]  # a moment
        sweep()
        db.session.commit()
    return [db.session.scalar(select(func.count()).select_from(table)) for table in (SignUp, Proof, SignedIn)]
