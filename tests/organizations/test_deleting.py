"""Deleting an organization: what goes, what stays, thirty days to think again, and what the clock removes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.kit import db
from tbc.kit.clock import now, told
from tbc.kit.formats import long_date
from tbc.organizations.models import (
    AccountMember,
    CompanyAccount,
    Domain,
    EndUser,
    Invitation,
    JoinRequest,
    Member,
    Organization,
)
from tbc.organizations.queries.deleted import find_reserved
from tbc.organizations.service import deleting
from tests.accounts.journeys import letters
from tests.applications.given import a_filed
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account, an_end_user, an_organization
from tests.people import a_customer, acting, sign_in

NAME = "高崎見本株式会社"


@pytest.mark.rule("ORG-10")
def test_the_page_lists_what_goes_and_takes_the_typed_name(client: Client, session: Session) -> None:
    owner, second = a_customer(email=f"owner@{DOMAIN}"), a_customer(email=f"second@{DOMAIN}")
    organization = an_organization(owner)
    a_member(organization, second, is_owner=True)
    a_member(organization, a_customer(email=f"plain@{DOMAIN}"))
    an_end_user(an_account(organization, owner))
    own = organization.id
    sign_in(client, owner)
    path = f"/organizations/{own}/delete"
    html = client.get(path).get_data(as_text=True)
    assert "契約者の記録" in html
    assert "3人" in html
    answer = client.submit(path, {"name": "高崎見本"})
    assert answer.status_code == 422
    assert f"「{NAME}」と入力してください" in answer.get_data(as_text=True)
    answer = client.submit(path, {"name": f"　{NAME} "})
    assert (answer.status_code, answer.location) == (303, f"/organizations/{own}/restore")
    assert {letter.to for letter in letters(kind="organization-deleted")} == {f"owner@{DOMAIN}", f"second@{DOMAIN}"}
    assert client.get(f"/organizations/{own}").status_code == 404
    assert db.session.query(AuditEvent).filter_by(act="organization-deleted", organization_id=own).count() == 1
    left = db.session.get_one(Organization, own)
    assert left.purge_at
    assert left.deleted_at
    assert left.purge_at - left.deleted_at == timedelta(days=30)


@pytest.mark.rule("ORG-10")
def test_a_former_owner_brings_it_back_as_it_was(client: Client, session: Session) -> None:
    owner, plain = a_customer(email=f"owner@{DOMAIN}"), a_customer(email=f"plain@{DOMAIN}")
    organization = an_organization(owner)
    a_member(organization, plain)
    account = an_account(organization, owner).id
    deleting.delete(acting(owner), organization)
    db.session.commit()
    own = organization.id
    path = f"/organizations/{own}/restore"
    for who, status in ((a_customer(), 404), (plain, 403), (owner, 200)):
        sign_in(client, db.session.merge(who))
        assert client.get(path).status_code == status
    assert client.submit(path).status_code == 303
    assert db.session.get_one(Organization, own, populate_existing=True).is_live
    assert db.session.get_one(CompanyAccount, account).closed_at is None
    assert client.get(f"/organizations/{own}").status_code == 200
    assert len(letters(kind="organization-restored")) == 1
    assert client.get(path).status_code == 404


@pytest.mark.rule("ORG-10")
def test_its_domain_is_reserved_until_it_is_purged(client: Client, session: Session) -> None:
    owner, colleague = a_customer(email=f"owner@{DOMAIN}"), a_customer(email=f"new@{DOMAIN}")
    organization = an_organization(owner)
    own = organization.id
    assert find_reserved(DOMAIN) is None
    deleting.delete(acting(owner), organization)
    db.session.commit()
    assert find_reserved(DOMAIN) == organization
    purge_day = long_date(organization.purge_at)
    sign_in(client, colleague)
    wish = {"name": "新しい組織", "contact_email": f"new@{DOMAIN}"}
    answer = client.post("/organizations/new", data={"csrf_token": client.token("/reset-password"), **wish})
    assert answer.status_code == 409
    assert f"{purge_day}までは元に戻せる" in answer.get_data(as_text=True)
    assert purge_day in client.get("/organizations/new").get_data(as_text=True)
    assert client.get(f"/organizations/{own}/join").status_code == 404
    with told(now() + timedelta(days=30, minutes=1)):
        deleting.purge_deleted()
    db.session.commit()
    assert find_reserved(DOMAIN) is None
    assert an_organization(a_customer()).id != own


@pytest.mark.rule("ORG-10")
def test_the_clock_removes_people_and_records_and_leaves_applications(session: Session) -> None:
    owner = a_customer(email=f"owner@{DOMAIN}")
    organization = an_organization(owner)
    account = an_account(organization, owner, [a_customer()])
    an_end_user(account)
    filed = a_filed(owner, account=account)
    soon = now() + timedelta(3)
    db.session.add(JoinRequest(organization_id=organization.id, user_id=a_customer().id, reason="r", lapses_at=soon))
    db.session.add(
        Invitation(
            organization_id=organization.id, email="x@example.com", token_hash=b"x", invited_by_id=owner.id,
            expires_at=soon,
        )
    )  # fmt: skip
    deleting.delete(acting(owner), organization)
    db.session.commit()
    deleting.purge_deleted()
    assert db.session.query(Member).count() == 1
    with told(now() + timedelta(days=30, minutes=1)):
        deleting.purge_deleted()
        deleting.purge_deleted()
    db.session.commit()
    db.session.expire_all()
    for table in (Member, AccountMember, EndUser, JoinRequest, Invitation, Domain):
        assert db.session.query(table).count() == 0, table
    assert account.closed_at
    assert organization.purged_at
    assert organization.contact_email == ""
    assert db.session.get_one(Application, filed.id).company_account_id == account.id
    assert db.session.query(AuditEvent).filter_by(act="organization-purged").count() == 1


@pytest.mark.rule("ORG-10")
def test_staff_delete_only_what_nobody_owns(session: Session) -> None:
    owner = a_customer(email=f"owner@{DOMAIN}")
    with pytest.raises(deleting.HasOwners):
        deleting.delete_ownerless(acting(owner), an_organization(owner), "依頼")
    ownerless = an_organization(None, "nobody.example.com")
    a_member(ownerless, a_customer(email="plain@nobody.example.com"))
    deleting.delete_ownerless(acting(owner), ownerless, "電話での依頼")
    db.session.commit()
    told_people = {letter.to for letter in letters(kind="organization-deleted")}
    assert told_people == {"plain@nobody.example.com", "sakura@nobody.example.com"}


@pytest.mark.rule("ORG-10")
def test_only_an_owner_deletes(client: Client, session: Session) -> None:
    organization = an_organization(a_customer(email=f"owner@{DOMAIN}"))
    plain = a_customer(email=f"plain@{DOMAIN}")
    a_member(organization, plain)
    path = f"/organizations/{organization.id}/delete"
    for who, status in ((a_customer(), 404), (plain, 403)):
        sign_in(client, db.session.merge(who))
        assert client.get(path).status_code == status
