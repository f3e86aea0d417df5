"""Staff's answers to what was read: corrections beside the original, reasons to let a warning stand (XLS-4, XLS-5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from tbc.audit import service as audit
from tbc.imports import rules
from tbc.imports.findings import Reviewed, required_by
from tbc.imports.mapping import content_of, corrected, line_of, paths, removed, value_of
from tbc.imports.models import Workbook, WorkbookRecord
from tbc.imports.queries import list_records
from tbc.imports.service.sums import review_all, sum_up
from tbc.imports.service.values import NotReadable, ProductInDoubt, read_value
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

__all__ = ["NotOpen", "NotReadable", "OverTaken", "ProductInDoubt", "UnknownField"]
OPEN = frozenset({"read", "to-register"})
# How much of a value the audit trail keeps; the whole stands in the record.
KEPT = 200


class NotOpen(Exception):
    """The workbook was filed or set aside meanwhile; nothing of it is answered any more."""


class UnknownField(Exception):
    """There is no such record, or no such field in it."""


class OverTaken(Exception):
    """Somebody has changed the field since it was seen; `value` is what stands there now."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


class NoReason(Exception):
    """One of the warnings stands only for a reason."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A record after an answer, and all records of its workbook with what is left in them."""

    record: WorkbookRecord
    reviewed: Sequence[Reviewed]


def correct(
    actor: Actor, workbook: Workbook, position: int, path: str, typed: str, *, seen: str | None = None, cell: str = ""
) -> Answered:
    """Put what staff typed in the place of what was read, which stays beside it; empty means: leave it blank.

    `seen` is the value that staff had before them, None for whoever does not look; `cell` is where they found `typed`,
    as `Sheet!C12`.

    Raises:
        NotOpen, UnknownField, OverTaken, NotReadable, ProductInDoubt
    """
    record, records = open_record(workbook, position)
    was = _known(record, path)
    value = read_value(path, typed)
    if not value and rules.is_required(path, required_by(record.form)):
        raise NotReadable("choose" if path.endswith((".product", ".same_as")) else "required")
    if seen is not None and seen != was != value:
        raise OverTaken(was)
    record.corrections = {**record.corrections, path: value}
    details = {"field": path, "was": was[:KEPT], "now": value[:KEPT]} | ({"cell": cell} if cell else {})
    return answered(actor, workbook, record, records, "workbook-corrected", **details)


def take_back(actor: Actor, workbook: Workbook, position: int, path: str, *, seen: str | None = None) -> Answered:
    """Let what was read count again.

    Raises:
        NotOpen, UnknownField, OverTaken
    """
    record, records = open_record(workbook, position)
    if path not in record.corrections:
        raise UnknownField
    was = _known(record, path)
    if seen is not None and seen != was:
        raise OverTaken(was)
    record.corrections = {at: value for at, value in record.corrections.items() if at != path}
    details = {"field": path, "was": was[:KEPT], "now": _known(record, path)[:KEPT]}
    return answered(actor, workbook, record, records, "workbook-correction-taken-back", **details)


def accept(
    actor: Actor, workbook: Workbook, position: int, reason: str, keys: Collection[str] | None = None
) -> Answered:
    """Let open warnings of one record stand, all or those named by `keys`, for a reason that is kept (XLS-5).

    Raises:
        NotOpen, UnknownField
        NoReason: none is given where one is asked for.
    """
    record, records = open_record(workbook, position)
    reviewed = next(one for one in review_all(records) if one.record is record)
    wanted = [one for one in reviewed.warnings if keys is None or one.key in keys]
    if not reason.strip() and any(rules.needs_reason(one.code) for one in wanted):
        raise NoReason
    answer = {"reason": reason, "by": actor.name, "at": now().isoformat()}
    record.accepted = {**record.accepted, **{one.key: answer for one in wanted}}
    said = {"reason": reason, "warnings": [one.key for one in wanted]}
    return answered(actor, workbook, record, records, "workbook-warnings-accepted", **said)


def open_record(workbook: Workbook, position: int) -> tuple[WorkbookRecord, Sequence[WorkbookRecord]]:
    """The record to answer, and all of its workbook.

    Raises:
        NotOpen, UnknownField
    """
    if workbook.state not in OPEN:
        raise NotOpen
    records = list_records(workbook.id)
    record = next((one for one in records if one.position == position and one.application is not None), None)
    if record is None:
        raise UnknownField
    return record, records


def answered(
    actor: Actor,
    workbook: Workbook,
    record: WorkbookRecord,
    records: Sequence[WorkbookRecord],
    act: str,
    **details: Any,
) -> Answered:
    """Write down that a record was answered, and what is left."""
    reviewed = sum_up(workbook, records)
    audit.record(act, actor, "workbook", workbook.id, record=record.position, **details)
    session.flush()
    return Answered(record, reviewed)


def content_now(record: WorkbookRecord) -> dict[str, Any]:
    """The record with staff's corrections, lines that are left out included."""
    return corrected(content_of(record.application or {}, record.matches), record.corrections)


def _known(record: WorkbookRecord, path: str) -> str:
    """What stands at `path` now; UnknownField if nothing can be corrected there."""
    content = content_now(record)
    if path not in set(paths(content)) or line_of(path) in removed(record.corrections):
        raise UnknownField
    return value_of(content, path)
