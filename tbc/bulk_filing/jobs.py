"""The room's background work: filing what somebody has said to file."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.types import Text

from tbc import jobs
from tbc.bulk_filing.models import BulkFiling
from tbc.bulk_filing.service import filing, working
from tbc.kit.db import session, unit_of_work

# A worker that is told to stop waits for its jobs, but not for a whole sheet: it is filed in turns of so many seconds.
TURN = 10.0


@jobs.task(filing.FILE)
def file_bulk(filing_id: str) -> None:
    """Go on for one turn, and ask for the next if there is more to do."""
    validity = current_app.config["SETTINGS"].number_validity_days
    if working.file_on(UUID(filing_id), TURN, validity=validity):
        with unit_of_work():
            filing.ask(UUID(filing_id))


@jobs.every(minutes=1)
def requeue_left_filings() -> int:
    """Give each filing that is to go on, but that no job is about, a new job; how many. The row is the truth."""
    lost = ~jobs.is_asked_for(func.concat(filing.LOCK, BulkFiling.id.cast(Text)))
    wanted = select(BulkFiling.id).where(BulkFiling.state == "filing", lost)
    ids = session.scalars(wanted.order_by(BulkFiling.id).limit(1000)).all()
    return sum(filing.ask(filing_id) for filing_id in ids)
