"""Filing in a company account while its organization is deleted, merged away, or loses the filer: one comes first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import create_engine, delete, select, update
from sqlalchemy.orm import Session

from tbc.applications import queries
from tbc.applications.models import Application
from tbc.applications.service import filing
from tbc.applications.service.belonging import AccountNotAvailable
from tbc.kit import db
from tbc.kit.clock import now
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tests.applications.given import AGREED, a_draft
from tests.organizations.given import a_member, an_account, an_organization
from tests.people import a_customer, acting

Change = Callable[[Session, UUID, UUID], None]


def _delete(session: Session, organization_id: UUID, _into: UUID) -> None:
    gone = {"deleted_at": now(), "purge_at": now() + timedelta(30)}
    session.execute(update(Organization).where(Organization.id == organization_id).values(**gone))


def _take_out(session: Session, _organization_id: UUID, _into: UUID) -> None:
    session.execute(delete(AccountMember))


def _merge(session: Session, organization_id: UUID, into: UUID) -> None:
    session.execute(update(CompanyAccount).values(organization_id=into))
    gone = {"merged_into_id": into}
    session.execute(update(Organization).where(Organization.id == organization_id).values(**gone))


@pytest.mark.rule("ORG-8")
@pytest.mark.rule("ORG-10")
@pytest.mark.parametrize(("change", "is_filed"), [(_delete, False), (_take_out, False), (_merge, True)])
def test_who_files_meanwhile_waits_and_finds_what_became_of_it(
    fresh_database: str, change: Change, is_filed: bool
) -> None:
    engine = create_engine(fresh_database)
    db.bind(engine)
    filer = a_customer()
    organization = an_organization(a_customer(), "example.co.jp")
    into = an_organization(a_customer(), "example.ne.jp").id
    a_member(organization, filer)
    draft_id = a_draft(filer, account=an_account(organization, filer)).id
    who, organization_id = acting(filer), organization.id
    db.session.remove()
    found, answers = threading.Event(), []

    def press() -> None:
        try:
            with db.unit_of_work():
                draft = queries.lock_application(who, draft_id)
                assert draft is not None
                found.set()
                filing.file(who, draft, AGREED, agreed_version="1", validity=None)
            answers.append(True)
        except AccountNotAvailable:
            answers.append(False)

    with Session(engine) as other:
        other.execute(select(Organization).where(Organization.id == organization_id).with_for_update())
        pressing = threading.Thread(target=press)
        pressing.start()
        assert found.wait(10)
        change(other, organization_id, into)
        other.commit()
    pressing.join()
    with Session(engine) as after:
        assert (after.get_one(Application, draft_id).state == "filed") is is_filed
    assert answers == [is_filed]
    engine.dispose()
