"""Bank files that staff have brought, and the mappings of CSVs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Row, func, select

from tbc.kit.db import session
from tbc.payments.models import BankFile, BankUpload, CsvMapping
from tbc.policy import Actor

KEPT_FOR = timedelta(days=7)
LATEST = 5


def find_upload(actor: Actor, upload_id: UUID) -> BankUpload | None:
    """The file, as staff may see it; None for everybody else."""
    return session.get(BankUpload, upload_id) if actor.is_staff else None


def lock_upload(actor: Actor, upload_id: UUID) -> BankUpload | None:
    """As `find_upload`, as it is now and for this transaction alone."""
    if not actor.is_staff:
        return None
    wanted = select(BankUpload).where(BankUpload.id == upload_id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def list_uploads() -> Sequence[Row[UUID, str, str, datetime, str]]:
    """The files that wait to be taken or are being taken, the latest first."""
    return session.execute(
        select(
            BankUpload.id, BankUpload.file_name, BankUpload.state, BankUpload.uploaded_at, BankUpload.uploaded_by_name
        )
        .where(BankUpload.state != "taken")
        .order_by(BankUpload.uploaded_at.desc())
        .limit(LATEST)
    ).all()


def find_taken(upload: BankUpload) -> BankFile | None:
    """What has become of the file as it was taken."""
    return session.get(BankFile, upload.bank_file_id) if upload.bank_file_id else None


def find_csv_mapping(actor: Actor, mapping_id: UUID) -> CsvMapping | None:
    """A saved mapping, as staff may see it; None for everybody else."""
    return session.get(CsvMapping, mapping_id) if actor.is_staff else None


def list_mappings_in_use() -> Sequence[Row[CsvMapping, int]]:
    """The saved mappings by name, each with how many files were read by it."""
    return session.execute(
        select(CsvMapping, func.count(BankUpload.id).label("files"))
        .outerjoin(BankUpload, BankUpload.mapping_id == CsvMapping.id)
        .group_by(CsvMapping.id)
        .order_by(CsvMapping.name)
    ).all()
