"""Supplements: uploaded, checked by their definition, kept with the application (CAT-2), whose row is locked."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256

from sqlalchemy import delete

from tbc.applications.models import Application, UploadedSupplement
from tbc.applications.service.belonging import record
from tbc.applications.service.drafts import still_draft
from tbc.catalog.queries import find_supplement
from tbc.catalog.supplements import check
from tbc.kit.db import session
from tbc.policy import Actor


def upload(actor: Actor, application: Application, code: str, file_name: str, body: bytes) -> UploadedSupplement | None:
    """Check and keep a filled supplement, faulty or not, in place of an earlier one; None if there is no such code.

    Raises:
        NoLongerDraft: the application was filed meanwhile.
    """
    supplement = find_supplement(code)
    if supplement is None:
        return None
    still_draft(application)
    reading = check(supplement, body, file_name)
    session.execute(_of(application, code))
    kept = UploadedSupplement(
        application_id=application.id,
        code=code,
        file_name=file_name[:200],
        body=body,
        size=len(body),
        sha256=sha256(body).hexdigest(),
        rows=len(reading.rows),
        problems=[asdict(problem) for problem in reading.problems],
    )
    session.add(kept)
    application.version += 1
    record("supplement-uploaded", actor, application, code=code, sha256=kept.sha256)
    session.flush()
    return kept


def remove(actor: Actor, application: Application, code: str) -> None:
    """Take an uploaded supplement off the draft.

    Raises:
        NoLongerDraft: the application was filed meanwhile.
    """
    still_draft(application)
    session.execute(_of(application, code))
    application.version += 1
    record("supplement-removed", actor, application, code=code)
    session.flush()


def _of(application: Application, code: str):  # type: ignore[no-untyped-def]  # SQLAlchemy's Delete is generic in its rows
    return delete(UploadedSupplement).where(
        UploadedSupplement.application_id == application.id, UploadedSupplement.code == code
    )
