"""Batches: begun by an upload or a command, cancelled, taken up again, finished (XLS-3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from tbc import jobs
from tbc.audit import service as audit
from tbc.imports.archives import ArchiveRefused, is_archive, is_left_out, list_entries, plain_path
from tbc.imports.models import Batch, BatchFile, Parcel
from tbc.imports.service.intake import plain_name
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

READ = "read-batch"
LOCK = "batch "
NAME_LENGTH = 200


class BatchStateChanged(Exception):
    """What was asked is not possible any more: `state` is where the batch stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: its name and its content."""

    name: str
    body: bytes


def begin(actor: Actor, sent: Sequence[Sent]) -> Batch:
    """Keep what was sent, a ZIP as it is, and ask for the job that reads the files.

    Raises:
        ArchiveRefused: one of the ZIPs is not taken, or there is no file at all; nothing is kept then.
    """
    batch = _open(actor, _name_of(sent), "web")
    files = [row | {"batch_id": batch.id, "position": at} for at, row in enumerate(_files(sent), 1)]
    if not files:
        raise ArchiveRefused("empty")
    parcels = [{"batch_id": batch.id, "position": at, "body": one.body} for at, one in enumerate(sent, 1)]
    session.execute(insert(Parcel), parcels)
    session.execute(insert(BatchFile), files)
    batch.settled_before = sum(row["outcome"] != "waiting" for row in files)
    audit.record("batch-begun", actor, "batch", batch.id, name=batch.name, files=len(files))
    session.flush()
    ask(batch.id)
    return batch


def begin_at(actor: Actor, name: str, names: Sequence[str]) -> Batch:
    """A batch of files that lie elsewhere: the caller reads them and settles each.

    One of the same name that was broken off or cancelled is taken up again; what it has settled stays settled, and what
    has gone meanwhile is refused.
    """
    known = session.scalars(
        select(Batch)
        .where(Batch.source == "command", Batch.name == plain_name(name), Batch.state != "done")
        .order_by(Batch.id.desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()
    batch = known or _open(actor, plain_name(name), "command")
    there = set(session.scalars(select(BatchFile.name).where(BatchFile.batch_id == batch.id)))
    new = [own for own in dict.fromkeys(map(plain_path, names)) if own not in there]
    files = [{"batch_id": batch.id, "position": at, "name": own} for at, own in enumerate(new, len(there) + 1)]
    if files:
        session.execute(insert(BatchFile), files)
    gone = there - set(map(plain_path, names))
    if gone:
        left = update(BatchFile).where(BatchFile.batch_id == batch.id, BatchFile.outcome == "waiting")
        session.execute(left.where(BatchFile.name.in_(gone)).values(outcome="refused", reason="missing"))
    take_up(batch)
    audit.record("batch-resumed" if known else "batch-begun", actor, "batch", batch.id, name=batch.name)
    session.flush()
    return batch


def cancel(actor: Actor, batch: Batch) -> None:
    """Stop after the present file; what was read stays. The caller has locked the row.

    Raises:
        BatchStateChanged: it is not being read.
    """
    if batch.state != "reading":
        raise BatchStateChanged(batch.state)
    batch.state, batch.current_file = "cancelled", ""
    audit.record("batch-cancelled", actor, "batch", batch.id, name=batch.name)
    session.flush()


def resume(actor: Actor, batch: Batch) -> None:
    """Go on where it was stopped. The caller has locked the row.

    Raises:
        BatchStateChanged: it was not cancelled.
    """
    if batch.state != "cancelled":
        raise BatchStateChanged(batch.state)
    take_up(batch)
    audit.record("batch-resumed", actor, "batch", batch.id, name=batch.name)
    session.flush()
    if batch.source == "web":
        ask(batch.id)


def take_up(batch: Batch) -> None:
    """Reading goes on from now: what is left is estimated from here."""
    settled = select(func.count()).where(BatchFile.batch_id == batch.id, BatchFile.outcome != "waiting")
    batch.state, batch.resumed_at, batch.settled_before = "reading", now(), session.scalar(settled) or 0


def finish(batch: Batch) -> None:
    """All files are settled: the workbooks have what was sent, which is not needed twice."""
    batch.state, batch.current_file, batch.finished_at = "done", "", now()
    session.execute(delete(Parcel).where(Parcel.batch_id == batch.id))
    who = Actor(user_id=batch.started_by, name=batch.starter_name)
    audit.record("batch-finished", who, "batch", batch.id, name=batch.name)
    session.flush()


def ask(batch_id: UUID) -> bool:
    """Ask for the job that reads on in the batch; False if one waits already."""
    return jobs.enqueue(READ, lock=f"{LOCK}{batch_id}", batch_id=str(batch_id))


def _open(actor: Actor, name: str, source: str) -> Batch:
    batch = Batch(name=name, source=source, started_by=actor.user_id, starter_name=actor.name)
    session.add(batch)
    session.flush()
    return batch


def _name_of(sent: Sequence[Sent]) -> str:
    """A batch is called like its first ZIP, else like its first file."""
    archives = [one for one in sent if one.name.lower().endswith(".zip")]
    return plain_name((archives or list(sent))[0].name)[:NAME_LENGTH]


def _files(sent: Sequence[Sent]) -> Iterator[dict[str, object]]:
    for parcel, one in enumerate(sent, 1):
        if is_archive(one.name, one.body):
            for entry in list_entries(one.body):
                outcome = "refused" if entry.refusal else "waiting"
                place = {"name": entry.name, "parcel": parcel, "entry": entry.index}
                yield place | {"outcome": outcome, "reason": entry.refusal}
        elif not is_left_out(one.name):
            name = plain_path(one.name)
            yield {"name": name, "parcel": parcel, "entry": None, "outcome": "waiting", "reason": ""}
