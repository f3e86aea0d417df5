"""What the demo begins with: catalogue, people, half a year of applications, letters, an inbox of workbooks.

Everything is done by the acts of the rooms themselves, as of the day on which it is said to have happened, so that the
pages, the audit trail and the letters agree with each other.
"""

from __future__ import annotations

import random
from datetime import datetime

from tbc import create_app
from tbc.applications.models import Application
from tbc.config import Settings
from tbc.demo.seed import applications, diary, drafts, inbox, letters, orders, people
from tbc.kit import db
from tbc.kit.clock import now

ALIKE = 20_261_101  # the same dice every time: whoever compares two demos sees the same data


def fill(settings: Settings) -> None:
    """Write the demo's data into its database, all or nothing."""
    engine = db.open_engine(settings.database_url)
    db.bind(engine)
    try:
        with create_app(settings).app_context(), db.unit_of_work():
            write(now())
    finally:
        db.session.remove()
        engine.dispose()


def write(today: datetime) -> None:
    """The data as of `today`, in the session's transaction. Ids are in order of time, so what is older comes first."""
    dice = random.Random(ALIKE)  # noqa: S311  # dice for made-up data, no secret
    filers = people.open_portal(today)
    filed: list[Application] = []
    diary.live([*applications.entries(filers, today, dice, filed), *inbox.entries(today)], today)
    orders.take(filed, today, dice)
    drafts.leave(filers, today, dice)
    people.open_sessions(filers["customer"], today)
    people.welcome_newcomer(today)
    letters.deliver()
