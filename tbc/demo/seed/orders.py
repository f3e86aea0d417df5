"""Orders on part of what was filed. Their room is not built yet: the states alone are set, along the allowed ways."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from tbc.applications.models import Application
from tbc.audit.service import record
from tbc.demo.seed.people import find_staff
from tbc.kit.clock import told
from tbc.kit.db import session

# How far an application has come by its age in days, and how long after filing each state is reached.
REACHED = ((75, ("ordered", "shipped", "registered")), (40, ("ordered", "shipped")), (12, ("ordered",)))
AFTER = {"ordered": 4, "shipped": 6, "registered": 9, "cancelled": 5}


def take(filed: list[UUID], today: datetime, dice: Random) -> None:
    """Let time do its work; every tenth application still waits for its order, a few orders were cancelled."""
    operator = find_staff("operator")
    applications = [session.get_one(Application, application_id) for application_id in filed]
    for number, application in enumerate(one for one in applications if one.state == "filed"):
        assert application.filed_at is not None
        age = (today - application.filed_at).days
        states: tuple[str, ...] = next((states for least, states in REACHED if age >= least), ())
        if number % 10 == 4 or not states:
            continue
        if number % 17 == 8:
            states = ("ordered", "cancelled")
        for state in states:
            with told(application.filed_at + timedelta(days=AFTER[state], minutes=dice.randrange(300))):
                application.state = state
                record(f"application-{state}", operator, "application", application.id, number=application.number)
                session.flush()
