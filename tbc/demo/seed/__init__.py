"""What the demo begins with: catalogue, people, organizations, half a year of applications, letters, an inbox.

Everything is done by the acts of the rooms themselves, as of the day on which it is said to have happened, so that the
pages, the audit trail and the letters agree with each other.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from tbc import create_app
from tbc.accounts import passwords
from tbc.config import Settings
from tbc.demo.seed import (
    applications,
    batches,
    bounces,
    bulk_filings,
    contracts,
    dealers,
    dealership,
    diary,
    drafts,
    holders,
    inbox,
    letters,
    orders,
    organizations,
    partner_portal,
    people,
    receivers,
    renewals,
    requests,
    stock,
    taught,
)
from tbc.demo.seed.accounts import Accounts
from tbc.imports.readers import Readers
from tbc.kit import db
from tbc.kit.clock import now

ALIKE = 20_261_101  # the same dice every time: whoever compares two demos sees the same data
# Dozens of passwords that stand on /demo or in its mailbox: dearer hashes would guard nothing, and take seconds.
CHEAP = passwords.Profile(memory_kib=1024, passes=1)


def fill(settings: Settings) -> None:
    """Write the demo's data into its database, all or nothing."""
    engine = db.open_engine(settings.database_url)
    db.bind(engine)
    try:
        with engine.connect() as connection, connection.begin():
            # Acts that commit as they go, such as a batch's, keep their changes for the one commit at the end.
            db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
            with create_app(settings).app_context(), db.unit_of_work():
                passwords.set_up(CHEAP, ())
                write(now())
    finally:
        db.session.remove()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
        engine.dispose()


def write(today: datetime) -> None:
    """The data as of `today`, in the session's transaction. Ids are in order of time, so what is older comes first."""
    dice = random.Random(ALIKE)  # noqa: S311  # dice for made-up data, no secret
    filers = people.open_portal(today)
    opened = today - people.OPENED + people.JOINED_AFTER
    dealers.register(opened)
    organizations.open_for_all(opened)
    accounts = Accounts()
    visits = list(applications.plan(filers, today, dice))
    held = [one for visit in visits for one in visit.wanted.held]
    besides = contracts.hold_besides(today, dice)
    with Readers(with_sheets=True) as readers:
        happenings = [
            *organizations.entries(filers, today, accounts),
            *dealership.entries(filers, today, accounts),
            *partner_portal.entries(filers, today),
            *stock.entries(opened, dice),
            *contracts.entries([*held, *besides], opened),
            *holders.entries(filers, besides, today, accounts),
            *applications.entries(filers, visits, dice, accounts),
            *orders.entries(today, dice),
            *requests.entries(today),
            *renewals.entries(filers, today, accounts),
            *receivers.entries(today),
            *inbox.entries(today, readers),
            *batches.entries(today),
            *taught.entries(today),
            *bulk_filings.entries(filers, today),
        ]
        diary.live(happenings, today)
    dealers.join_to_organizations(today - timedelta(days=20))
    drafts.leave(filers, today, dice, accounts)
    people.open_sessions(filers["customer"], today)
    people.welcome("newcomer", today - timedelta(hours=3))
    letters.deliver()
    bounces.come_back(today - timedelta(days=12))
    receivers.forget_jobs()
