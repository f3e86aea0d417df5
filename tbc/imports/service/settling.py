"""Reading on in a batch: a few files at the same time by children, one commit per file, each file once (XLS-3).

Whatever ends the process, files that are settled stay so, and the others wait: a file's content, its records and its
outcome in the batch are written by one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID
from zipfile import ZipFile

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError

from tbc.imports.archives import ArchiveRefused, EntryRefused, content_of, opened
from tbc.imports.models import Batch, BatchFile, Parcel
from tbc.imports.queries import find_known
from tbc.imports.queries.batches import list_waiting_files
from tbc.imports.queries.teaching import forms_in_use
from tbc.imports.readers import Readers
from tbc.imports.reading import Look, look_into
from tbc.imports.service import intake
from tbc.imports.service.batches import finish
from tbc.kit.db import session, unit_of_work
from tbc.policy import Actor

AT_ONCE = 8
log = structlog.get_logger(__name__)


class Settled(NamedTuple):
    """What has become of a file: its outcome, and the errors that are left in what was read."""

    outcome: str
    errors: int = 0


class _Contents:
    """What the files of a batch hold; a parcel is fetched and opened once."""

    def __init__(self, batch_id: UUID, stack: ExitStack) -> None:
        self._batch_id, self._stack = batch_id, stack
        self._archives: dict[int, ZipFile] = {}

    def of(self, file: BatchFile) -> bytes:
        """The content of a file.

        Raises:
            EntryRefused: it cannot be unpacked.
        """
        assert file.parcel is not None, "what was uploaded lies in a parcel"
        if file.entry is None:
            return self._body(file.parcel)
        if file.parcel not in self._archives:
            try:
                self._archives[file.parcel] = self._stack.enter_context(opened(self._body(file.parcel)))
            except ArchiveRefused:
                raise EntryRefused("damaged") from None
        return content_of(self._archives[file.parcel], file.entry)

    def _body(self, parcel: int) -> bytes:
        wanted = select(Parcel.body).where(Parcel.batch_id == self._batch_id, Parcel.position == parcel)
        return session.scalars(wanted).one()


def read_on(batch_id: UUID, seconds: float) -> bool:
    """Read files of a batch for about so many seconds; whether there is more to do."""
    end = time.monotonic() + seconds
    with ExitStack() as stack:
        contents, readers = _Contents(batch_id, stack), stack.enter_context(Readers())
        while time.monotonic() < end:
            if not _read_some(batch_id, contents, readers):
                return False
    return True


def _read_some(batch_id: UUID, contents: _Contents, readers: Readers) -> bool:
    """Read the next few files; False if the batch is finished or was cancelled."""
    with unit_of_work():
        batch = lock_open(batch_id)
        if batch is None:
            return False
        files = list_waiting_files(batch_id, AT_ONCE)
        if not files:
            finish(batch)
            return False
        batch.current_file = files[0].name
        bodies = [_content(file, contents) for file in files]
    for file, body, reading in zip(files, bodies, begin_reading(bodies, readers), strict=True):
        if body is not None and settle(batch_id, file.position, body, reading) is None:
            return False
    return True


def begin_reading(bodies: Sequence[bytes | None], readers: Readers) -> list[Future[Look] | None]:
    """Let the readers begin with each content that is neither there nor twice among these."""
    marks = [sha256(body).hexdigest() if body is not None else None for body in bodies]
    with unit_of_work():
        seen: set[str | None] = {None, *find_known(filter(None, marks))}
        taught = forms_in_use()
    begun = list[Future[Look] | None]()
    for body, mark in zip(bodies, marks, strict=True):
        begun.append(readers.begin(body, taught) if body is not None and mark not in seen else None)
        seen.add(mark)
    return begun


def settle(batch_id: UUID, position: int, body: bytes, reading: Future[Look] | None) -> Settled | None:
    """Write down one file with its outcome, unless that is done; None if the batch was cancelled meanwhile.

    A file that cannot be written down is refused: it must not stand in the way of the others for ever.
    """
    try:
        look = reading.result() if reading else None
        with unit_of_work():
            return _settle(batch_id, position, body, look)
    except (IntegrityError, DataError, LookupError, ValueError, TypeError):
        log.exception("batch-file-not-settled", batch=str(batch_id), position=position)
        return refuse(batch_id, position, "fault")


def _settle(batch_id: UUID, position: int, body: bytes, look: Look | None) -> Settled | None:
    batch = lock_open(batch_id)
    if batch is None:
        return None
    file = session.get(BatchFile, (batch_id, position), with_for_update=True, populate_existing=True)
    assert file is not None, "files of a batch are never removed"
    if file.outcome != "waiting":
        return Settled(file.outcome)
    batch.current_file = file.name
    return _take_in(batch, file, body, look)


def refuse(batch_id: UUID, position: int, reason: str) -> Settled:
    """Note that a file is not taken in."""
    with unit_of_work():
        file = session.get_one(BatchFile, (batch_id, position), with_for_update=True)
        if file.outcome == "waiting":
            file.outcome, file.reason = "refused", reason
        return Settled(file.outcome)


def _take_in(batch: Batch, file: BatchFile, body: bytes, look: Look | None) -> Settled:
    actor = Actor(user_id=batch.started_by, name=batch.starter_name)
    workbook, is_new = intake.take_in(actor, file.name, body)
    file.workbook_id, file.outcome = workbook.id, "known"
    if is_new:
        intake.keep(workbook, look or look_into(body, taught=forms_in_use()))
        file.outcome = "failed" if workbook.state == "failed" else "read"
    session.flush()
    return Settled(file.outcome, workbook.errors if file.outcome == "read" else 0)


def lock_open(batch_id: UUID) -> Batch | None:
    """The batch, if it is still to be read; it stays so until the transaction ends."""
    wanted = select(Batch).where(Batch.id == batch_id, Batch.state == "reading")
    return session.scalars(wanted.with_for_update()).one_or_none()


def _content(file: BatchFile, contents: _Contents) -> bytes | None:
    """A file's content; one that cannot be unpacked is refused here and now."""
    try:
        return contents.of(file)
    except EntryRefused as refusal:
        file.outcome, file.reason = "refused", refusal.code
        return None
