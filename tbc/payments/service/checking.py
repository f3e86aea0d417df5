"""Looking at a bank's file before it is taken: what is in it, what is known, what would book itself (PAY-1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from tbc.audit import service as audit
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.payments.models import BankUpload, CsvMapping
from tbc.payments.names import wide
from tbc.payments.queries.uploads import KEPT_FOR
from tbc.payments.reading import BankFile, Mapping, read_bank_file
from tbc.payments.reading.guessing import is_sheet
from tbc.payments.reading.sheets import rows_of as cells_of
from tbc.payments.rules import Decision
from tbc.payments.service.importing import (
    AT_ONCE,
    FileKnown,
    account_named,
    cames_of,
    find_file,
    known_among,
    rows_of,
)
from tbc.payments.service.keeping import Row
from tbc.payments.service.mapping import list_fitting, mapping_of
from tbc.payments.service.matching import foresee
from tbc.policy import Actor

# What would book itself is foreseen for so many rows, and so many are shown.
FORESEEN_AT_MOST = 3_000
SHOWN = 100


def bring(actor: Actor, file_name: str, body: bytes, mapping: CsvMapping | None = None) -> BankUpload:
    """Keep a file with what was found in it; nothing of it is taken. Brought again, it is looked at again.

    A CSV is read by `mapping`, or by the one saved mapping whose headings it has; else it waits, `unmapped`.

    Raises:
        FileFaulty: it cannot be read whole; nothing is kept.
        FileKnown: it was taken before.
        AccountUnknown: the mapping's account is not configured any more.
    """
    digest = sha256(body).hexdigest()
    known = find_file(digest)
    upload = session.scalar(select(BankUpload).where(BankUpload.sha256 == digest).with_for_update())
    if upload and upload.state == "taking":
        return upload
    if known:
        raise FileKnown(known)
    if mapping is None and is_sheet(body):
        fitting = list_fitting(cells_of(body))
        mapping = fitting[0] if len(fitting) == 1 else None
        if mapping is None:
            return _keep(actor, upload or BankUpload(sha256=digest), file_name, body, state="unmapped", kind="")
    found = _found(body, mapping)
    return _keep(actor, upload or BankUpload(sha256=digest), file_name, body, state="checked", **found)


def check(actor: Actor, upload: BankUpload, mapping: CsvMapping) -> None:
    """Look at a file anew, by a mapping that was made for it. Whoever calls has locked it, and it is not taken yet.

    Raises:
        FileFaulty: it cannot be read so.
        AccountUnknown: as for `bring`.
    """
    assert upload.body is not None, "it is not taken yet"
    _keep(actor, upload, upload.file_name, upload.body, state="checked", **_found(upload.body, mapping))


def read_again(upload: BankUpload) -> BankFile:
    """The rows of a file that was looked at.

    Raises:
        AccountUnknown: as for `bring`.
    """
    assert upload.body is not None, "it is not taken yet"
    mapping = mapping_of(upload.columns) if upload.columns else None
    return _read(upload.body, mapping, upload.account_key, upload)


def discard(actor: Actor, upload: BankUpload) -> None:
    """Forget a file that is not taken. Whoever calls has locked it."""
    audit.record("bank-upload-discarded", actor, "bank-upload", upload.id, file_name=upload.file_name)
    session.delete(upload)
    session.flush()


def forget() -> None:
    """Remove files that nobody took within a week: they tell who paid what."""
    old = BankUpload.uploaded_at < now() - KEPT_FOR
    session.execute(delete(BankUpload).where(old, BankUpload.state.in_(("unmapped", "checked"))))


def _found(body: bytes, mapping: CsvMapping | None) -> dict[str, Any]:
    """What the columns of the upload say of a file that was read."""
    columns = mapping_of(mapping.columns) if mapping else None
    read = _read(body, columns, mapping.account_key if mapping else "")
    return {
        "kind": read.kind,
        "mapping_id": mapping.id if mapping else None,
        "mapping_name": mapping.name if mapping else "",
        "columns": mapping.columns if mapping else None,
        "account_key": mapping.account_key if mapping else "",
        "rows": len(read.transfers),
        "amount": read.amount,
        "findings": _findings(read),
    }


def _read(body: bytes, mapping: Mapping | None, account_key: str, upload: BankUpload | None = None) -> BankFile:
    # Years of two digits mean the same on the day of taking as on the day of looking.
    near = upload.uploaded_at.date() if upload else today()
    return read_bank_file(body, near, mapping, account_named(account_key) if mapping else None)


def _findings(read: BankFile) -> dict[str, Any]:
    rows = rows_of(read)
    known = _known(rows)
    new = [row for row in rows if row.incoming.checksum not in known]
    decisions = foresee(cames_of(new)) if 0 < len(new) <= FORESEEN_AT_MOST else []
    by_checksum = {row.incoming.checksum: one for row, one in zip(new, decisions, strict=False)}
    sure = [row.incoming.amount for row, one in zip(new, decisions, strict=False) if one.invoice]
    return {
        "accounts": [_account(statement.account, rows) for statement in read.statements],
        "known": len(known),
        "is_foreseen": len(new) <= FORESEEN_AT_MOST,
        "booked": len(sure),
        "booked_amount": sum(sure),
        "reasons": Counter(one.reasons[0] for one in decisions if not one.invoice),
        "listed": [_listed(row, by_checksum.get(row.incoming.checksum), known) for row in rows[:SHOWN]],
    }


def _known(rows: Sequence[Row]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(rows), AT_ONCE):
        found |= known_among(rows[start : start + AT_ONCE])
    return found


def _account(account: Any, rows: Iterable[Row]) -> dict[str, Any]:
    """An account of the file: whether it is one of ours, and what came in there."""
    here = [row for row in rows if row.incoming.account is account]
    came = [row.incoming.amount for row in here if not row.incoming.is_cancellation]
    return {
        "place": f"{account.bank_code}-{account.branch_code}-{account.number}",
        "holder": wide(account.holder),
        "is_ours": any(row.place.account_key for row in here) if here else True,
        "rows": len(here),
        "amount": sum(came),
    }


def _listed(row: Row, decision: Decision | None, known: set[str]) -> dict[str, Any]:
    incoming = row.incoming
    return {
        "position": incoming.position,
        "value_on": incoming.value_on.isoformat(),
        "name": incoming.payer_kana,
        "amount": incoming.amount,
        "is_known": incoming.checksum in known,
        "invoice": decision.invoice.number if decision and decision.invoice else "",
        "reasons": list(decision.reasons) if decision else [],
    }


def _keep(actor: Actor, upload: BankUpload, file_name: str, body: bytes, **found: Any) -> BankUpload:
    upload.file_name, upload.body, upload.uploaded_at = file_name, body, now()
    upload.uploaded_by_id, upload.uploaded_by_name = actor.user_id, actor.name
    for name, value in found.items():
        setattr(upload, name, value)
    session.add(upload)
    session.flush()
    return upload


def of_id(upload_id: UUID) -> BankUpload:
    """The file, for this transaction alone."""
    wanted = select(BankUpload).where(BankUpload.id == upload_id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one()
