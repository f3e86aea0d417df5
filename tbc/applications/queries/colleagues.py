"""People of the same organization, to whom an application may be shown by name (APP-7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tbc.accounts.models import User
from tbc.applications.models import Application, Share
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount, Member, Organization


def is_shown_to(reader: BindParameter[UUID | None]) -> ColumnElement[bool]:
    """Whether the application was shown to `reader`, who is still in the organization that it happened in."""
    shared = exists().where(Share.application_id == Application.id, Share.user_id == reader)
    return and_(shared, is_colleague(reader))


def is_colleague(person: BindParameter[UUID | None] | Any) -> ColumnElement[bool]:
    """Whether `person` is in the live organization of the application's company account; of a quick one, in one with
    its filer."""
    # Names of their own: what the whole statement reads under the plain ones is something else.
    own, filers, organization = aliased(Member), aliased(Member), aliased(Organization)
    account = (
        select(CompanyAccount.organization_id)
        .where(CompanyAccount.id == Application.company_account_id, CompanyAccount.closed_at.is_(None))
        .correlate(Application)
        .scalar_subquery()
    )
    with_filer = exists().where(
        filers.organization_id == own.organization_id,
        filers.user_id == Application.filer_id,
        Application.company_account_id.is_(None),
    )
    return exists().where(
        own.user_id == person,
        organization.id == own.organization_id,
        organization.deleted_at.is_(None),
        organization.merged_into_id.is_(None),
        or_(own.organization_id == account, with_filer.correlate(Application, own)),
    )


def find_colleague(application: Application, email: str) -> User | None:
    """The person with that login id, if they are of the same organization."""
    return session.scalars(
        select(User)
        .join(Application, Application.id == application.id)
        .where(func.lower(User.email) == email.strip().lower(), User.kind == "customer", is_colleague(User.id))
    ).one_or_none()


def list_readers(application: Application) -> Sequence[Row[*tuple[Any, ...]]]:
    """To whom an application is shown, in the order in which that was done: user_id, name, email, shared_at, by; and
    `is_here`, whether they are still of the same organization and so can see it."""
    by = aliased(User)
    return session.execute(
        select(
            Share.user_id,
            User.name,
            User.email,
            Share.shared_at,
            by.name.label("by"),
            is_colleague(User.id).label("is_here"),
        )
        .join(User, User.id == Share.user_id)
        .join(by, by.id == Share.shared_by_id)
        .join(Application, Application.id == Share.application_id)
        .where(Share.application_id == application.id)
        .order_by(Share.shared_at, Share.user_id)
    ).all()
