"""The demo's organizations: what each of its people was promised to find there, is there."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from tbc.accounts.models import User
from tbc.applications.models import Application, Share
from tbc.applications.service import moving
from tbc.demo.people import BY_KEY
from tbc.demo.seed.dealership import CLIENTS
from tbc.demo.seed.people import acting
from tbc.desk.queries import recoveries
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount, EndUser, Organization
from tbc.organizations.queries.asking import list_open_invitations, list_waiting
from tbc.organizations.queries.domains import domain_of_actor
from tbc.organizations.queries.members import list_own, list_people
from tbc.organizations.queries.merging import list_twins
from tbc.organizations.queries.organizations import find_organization
from tbc.policy import Actor


def _actor(key: str) -> Actor:
    return acting(session.scalars(select(User).where(User.email == BY_KEY[key].email)).one())


def _own(key: str, source: str = "direct") -> Organization:
    actor = _actor(key)
    found = next(row[0] for row in list_own(actor) if row[0].source == source)
    organization = find_organization(actor, found.id)
    assert organization is not None
    return organization


@pytest.mark.rule("ORG-1")
def test_each_company_has_a_domain_of_its_own(demo: Flask) -> None:
    assert domain_of_actor(_actor("customer")) == "takasaki.example.jp"
    assert domain_of_actor(_actor("dealer")) == "dummy-joho.example.jp"


@pytest.mark.rule("ORG-2")
@pytest.mark.rule("ORG-3")
def test_the_customer_owns_alone_and_two_colleagues_wait_for_an_answer(demo: Flask) -> None:
    organization = _own("customer")
    people = list_people(organization)
    assert [(row.User.name, row.Member.is_owner) for row in people.rows] == [
        ("見本　さくら", True),
        ("例﨑　かえで", False),
    ]
    waiting = [(request.kind, user.name) for request, user in list_waiting(organization.id)]
    assert waiting == [("join", "模範　葵"), ("create-accounts", "例﨑　かえで")]


@pytest.mark.rule("APP-1")
def test_the_customer_has_filings_in_the_account_and_others_to_move(demo: Flask) -> None:
    in_account = _count_in(_own("customer").id, "サンプル髙﨑建設株式会社")
    assert 15 <= in_account <= 30
    assert moving.count_movable(_actor("customer")) >= 5
    assert session.scalar(select(func.count()).select_from(Share)) == 1


def test_a_draft_was_begun_by_one_and_continued_by_another(demo: Flask) -> None:
    drafts = session.scalars(
        select(Application).where(Application.number.is_(None), Application.mode == "account-managed")
    ).all()
    savers = [{entry.get("by") for entry in draft.progress.values()} for draft in drafts]
    assert {"例﨑　かえで", "見本　さくら"} in savers


@pytest.mark.rule("ORG-6")
@pytest.mark.rule("ORG-7")
def test_the_dealer_has_an_account_for_each_client_with_their_sites(demo: Flask) -> None:
    organization = _own("dealer")
    accounts = select(CompanyAccount.id).where(CompanyAccount.organization_id == organization.id)
    assert len(session.scalars(accounts).all()) == len(CLIENTS) == 12
    assert session.scalar(select(func.count()).where(EndUser.account_id.in_(accounts))) == 60
    people = {row.User.name: row.Member for row in list_people(organization).rows}
    assert people["雛形　二美"].creates_accounts
    assert people["卸　元"].standing == "guest"
    assert len(list_open_invitations(organization.id)) == 2


@pytest.mark.rule("ORG-8")
def test_the_dealer_can_take_the_partner_portals_organization_in(demo: Flask) -> None:
    (twin,) = list_twins(_actor("dealer"), _own("dealer"))
    assert twin.organization.source == "partner"
    assert twin.may_come_in


@pytest.mark.rule("ORG-9")
def test_one_organization_has_no_owner_and_another_waits_for_staff(demo: Flask) -> None:
    assert _own("claimer", "partner").ownerless_since is not None
    kinds = [line.kind for line in recoveries.list_waiting() if line.is_ours]
    assert sorted(kinds) == ["owner-gone", "request"]


@pytest.mark.rule("ORG-10")
def test_one_organization_was_deleted_and_can_come_back(demo: Flask) -> None:
    (deleted,) = [row[0] for row in list_own(_actor("restorer"))]
    assert deleted.deleted_at is not None
    assert deleted.purged_at is None


def _count_in(organization_id: UUID, name: str) -> int:
    wanted = (
        select(func.count())
        .select_from(Application)
        .join(CompanyAccount, CompanyAccount.id == Application.company_account_id)
        .where(CompanyAccount.organization_id == organization_id, CompanyAccount.name == name)
    )
    return session.scalar(wanted) or 0
