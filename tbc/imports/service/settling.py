"""Reading on in a batch: a few files at the same time by children, one commit per file, each file once (XLS-3).

Whatever ends the process, files that are settled stay so, and the others wait: a file's content, its records and its
outcome in the batch are written by one transaction.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
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
# Workbooks of a form have some ten thousand bytes; of the largest that are taken only one or two lie in memory.
MOST_BYTES = 64 * 1024 * 1024
log = structlog.get_logger(__name__)


class Settled(NamedTuple):
    """What has become of a file: its outcome, and the errors that are left in what was read."""

    outcome: str
    errors: int = 0


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A file that is being read while those before it are written down."""

    position: int
    name: str
    body: bytes
    reading: Future[Look] | None


Told = Callable[[str, Settled], None]


class Line:
    """The waiting files of a batch in their order: a few are read ahead, one after the other is written down.

    `content_of` gives the content of a file or raises `EntryRefused`; `tell` hears of each file that is settled.
    """

    def __init__(
        self, batch_id: UUID, readers: Readers, content_of: Callable[[BatchFile], bytes], tell: Told | None = None
    ) -> None:
        self._batch_id, self._readers = batch_id, readers
        self._content_of, self._tell = content_of, tell
        self._ahead: deque[_Ahead] = deque()
        self._last = 0
        self._begun: set[str] = set()
        self._known = intake.Known()

    def run(self, has_time: Callable[[], bool] = lambda: True) -> bool:
        """Go on while there is time; whether there is more to do, which is not so when the batch was cancelled."""
        while has_time():
            if len(self._ahead) <= AT_ONCE // 2 and not self._fill():
                return False
            if self._ahead and not self._settle_next():
                return False
        # What is read already is written down; what is not will be read anew.
        while self._ahead and (self._ahead[0].reading is None or self._ahead[0].reading.done()):
            if not self._settle_next():
                return False
        return True

    def _fill(self) -> bool:
        """Let the readers begin with the next files; False if there is nothing left to do."""
        with unit_of_work():
            batch = lock_open(self._batch_id)
            if batch is None:
                return False
            files = list_waiting_files(self._batch_id, AT_ONCE - len(self._ahead), self._last)
            if not files and not self._ahead:
                if self._last == 0:
                    finish(batch)
                    return False
                # Another may have left some before these: once more from the beginning.
                self._last = 0
            names = [*(one.name for one in self._ahead), *(file.name for file in files)]
            batch.current_file = names[0] if names else ""
            contents = list(self._contents(files))
            if not contents:
                return True
            marks = {file.position: sha256(body).hexdigest() for file, body in contents}
            known = find_known(marks.values()).keys() | self._begun
            taught = forms_in_use()
        for file, body in contents:
            mark = marks[file.position]
            reading = None if mark in known else self._readers.begin(body, taught)
            known |= {mark}
            self._ahead.append(_Ahead(file.position, file.name, body, reading))
        self._begun |= set(marks.values())
        return True

    def _contents(self, files: Sequence[BatchFile]) -> Iterator[tuple[BatchFile, bytes]]:
        """Each file with its content, as many as fit into memory; one that has none is refused here and now."""
        room = MOST_BYTES - sum(len(one.body) for one in self._ahead)
        for file in files:
            self._last = file.position
            try:
                body = self._content_of(file)
            except EntryRefused as refusal:
                file.outcome, file.reason = "refused", refusal.code
                self._say(file.name, Settled("refused"))
                continue
            yield file, body
            room -= len(body)
            if room <= 0:
                return

    def _settle_next(self) -> bool:
        """Write down the first file; False if the batch was cancelled meanwhile."""
        one = self._ahead.popleft()
        settled = settle(self._batch_id, one.position, one.body, one.reading, self._known)
        if settled is None:
            return False
        self._say(one.name, settled)
        return True

    def _say(self, name: str, settled: Settled) -> None:
        if self._tell:
            self._tell(name, settled)


class _Parcels:
    """What the files of a batch hold that was uploaded; a parcel is fetched and opened once."""

    def __init__(self, batch_id: UUID, stack: ExitStack) -> None:
        self._batch_id, self._stack = batch_id, stack
        self._archives: dict[int, ZipFile] = {}

    def content_of(self, file: BatchFile) -> bytes:
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
    """Read uploaded files of a batch for about so many seconds; whether there is more to do."""
    end = time.monotonic() + seconds
    with ExitStack() as stack:
        parcels, readers = _Parcels(batch_id, stack), stack.enter_context(Readers())
        return Line(batch_id, readers, parcels.content_of).run(lambda: time.monotonic() < end)


def settle(
    batch_id: UUID, position: int, body: bytes, reading: Future[Look] | None, known: intake.Known | None = None
) -> Settled | None:
    """Write down one file with its outcome, unless that is done; None if the batch was cancelled meanwhile.

    A file that cannot be written down is refused: it must not stand in the way of the others for ever.
    """
    try:
        look = reading.result() if reading else None
        with unit_of_work():
            return _settle(batch_id, position, body, look, known)
    except (IntegrityError, DataError, LookupError, ValueError, TypeError):
        log.exception("batch-file-not-settled", batch=str(batch_id), position=position)
        if known is not None:
            known.forget()
        return refuse(batch_id, position, "fault")


def _settle(
    batch_id: UUID, position: int, body: bytes, look: Look | None, known: intake.Known | None
) -> Settled | None:
    # Files of a batch are never removed: without a row, the batch is not to be read any more.
    own = BatchFile.batch_id == Batch.id, Batch.id == batch_id, Batch.state == "reading", BatchFile.position == position
    wanted = select(Batch, BatchFile).where(*own).with_for_update()
    row = session.execute(wanted, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        return None
    batch, file = row
    if file.outcome != "waiting":
        return Settled(file.outcome)
    return _take_in(batch, file, body, look, known)


def refuse(batch_id: UUID, position: int, reason: str) -> Settled:
    """Note that a file is not taken in."""
    with unit_of_work():
        file = session.get_one(BatchFile, (batch_id, position), with_for_update=True)
        if file.outcome == "waiting":
            file.outcome, file.reason = "refused", reason
        return Settled(file.outcome)


def _take_in(batch: Batch, file: BatchFile, body: bytes, look: Look | None, known: intake.Known | None) -> Settled:
    actor = Actor(user_id=batch.started_by, name=batch.starter_name)
    workbook, is_new = intake.take_in(actor, file.name, body)
    outcome = "known"
    if is_new:
        intake.keep(workbook, look or look_into(body, taught=forms_in_use()), known)
        outcome = "failed" if workbook.state == "failed" else "read"
    file.workbook_id, file.outcome = workbook.id, outcome
    session.flush()
    return Settled(file.outcome, workbook.errors if file.outcome == "read" else 0)


def lock_open(batch_id: UUID) -> Batch | None:
    """The batch, if it is still to be read; it stays so until the transaction ends."""
    wanted = select(Batch).where(Batch.id == batch_id, Batch.state == "reading")
    return session.scalars(wanted.with_for_update()).one_or_none()
