"""Who has to have a second factor because an owner demands it (ACC-3)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select

from tbc.kit.db import session
from tbc.organizations.models import Member, Organization


def needs_second_factor(user_id: UUID) -> bool:
    """Whether the person is in a live organization that demands it."""
    demanding = exists().where(
        Member.user_id == user_id,
        Member.organization_id == Organization.id,
        Organization.needs_second_factor,
        Organization.deleted_at.is_(None),
        Organization.merged_into_id.is_(None),
    )
    return bool(session.scalar(select(demanding)))


def people_of(organization: Organization) -> list[UUID]:
    """Everybody who is in it."""
    return list(session.scalars(select(Member.user_id).where(Member.organization_id == organization.id)))
