"""Filing the applications of a sheet: begun, stopped, taken up again; the work itself is in `working`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from tbc import jobs
from tbc.applications.service.filing import NotAgreed
from tbc.audit import service as audit
from tbc.bulk_filing.models import BulkFiling, Entry
from tbc.bulk_filing.queries import count_outcomes
from tbc.bulk_filing.service.intake import StateHasChanged
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

FILE = "file-bulk"
LOCK = "bulk-filing "


class HasErrors(Exception):
    """All or nothing was asked for, and not everything is right."""


class NothingToFile(Exception):
    """No application of the sheet is right, or none is left without those that are there twice."""


def begin(
    actor: Actor, filing: BulkFiling, way: str, agreed: Mapping[str, bool], *, doubles: bool, agreed_version: str
) -> None:
    """Ask for the job that files it. The caller has locked the row.

    `way` is `all` or `good`, `agreed` holds `consent` (the end users', for all rows that need it) and `privacy`;
    `doubles` lets also those be filed that are in the sheet twice, or were filed in the last month.

    Raises:
        StateHasChanged: it was begun before: a second click, another tab.
        HasErrors, NothingToFile: see there.
        NotAgreed: a consent is missing.
    """
    if filing.state != "checked":
        raise StateHasChanged(filing.state)
    counts = count_outcomes(filing.id)
    if way == "all" and counts["faulty"]:
        raise HasErrors
    if not counts["waiting"] and not (doubles and counts["double"]):
        raise NothingToFile
    needed = [*(["consent"] if counts["consent"] else []), "privacy"]
    missing = [name for name in needed if not agreed.get(name)]
    if missing:
        raise NotAgreed(missing)
    if doubles:
        again = update(Entry).where(Entry.filing_id == filing.id, Entry.outcome == "double")
        session.execute(again.values(outcome="waiting"))
    filing.way, filing.agreed_version, filing.has_consent = way, agreed_version, bool(agreed.get("consent"))
    filing.begun_at = now()
    _take_up(filing)
    details: dict[str, Any] = {"way": way, "count": counts["waiting"], "doubles": doubles}
    audit.record("bulk-filing-begun", actor, "bulk-filing", filing.id, file=filing.file_name, **details)
    session.flush()
    ask(filing.id)


def cancel(actor: Actor, filing: BulkFiling) -> None:
    """Stop; what was filed stays filed, and of all or nothing it is nothing. The caller has locked the row.

    Raises:
        StateHasChanged: it is not being filed.
    """
    if filing.state != "filing":
        raise StateHasChanged(filing.state)
    filing.state, filing.settled = "cancelled", 0
    audit.record("bulk-filing-cancelled", actor, "bulk-filing", filing.id, file=filing.file_name)
    session.flush()


def resume(actor: Actor, filing: BulkFiling) -> None:
    """Go on where it was stopped. The caller has locked the row.

    Raises:
        StateHasChanged: it was not stopped.
    """
    if filing.state != "cancelled":
        raise StateHasChanged(filing.state)
    _take_up(filing)
    audit.record("bulk-filing-resumed", actor, "bulk-filing", filing.id, file=filing.file_name)
    session.flush()
    ask(filing.id)


def ask(filing_id: UUID) -> bool:
    """Ask for the job that goes on with it; False if one waits already."""
    return jobs.enqueue(FILE, lock=f"{LOCK}{filing_id}", filing_id=str(filing_id))


def _take_up(filing: BulkFiling) -> None:
    settled = select(func.count()).where(Entry.filing_id == filing.id, Entry.outcome != "waiting")
    filing.state, filing.resumed_at, filing.settled = "filing", now(), 0
    filing.settled_before = session.scalar(settled) or 0
