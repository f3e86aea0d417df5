"""The work of the job: each application is filed once, whatever ends the process meanwhile.

An entry and its application are written by one transaction: those that are settled stay so, and the others wait. All or
nothing is one transaction for all of them; how far it has come is told by a connection of its own.
"""

from __future__ import annotations

import time
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import DataError, IntegrityError

from tbc.applications import rules
from tbc.applications.facts import gather_for_many
from tbc.applications.rules import Facts
from tbc.applications.service import whole
from tbc.applications.service.belonging import AccountNotAvailable
from tbc.applications.service.filing import NotAgreed
from tbc.bulk_filing.judging import errors_of
from tbc.bulk_filing.models import BulkFiling, Entry
from tbc.bulk_filing.queries import list_waiting
from tbc.bulk_filing.service.finishing import actor_of, finish
from tbc.kit.db import session, unit_of_work
from tbc.policy import Actor

AT_ONCE = 10
TELL_EVERY = 20
log = structlog.get_logger(__name__)


class _Stopped(Exception):
    """Somebody has stopped it meanwhile: nothing of this transaction stands."""


class _NotAll(Exception):
    """Of all or nothing it is nothing: `faults` are entries by position with outcome, reason and problems."""

    def __init__(self, faults: dict[int, Settled]) -> None:
        super().__init__(len(faults))
        self.faults = faults


Settled = tuple[str, str, list[dict[str, object]]]


def file_on(filing_id: UUID, seconds: float, *, validity: int | None) -> bool:
    """File applications of the sheet for about so many seconds; whether there is more to do.

    All or nothing takes as long as it takes.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with unit_of_work():
            way = session.scalar(select(BulkFiling.way).where(BulkFiling.id == filing_id))
        more = _file_all(filing_id, validity) if way == "all" else _file_some(filing_id, validity)
        if not more:
            return False
    return True


def _file_some(filing_id: UUID, validity: int | None) -> bool:
    """The next few, one commit for all of them; whether it is to go on."""
    with unit_of_work():
        one = _lock_open(filing_id)
        if one is None:
            return False
        entries, actor = list_waiting(filing_id, AT_ONCE), actor_of(one)
        if not entries:
            finish(one, "done")
            return False
        facts_of = gather_for_many(entry.content for entry in entries)
        for entry in entries:
            _settle(entry, _file(actor, one, entry, facts_of(entry.content), validity))
    return True


def _file_all(filing_id: UUID, validity: int | None) -> bool:
    """All of them or none; False: there is no more to do."""
    try:
        with unit_of_work():
            _file_whole(filing_id, validity)
    except _Stopped:
        # Somebody stopped it: the transaction has taken everything back, and who stopped it has said so.
        return False
    except _NotAll as not_all:
        with unit_of_work():
            one = _lock_open(filing_id)
            if one is not None:
                _leave_all(one, not_all.faults)
    return False


def _file_whole(filing_id: UUID, validity: int | None) -> None:
    entries = list_waiting(filing_id)
    one = session.get_one(BulkFiling, filing_id, populate_existing=True)
    if one.state != "filing":
        raise _Stopped
    actor = actor_of(one)
    facts_of = gather_for_many(entry.content for entry in entries)
    _require_all({entry.position: _faults(actor, entry, facts_of(entry.content)) for entry in entries})
    for done, entry in enumerate(entries, 1):
        _settle(entry, _file(actor, one, entry, facts_of(entry.content), validity))
        _require_all({entry.position: (entry.outcome, entry.reason, entry.problems)})
        if done % TELL_EVERY == 0 and not _tell(filing_id, done):
            raise _Stopped
    session.flush()
    if _lock_open(filing_id) is None:
        raise _Stopped
    finish(one, "done")


def _require_all(settled: dict[int, Settled | None]) -> None:
    faults = {position: one for position, one in settled.items() if one and one[0] in {"faulty", "left"}}
    if faults:
        raise _NotAll(faults)


def _leave_all(one: BulkFiling, faults: dict[int, Settled]) -> None:
    for entry in list_waiting(one.id):
        _settle(entry, faults.get(entry.position) or ("left", "others", entry.problems))
    finish(one, "refused")


def _faults(actor: Actor | None, entry: Entry, facts: Facts) -> Settled | None:
    """Why an entry cannot be filed, as far as it shows without trying; None if nothing stands in its way."""
    if actor is None:
        return "left", "person", entry.problems
    errors, _is_draft = errors_of(entry.content, facts)
    if not errors:
        return None
    found = [
        {"path": error.path, "code": error.code, "level": "error", "values": dict(error.values), "row": entry.row,
         "cell": "", "typed": ""}
        for error in errors
    ]  # fmt: skip
    return "faulty", "", [*(old for old in entry.problems if old["level"] != "error"), *found]


def _file(actor: Actor | None, one: BulkFiling, entry: Entry, facts: Facts, validity: int | None) -> Settled | UUID:
    """File an entry, or keep it as a draft where a supplement is lacking; whatever goes wrong, nothing is half-done."""
    faults = _faults(actor, entry, facts)
    if faults or actor is None:
        return faults or ("left", "person", entry.problems)
    try:
        with session.begin_nested():
            return _make(actor, one, entry, facts, validity)
    except AccountNotAvailable:
        return "left", "account", entry.problems
    except NotAgreed:
        return "left", "consent", entry.problems
    except (IntegrityError, DataError):
        log.exception("bulk-entry-not-filed", filing=str(one.id), position=entry.position)
        return "left", "fault", entry.problems


def _make(actor: Actor, one: BulkFiling, entry: Entry, facts: Facts, validity: int | None) -> UUID:
    content = dict(entry.content)
    _errors, entry.is_draft = errors_of(content, facts)
    if entry.is_draft:
        return whole.start_with(actor, content, facts, entry.account_id).id
    needs = rules.needs_consent(actor.email, content["end_user"]["email"])
    agreed = {"privacy": True, "consent": needs and one.has_consent}
    filed = whole.file_with(
        actor, content, facts, entry.account_id, agreed, agreed_version=one.agreed_version, validity=validity
    )
    return filed.id


def _settle(entry: Entry, settled: Settled | UUID) -> None:
    if isinstance(settled, UUID):
        entry.outcome, entry.application_id = "drafted" if entry.is_draft else "filed", settled
    else:
        entry.outcome, entry.reason, entry.problems = settled


def _tell(filing_id: UUID, done: int) -> bool:
    """Let readers see how far it has come, and see whether they have stopped it.

    A transaction that nobody else sees yet, as a test's, is not stopped by anybody.
    """
    with session.get_bind().engine.begin() as connection:
        state = connection.scalar(select(BulkFiling.state).where(BulkFiling.id == filing_id))
        if state == "filing":
            connection.execute(update(BulkFiling).where(BulkFiling.id == filing_id).values(settled=done))
    return state in {None, "filing"}


def _lock_open(filing_id: UUID) -> BulkFiling | None:
    """The filing, if it is still to be filed; it stays so until the transaction ends."""
    wanted = select(BulkFiling).where(BulkFiling.id == filing_id, BulkFiling.state == "filing")
    return session.scalars(wanted.with_for_update(), execution_options={"populate_existing": True}).one_or_none()
