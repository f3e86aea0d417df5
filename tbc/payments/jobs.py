"""The room's background work: taking large files, and looking again at transfers that wait."""

from __future__ import annotations

from uuid import UUID

from tbc import jobs
from tbc.kit.clock import now
from tbc.kit.db import unit_of_work
from tbc.payments.service import checking, looking, taking
from tbc.policy import Actor

# A worker that is told to stop waits for its jobs, but not for a whole file: it is taken in turns of so many seconds.
TURN = 15.0
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


@jobs.task(taking.TAKE)
def take_file(upload_id: str) -> None:
    """Go on for one turn, and ask for the next if there is more to do."""
    if taking.take_on(UUID(upload_id), TURN):
        with unit_of_work():
            taking.ask(UUID(upload_id))


@jobs.every(minutes=1)
def requeue_left_files() -> int:
    """Give each file that is to go on, but that no job is about, a new job; how many. The row is the truth."""
    return sum(taking.ask(upload_id) for upload_id in taking.list_left())


jobs.every(minutes=1440)(checking.forget)
