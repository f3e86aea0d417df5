"""What the desk reads beside the dealers themselves: what happened to one, and the domain of its organization."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.organizations.models import Domain

EVENTS = 20


def list_events(dealer_id: UUID) -> Sequence[AuditEvent]:
    """The latest events about a dealer."""
    wanted = select(AuditEvent).where(AuditEvent.subject_type == "dealer", AuditEvent.subject_id == dealer_id)
    return session.scalars(wanted.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(EVENTS)).all()


def domain_of_organization(organization_id: UUID | None) -> str:
    """One domain by which the organization is found; empty for none."""
    if organization_id is None:
        return ""
    return session.scalar(select(func.min(Domain.domain)).where(Domain.organization_id == organization_id)) or ""
