"""The room's background work."""

from __future__ import annotations

from tbc import jobs
from tbc.deliveries.service.signing_in import REISSUE, issue_anew, sweep
from tbc.kit.db import unit_of_work


@jobs.task(REISSUE)
def reissue_delivery(number: str, address: str) -> None:
    """Send a new password to the recipient of the delivery with this number, if there is one."""
    with unit_of_work():
        issue_anew(number, address)


jobs.every(minutes=60)(sweep)
