"""Reading the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from tbc.audit.models import AuditEvent
from tbc.kit.db import session


def list_about(subject_type: str, subject_id: UUID) -> Sequence[AuditEvent]:
    """What happened to one subject, oldest first."""
    wanted = select(AuditEvent).where(AuditEvent.subject_type == subject_type, AuditEvent.subject_id == subject_id)
    return session.scalars(wanted.order_by(AuditEvent.at, AuditEvent.id)).all()
