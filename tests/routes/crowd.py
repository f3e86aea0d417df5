"""A crowd in the cast's organization: more of everything than a page shows, written at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from tbc.accounts.models import User
from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.organizations.models import AccountMember, CompanyAccount, EndUser, Invitation, JoinRequest, Member
from tests.applications.given import PARTY
from tests.routes.actors import Cast
from tests.routes.organization_things import managed_draft, managed_filed

MEMBERS, ACCOUNTS, APPLICATIONS = 300, 200, 500


def gather(cast: Cast) -> None:
    """Put them all in."""
    people = _people(cast)
    _accounts(cast, people)
    _asking(cast, people)
    _applications(cast)
    event = {"organization_id": cast.organization_id, "subject_type": "organization", "act": "organization-asked"}
    session.execute(insert(AuditEvent), [event | {"id": new_id(), "details": {}} for _ in range(APPLICATIONS)])
    session.commit()


def _people(cast: Cast) -> list[UUID]:
    ids = [new_id() for _ in range(MEMBERS)]
    known = {"name": "同僚　光", "mode": "corporate", "proven_at": now()}
    session.execute(insert(User), [known | {"id": own, "email": f"{own}@example.co.jp"} for own in ids])
    session.execute(insert(Member), [{"organization_id": cast.organization_id, "user_id": own} for own in ids])
    return ids


def _accounts(cast: Cast, people: list[UUID]) -> None:
    """`manager` is in each of them, and half of the people are in the cast's own, which has many end users."""
    ids = [new_id() for _ in range(ACCOUNTS)]
    here = {"organization_id": cast.organization_id, "search_pairs": []}
    session.execute(insert(CompanyAccount), [here | {"id": own, "name": f"会社 {own}"} for own in ids])
    manager = {"user_id": cast.ids["manager"], "is_manager": True}
    session.execute(insert(AccountMember), [manager | {"account_id": own} for own in ids])
    inside = {"account_id": cast.account_id, "is_manager": False}
    session.execute(insert(AccountMember), [inside | {"user_id": own} for own in people[::2]])
    company = {"account_id": cast.account_id, "corporate_name": PARTY["corporate_name"], "search_pairs": []}
    session.execute(insert(EndUser), [company | {"id": new_id(), "content": PARTY} for _ in range(ACCOUNTS)])


def _asking(cast: Cast, people: list[UUID]) -> None:
    here, soon = {"organization_id": cast.organization_id}, now() + timedelta(7)
    asked = here | {"kind": "create-accounts", "reason": "使います。", "lapses_at": soon}
    session.execute(insert(JoinRequest), [asked | {"id": new_id(), "user_id": own} for own in people[:100]])
    invited = here | {"invited_by_id": cast.ids["owner"], "expires_at": soon}
    ids = [new_id() for _ in range(100)]
    rows = [invited | {"id": own, "email": f"{own}@example.com", "token_hash": own.bytes} for own in ids]
    session.execute(insert(Invitation), rows)


def _applications(cast: Cast) -> None:
    """Filed ones and drafts: of the company account, and quick ones of the filer."""
    names = [column.key for column in Application.__table__.columns]
    quick = {"mode": "quick", "company_account_id": None, "filer_id": cast.ids["filer"]}
    rows: list[dict[str, Any]] = []
    for model in (managed_filed(cast), managed_draft(cast)):
        columns = {name: getattr(model, name) for name in names}
        for _ in range(APPLICATIONS // 2):
            for whose in ({}, quick):
                number = numbers.draw() if model.number else None
                rows.append(columns | whose | {"id": new_id(), "number": number})
    session.execute(insert(Application), rows)
