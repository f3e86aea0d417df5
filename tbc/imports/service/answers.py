"""Staff's answers to what was read: corrections beside the original, reasons to let a warning stand (XLS-4, XLS-5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tbc.applications.record import SAME_AS
from tbc.audit import service as audit
from tbc.catalog.queries import find_named, find_product, match_name
from tbc.imports import rules
from tbc.imports.findings import required_by
from tbc.imports.mapping import OTHER, content_of, corrected, entry_of, paths, split
from tbc.imports.models import Workbook, WorkbookRecord
from tbc.imports.queries import list_records
from tbc.imports.service.sums import review_all, sum_up
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

OPEN = frozenset({"read", "to-register"})


class NotOpen(Exception):
    """The workbook was filed or set aside meanwhile; nothing of it is answered any more."""


class UnknownField(Exception):
    """There is no such record, or no such field in it."""


class NotReadable(Exception):
    """What was typed cannot be read; `code` is one of the application's problems, with its `values`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class ProductInDoubt(NotReadable):
    """No product is called exactly so; `candidates` are the codes of those that may be meant."""

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__("unknown_product")
        self.candidates = list(candidates)


def correct(actor: Actor, workbook: Workbook, position: int, path: str, typed: str) -> WorkbookRecord:
    """Put what staff typed in the place of what was read, which stays beside it; empty means: leave it blank.

    Raises:
        NotOpen, UnknownField, NotReadable, ProductInDoubt
    """
    record, records = _open(workbook, position)
    if path not in set(paths(_content(record))):
        raise UnknownField
    value = _read(path, typed)
    if not value and rules.is_required(path, required_by(record.form)):
        raise NotReadable("choose" if path.endswith((".product", ".same_as")) else "required")
    record.corrections = {**record.corrections, path: value}
    return _answered(actor, workbook, record, records, "workbook-corrected", field=path)


def take_back(actor: Actor, workbook: Workbook, position: int, path: str) -> WorkbookRecord:
    """Let what was read count again.

    Raises:
        NotOpen, UnknownField
    """
    record, records = _open(workbook, position)
    if path not in record.corrections:
        raise UnknownField
    record.corrections = {at: value for at, value in record.corrections.items() if at != path}
    return _answered(actor, workbook, record, records, "workbook-correction-taken-back", field=path)


def accept(actor: Actor, workbook: Workbook, position: int, reason: str) -> WorkbookRecord:
    """Let all open warnings of one record stand, for a reason that is kept (XLS-5).

    Raises:
        NotOpen, UnknownField
    """
    record, records = _open(workbook, position)
    reviewed = next(one for one in review_all(records) if one.record is record)
    keys = [finding.key for finding in reviewed.warnings]
    answer = {"reason": reason, "by": actor.name, "at": now().isoformat()}
    record.accepted = {**record.accepted, **dict.fromkeys(keys, answer)}
    return _answered(actor, workbook, record, records, "workbook-warnings-accepted", reason=reason, warnings=keys)


def _open(workbook: Workbook, position: int) -> tuple[WorkbookRecord, Sequence[WorkbookRecord]]:
    if workbook.state not in OPEN:
        raise NotOpen
    records = list_records(workbook.id)
    record = next((one for one in records if one.position == position and one.application is not None), None)
    if record is None:
        raise UnknownField
    return record, records


def _answered(
    actor: Actor,
    workbook: Workbook,
    record: WorkbookRecord,
    records: Sequence[WorkbookRecord],
    act: str,
    **details: Any,
) -> WorkbookRecord:
    sum_up(workbook, records)
    audit.record(act, actor, "workbook", workbook.id, record=record.position, **details)
    session.flush()
    return record


def _content(record: WorkbookRecord) -> dict[str, object]:
    return corrected(content_of(record.application or {}, record.matches), record.corrections)


def _read(path: str, typed: str) -> str:
    """The text that is kept for what was typed, by the same readers as on the web."""
    part, _at, name = split(path)
    if name == "same_as":
        if typed not in {*SAME_AS[part], OTHER}:
            raise NotReadable("choose")
        return typed
    entry = entry_of(path)
    assert entry is not None, "every path of a record but same_as has a field"
    if name == "product":
        return _product(typed)
    reading = entry.read(typed)
    if reading.fault:
        raise NotReadable(reading.fault)
    if len(reading.value) > entry.longest:
        raise NotReadable("too_long", longest=entry.longest, length=len(reading.value))
    return reading.value


def _product(typed: str) -> str:
    """The code of the product that a code or a whole name means."""
    asked = typed.strip()
    found = (find_product(asked.upper()) or find_named(asked)) if asked else None
    if found is None:
        raise ProductInDoubt([product.code for product in match_name(asked)] if asked else [])
    return found.code
