"""The room's background work: taking large files, and looking again at transfers that wait."""

from __future__ import annotations

from tbc import jobs
from tbc.kit.clock import now
from tbc.kit.db import unit_of_work
from tbc.payments.service import looking
from tbc.policy import Actor

BY_ITSELF = Actor(name="")


@jobs.task(looking.LOOK)
def look_again() -> None:
    """Go through all that waits once, some at a time."""
    began = now()
    while True:
        with unit_of_work():
            if not looking.look_again(BY_ITSELF, since=began).has_more:
                return


@jobs.every(minutes=10)
def look_again_after_news() -> bool:
    """Ask for it if an invoice was issued since, or nobody has come to what was asked for; whether it was needed."""
    return looking.is_due() and looking.ask_to_look_again()
