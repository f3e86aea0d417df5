"""Rounds of approval: clean workbooks that are filed one after another, each all or nothing (XLS-5).

A workbook that cannot be filed is left as it was, with the reason, and does not stop the others. What is in doubt or
wrong never gets in: it is looked at again in the moment of filing.
"""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Integer, cast, func, insert, literal, select
from sqlalchemy.exc import DataError, IntegrityError

from tbc import jobs
from tbc.audit import service as audit
from tbc.imports.findings import Reviewed
from tbc.imports.mapping import value_of
from tbc.imports.models import ApprovalRound, RoundFile, Workbook
from tbc.imports.queries import Wanted, list_records
from tbc.imports.queries.approvals import list_waiting_workbooks
from tbc.imports.queries.listing import conditions
from tbc.imports.service import answers, outcome
from tbc.imports.service.sums import review_all
from tbc.kit.clock import now
from tbc.kit.db import session, unit_of_work
from tbc.kit.text import reading
from tbc.mail.rules import UnfitForHeader
from tbc.policy import Actor

FILE = "file-round"
LOCK = "round "
AT_ONCE = 50
log = structlog.get_logger(__name__)


class RoundStateChanged(Exception):
    """What was asked is not possible any more: `state` is where the round stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class _NotNow(Exception):
    """A workbook is not to be filed: `reason` is one of `RoundFile.reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def begin(actor: Actor, wanted: Wanted, *, recipient: str, number_to: str, reason: str) -> ApprovalRound:
    """Note the workbooks that `wanted` finds, oldest first, and ask for the job that files them."""
    assert wanted.problems == "clean", "nothing else is approved unseen"
    assert actor.user_id is not None, "somebody answers for it"
    one = ApprovalRound(
        recipient=recipient, number_to=number_to, reason=reason, started_by=actor.user_id, starter_name=actor.name
    )
    session.add(one)
    session.flush()
    position = cast(func.row_number().over(order_by=Workbook.id), Integer)
    chosen = select(literal(one.id), position, Workbook.id, literal("waiting"), literal("")).where(*conditions(wanted))
    columns = ["round_id", "position", "workbook_id", "outcome", "reason"]
    session.execute(insert(RoundFile).from_select(columns, chosen))
    many = session.scalar(select(func.count()).where(RoundFile.round_id == one.id)) or 0
    details: dict[str, Any] = {"recipient": recipient, "number_to": number_to, "reason": reason, "workbooks": many}
    audit.record("round-begun", actor, "round", one.id, **details)
    ask(one.id)
    return one


def cancel(actor: Actor, one: ApprovalRound) -> None:
    """Stop after the present workbook; what was filed stays filed. The caller has locked the row.

    Raises:
        RoundStateChanged: nothing of it is being filed.
    """
    if one.state != "filing":
        raise RoundStateChanged(one.state)
    one.state = "cancelled"
    audit.record("round-cancelled", actor, "round", one.id)
    session.flush()


def resume(actor: Actor, one: ApprovalRound) -> None:
    """Go on where it was stopped. The caller has locked the row.

    Raises:
        RoundStateChanged: it was not cancelled.
    """
    if one.state != "cancelled":
        raise RoundStateChanged(one.state)
    settled = select(func.count()).where(RoundFile.round_id == one.id, RoundFile.outcome != "waiting")
    one.state, one.resumed_at, one.settled_before = "filing", now(), session.scalar(settled) or 0
    audit.record("round-resumed", actor, "round", one.id)
    session.flush()
    ask(one.id)


def ask(round_id: UUID) -> bool:
    """Ask for the job that goes on with the round; False if one waits already."""
    return jobs.enqueue(FILE, lock=f"{LOCK}{round_id}", round_id=str(round_id))


def file_on(round_id: UUID, seconds: float, *, validity: int | None) -> bool:
    """File workbooks of a round for about so many seconds, one commit for each; whether there is more to do."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with unit_of_work():
            positions = list_waiting_workbooks(round_id, AT_ONCE)
            if not positions:
                _finish(round_id)
                return False
        for position in positions:
            if not _settle(round_id, position, validity):
                return False
            if time.monotonic() >= end:
                break
    return True


def _finish(round_id: UUID) -> None:
    one = _lock_open(round_id)
    if one is not None:
        one.state, one.finished_at = "done", now()
        audit.record("round-finished", _actor_of(one), "round", one.id)


def _settle(round_id: UUID, position: int, validity: int | None) -> bool:
    """File one workbook or note why not, unless that is done; False if the round was cancelled meanwhile."""
    with unit_of_work():
        one = _lock_open(round_id)
        if one is None:
            return False
        file = session.get_one(RoundFile, (round_id, position), with_for_update=True)
        if file.outcome == "waiting":
            file.outcome, file.reason = _file(one, file.workbook_id, validity)
    return True


def _file(one: ApprovalRound, workbook_id: UUID, validity: int | None) -> tuple[str, str]:
    """The outcome and the reason of one workbook; whatever goes wrong, nothing of it is left half-done."""
    try:
        with session.begin_nested():
            _file_whole(one, workbook_id, validity)
    except _NotNow as why:
        return "refused", why.reason
    except outcome.NoAddress:
        return "refused", "no_address"
    except (IntegrityError, DataError, UnfitForHeader):
        log.exception("round-workbook-not-filed", workbook=str(workbook_id))
        return "refused", "fault"
    return "filed", ""


def _file_whole(one: ApprovalRound, workbook_id: UUID, validity: int | None) -> None:
    wanted = select(Workbook).where(Workbook.id == workbook_id).with_for_update()
    workbook = session.scalars(wanted, execution_options={"populate_existing": True}).one()
    if workbook.state != "read":
        raise _NotNow("filed" if workbook.state == "filed" else "state")
    actor = _actor_of(one)
    for reviewed in review_all(list_records(workbook.id)):
        if reviewed.record.state == "read":
            _accept(actor, one, workbook, reviewed)
    outcome.file_each(actor, workbook, lambda record: _address(one, record), validity=validity)


def _accept(actor: Actor, one: ApprovalRound, workbook: Workbook, reviewed: Reviewed) -> None:
    """Let what only the web asks for be missing; anything else is for somebody to look at."""
    if reviewed.errors:
        raise _NotNow("errors")
    if not all(warning.is_lacking for warning in reviewed.warnings):
        raise _NotNow("warnings")
    if reviewed.warnings:
        answers.accept(actor, workbook, reviewed.record.position, one.reason)


def _address(one: ApprovalRound, reviewed: Reviewed) -> str:
    if one.recipient == "one":
        return one.number_to
    read = reading.email(value_of(reviewed.content, f"{one.recipient}.email"))
    return "" if read.fault else read.value


def _actor_of(one: ApprovalRound) -> Actor:
    return Actor(user_id=one.started_by, name=one.starter_name)


def _lock_open(round_id: UUID) -> ApprovalRound | None:
    """The round, if it is still to be filed; it stays so until the transaction ends."""
    wanted = select(ApprovalRound).where(ApprovalRound.id == round_id, ApprovalRound.state == "filing")
    return session.scalars(wanted.with_for_update()).one_or_none()
