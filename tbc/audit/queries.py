"""Reading the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select

from tbc.audit.models import AuditEvent
from tbc.kit.db import session

_TABLE = AuditEvent.__table__.c
_COLUMNS: tuple[Any, ...] = (_TABLE.at, _TABLE.act, _TABLE.actor_id, _TABLE.actor_name, _TABLE.address, _TABLE.details)


# Put together once: every application's page asks it.
_ABOUT = (
    select(*_COLUMNS)
    .where(_TABLE.subject_type == bindparam("subject_type"), _TABLE.subject_id == bindparam("subject_id"))
    .order_by(_TABLE.at, _TABLE.id)
)


def list_about(subject_type: str, subject_id: UUID) -> Sequence[Row[Any]]:
    """What happened to one subject, oldest first."""
    return session.execute(_ABOUT, {"subject_type": subject_type, "subject_id": subject_id}).all()
