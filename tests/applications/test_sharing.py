"""Sharing: by naming members of the same organization, inside the portal, until it is taken back (APP-7)."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, update

from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.organizations.models import AccountMember, Member, Organization
from tests.applications.company import Company
from tests.organizations.given import DOMAIN

pytestmark = pytest.mark.rule("APP-7")
ACTS = ["withdrawal", "corrections", "sharing", "move", "discard", "check"]


def _share(company: Company, application: Application, by: str = "member", to: str = "colleague") -> int:
    wish = {"email": f"{to}@{DOMAIN}"}
    return company.browsers[by].submit(f"/applications/{application.id}/sharing", wish).status_code


@pytest.mark.parametrize("kind", ["quick", "filed"])
def test_a_colleague_reads_and_copies_and_acts_no_further(company: Company, kind: str) -> None:
    application = company.a_quick() if kind == "quick" else company.a_filed()
    path = f"/applications/{application.id}"
    assert _share(company, application) == 303
    assert company.statuses(path)["colleague"] == 200
    assert company.statuses(f"{path}/filed.pdf")["colleague"] == 200
    browser = company.browsers["colleague"]
    token = browser.token("/reset-password")
    for act in ACTS:
        assert browser.post(f"{path}/{act}", data={"csrf_token": token}).status_code == 403, act
    answer = browser.post(f"{path}/copies", data={"csrf_token": token})
    session.expire_all()
    copied = session.get_one(Application, answer.location.split("/")[2])
    assert (copied.filer_id, copied.company_account_id) == (company.ids["colleague"], None)
    page = company.text("colleague", path)
    assert "訂正して再申請" not in page
    assert "取り下げる" not in page


def test_it_is_in_the_colleagues_history_and_nobody_is_mailed(company: Company) -> None:
    application = company.a_quick()
    letters = session.scalar(select(func.count()).select_from(Letter))
    _share(company, application)
    text = company.text("colleague", "/applications")
    assert f"/applications/{application.id}" in text
    assert "共有された申請" in text
    assert f"/applications/{application.id}" in company.text("colleague", "/applications", account="shown")
    assert session.scalar(select(func.count()).select_from(Letter)) == letters


def test_it_is_taken_back(company: Company) -> None:
    application = company.a_filed()
    path = f"/applications/{application.id}"
    _share(company, application)
    assert "同僚　見子" in company.text("member", f"{path}/sharing")
    revoke = {"revoke": str(company.ids["colleague"])}
    assert company.browsers["member"].submit(f"{path}/sharing", revoke).status_code == 303
    assert company.statuses(path)["colleague"] == 404
    assert str(application.id) not in company.text("colleague", "/applications")
    assert company.browsers["member"].submit(f"{path}/sharing", revoke).status_code == 303
    acts = select(AuditEvent.act).where(AuditEvent.subject_id == application.id, AuditEvent.act.contains("shar"))
    assert sorted(session.scalars(acts)) == ["application-shared", "application-sharing-revoked"]


@pytest.mark.parametrize("email", ["taro@example.or.jp", "nobody@example.co.jp", "見本@例え.jp", "a" * 250])
def test_whoever_is_in_another_organization_is_no_colleague(company: Company, email: str) -> None:
    application = company.a_quick()
    answer = company.browsers["member"].submit(f"/applications/{application.id}/sharing", {"email": email})
    assert answer.status_code == 422
    assert "同じ組織のメンバーの中に" in answer.get_data(as_text=True)
    assert company.statuses(f"/applications/{application.id}")["stranger"] == 404


def test_whoever_sees_it_anyway_needs_no_sharing(company: Company) -> None:
    assert _share(company, company.a_filed(), to="manager") == 422
    assert _share(company, company.a_quick(), to="member") == 422


def test_sharing_twice_is_sharing_once(company: Company) -> None:
    application = company.a_quick()
    assert [_share(company, application) for _ in range(2)] == [303, 303]
    acts = select(func.count()).where(AuditEvent.act == "application-shared")
    assert session.scalar(acts) == 1


def test_only_the_filer_and_managers_share(company: Company) -> None:
    of_manager, of_member = company.a_filed("manager"), company.a_filed("member")
    assert company.statuses(f"/applications/{of_manager.id}/sharing")["member"] == 403
    assert company.statuses(f"/applications/{of_member.id}/sharing")["manager"] == 200
    assert company.statuses(f"/applications/{company.a_draft().id}/sharing")["member"] == 404


@pytest.mark.parametrize("who", ["colleague", "member"])
def test_it_ends_when_one_of_them_leaves_the_organization(company: Company, who: str) -> None:
    application = company.a_quick()
    _share(company, application)
    session.execute(delete(Member).where(Member.user_id == company.ids[who]))
    session.commit()
    assert company.statuses(f"/applications/{application.id}")["colleague"] == 404
    assert str(application.id) not in company.text("colleague", "/applications")


def test_it_rests_while_the_organization_is_deleted(company: Company) -> None:
    application = company.a_filed()
    _share(company, application)
    session.execute(update(Organization).values(deleted_at=now(), purge_at=now()))
    session.commit()
    assert company.statuses(f"/applications/{application.id}")["colleague"] == 404


def test_whoever_comes_into_the_account_later_has_it_once(company: Company) -> None:
    application = company.a_filed()
    _share(company, application)
    session.add(AccountMember(account_id=company.account_id, user_id=company.ids["colleague"]))
    session.commit()
    text = company.text("colleague", "/applications")
    assert text.count(f'<a href="/applications/{application.id}"') == 1


@pytest.mark.rule("APP-8")
def test_what_the_colleague_files_from_it_is_their_own(company: Company) -> None:
    application = company.a_quick()
    _share(company, application)
    browser = company.browsers["colleague"]
    token = browser.token("/reset-password")
    answer = browser.post(f"/applications/{application.id}/copies", data={"csrf_token": token})
    copied = answer.location.split("/")[2]
    answer = browser.submit(f"/applications/{copied}/check", {"privacy": "y", "consent": "y"})
    assert answer.location == f"/applications/{copied}/filed"
    assert copied not in company.text("member", f"/applications/{application.id}")
    assert company.statuses(f"/applications/{copied}")["member"] == 404
