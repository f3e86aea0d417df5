"""Taking a bank's file that was looked at: at once, or a large one by the worker, some rows at a time (PAY-1).

The rows of each step and how far it has come are one transaction: whatever ends the process, each row is taken once.
"""

from __future__ import annotations

import time
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.types import Text

from tbc import jobs
from tbc.invoices.house import settings
from tbc.kit.db import session, unit_of_work
from tbc.payments.models import BankFile, BankUpload
from tbc.payments.service.checking import of_id, read_again
from tbc.payments.service.importing import AT_ONCE, begin, finish, rows_of, take_rows
from tbc.payments.service.keeping import Row
from tbc.policy import Actor

TAKE = "payments:take-file"
LOCK = "bank-upload:"
# A request takes so many rows, a step of the worker as many: each that is booked extends licenses in the rooms above.
STEP = 500


class NotWaiting(Exception):
    """It is taken, or being taken, already."""


def take_upload(actor: Actor, upload: BankUpload) -> None:
    """Take the file: a small one now, a large one by the worker. Whoever calls has locked it.

    Raises:
        NotWaiting: somebody has said so before.
        FileKnown: a file of the same content was taken another way.
        AccountUnknown: its account is not configured any more.
    """
    if upload.state != "checked":
        raise NotWaiting
    read = read_again(upload)
    file = begin(actor, read, upload.sha256, upload.file_name)
    upload.state, upload.bank_file_id = "taking", file.id
    upload.uploaded_by_id, upload.uploaded_by_name = actor.user_id, actor.name
    session.flush()
    if upload.rows > STEP:
        ask(upload.id)
        return
    rows = rows_of(read)
    if rows:
        take_rows(actor, file, rows)
    _finish(actor, upload, file)


def ask(upload_id: UUID) -> bool:
    """Have the worker go on; whether nobody has asked yet."""
    return jobs.enqueue(TAKE, lock=f"{LOCK}{upload_id}", upload_id=str(upload_id))


def lacks_account(upload: BankUpload) -> bool:
    """The account of its CSV is not configured any more; the file goes on as soon as it is again."""
    return upload.account_key not in _accounts()


def list_left() -> list[UUID]:
    """The files that can go on, but that no job is about."""
    lost = ~jobs.is_asked_for(func.concat(LOCK, BankUpload.id.cast(Text)))
    wanted = (BankUpload.state == "taking", BankUpload.account_key.in_(_accounts()), lost)
    return list(session.scalars(select(BankUpload.id).where(*wanted).limit(100)))


def take_on(upload_id: UUID, seconds: float) -> bool:
    """Take rows for about so many seconds; whether there are more."""
    end, rows = time.monotonic() + seconds, None
    while time.monotonic() < end:
        with unit_of_work():
            upload = of_id(upload_id)
            if upload.state != "taking" or lacks_account(upload):
                return False
            rows = rows if rows is not None else rows_of(read_again(upload))
            if not _step(upload, rows):
                return False
    return True


def _accounts() -> list[str]:
    # Files in the banks' own format name their accounts themselves.
    return ["", *(account.key for account in settings().bank_accounts)]


def _step(upload: BankUpload, rows: list[Row]) -> bool:
    """The next rows; whether there are more."""
    assert upload.bank_file_id is not None, "it is being taken"
    file = session.get_one(BankFile, upload.bank_file_id)
    actor = Actor(user_id=upload.uploaded_by_id, name=upload.uploaded_by_name)
    chunk = rows[upload.done : upload.done + min(STEP, AT_ONCE)]
    if chunk:
        take_rows(actor, file, chunk)
        upload.done += len(chunk)
    if upload.done < len(rows):
        return True
    _finish(actor, upload, file)
    return False


def _finish(actor: Actor, upload: BankUpload, file: BankFile) -> None:
    finish(actor, file)
    upload.state, upload.body, upload.done = "taken", None, upload.rows
    upload.findings = {name: found for name, found in upload.findings.items() if name != "listed"}
    session.flush()
