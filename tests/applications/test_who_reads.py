"""Who reads an application: its quick filer, or the members of its company account (APP-1, ORG-6)."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from tbc.applications.models import Application
from tbc.applications.service import copying, filing, moving
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.organizations.models import AccountMember
from tests.applications import given
from tests.applications.company import Company
from tests.applications.given import AGREED, PARTY
from tests.people import acting

pytestmark = [pytest.mark.rule("APP-1"), pytest.mark.rule("ORG-6")]
NOBODY_ELSE = {"owner": 404, "colleague": 404, "stranger": 404}
PAGES = ["", "/filed", "/filed.pdf"]


def leave(company: Company, who: str) -> None:
    session.execute(delete(AccountMember).where(AccountMember.user_id == company.ids[who]))
    session.commit()


@pytest.mark.parametrize("page", PAGES)
def test_the_members_read_what_one_of_them_filed(company: Company, page: str) -> None:
    filed = company.a_filed("member")
    assert company.statuses(f"/applications/{filed.id}{page}") == {"manager": 200, "member": 200, **NOBODY_ELSE}


@pytest.mark.parametrize("page", ["/check", "/end-user", "/discard"])
def test_the_members_work_on_each_others_drafts(company: Company, page: str) -> None:
    draft = company.a_draft("manager")
    assert company.statuses(f"/applications/{draft.id}{page}") == {"manager": 200, "member": 200, **NOBODY_ELSE}


def test_a_quick_one_is_its_filers_alone(company: Company) -> None:
    filed = company.a_quick("member")
    assert company.statuses(f"/applications/{filed.id}") == {"member": 200, "manager": 404, **NOBODY_ELSE}


def test_everything_stays_when_the_filer_leaves(company: Company) -> None:
    filed, draft = company.a_filed("member"), company.a_draft("member")
    leave(company, "member")
    for page in ("", "/filed", "/filed.pdf"):
        assert company.statuses(f"/applications/{filed.id}{page}") == {"member": 404, "manager": 200, **NOBODY_ELSE}
    assert company.statuses(f"/applications/{draft.id}/check") == {"member": 404, "manager": 200, **NOBODY_ELSE}
    assert "サンプル髙﨑建設株式会社" not in company.text("member", "/applications")
    assert "サンプル髙﨑建設株式会社" in company.text("manager", "/applications")


def test_a_member_withdraws_their_own_and_a_manager_all(company: Company) -> None:
    managers, members = company.a_filed("manager"), company.a_filed("member")
    assert company.statuses(f"/applications/{managers.id}/withdrawal")["member"] == 403
    assert company.statuses(f"/applications/{members.id}/withdrawal")["member"] == 200
    answer = company.browsers["manager"].submit(f"/applications/{members.id}/withdrawal", {"reason": "不要"})
    assert answer.status_code == 303
    wanted = select(Letter).where(Letter.about == members.id, Letter.kind == "application-withdrawn")
    told = {letter.to: letter.body_text for letter in session.scalars(wanted)}
    assert told.keys() == {company.user("manager").email, company.user("member").email}
    assert "管理　担当さんが、あなたの申請を取り下げました" in told[company.user("member").email]


@pytest.mark.rule("APP-7")
def test_whoever_files_a_colleagues_draft_is_its_filer_and_gets_the_mail(company: Company) -> None:
    draft = company.a_draft("member")
    both = {"privacy": "y", "consent": "y"}
    assert company.browsers["manager"].submit(f"/applications/{draft.id}/check", both).status_code == 303
    session.expire_all()
    assert session.get_one(Application, draft.id).filer_id == company.ids["manager"]
    told = select(Letter.to).where(Letter.about == draft.id)
    assert session.scalars(told).all() == [company.user("manager").email]


@pytest.mark.rule("APP-8")
def test_a_copy_stays_in_the_company_account(company: Company) -> None:
    filed = company.a_filed("member")
    made = _pressed(company, "manager", filed, "copies")
    assert (made.company_account_id, made.filer_id) == (company.account_id, company.ids["manager"])


@pytest.mark.rule("APP-9")
def test_a_correction_stays_there_and_any_member_may_begin_it(company: Company) -> None:
    filed = company.a_filed("manager")
    assert _pressed(company, "member", filed, "corrections").company_account_id == company.account_id


@pytest.mark.rule("APP-10")
def test_the_history_names_account_and_filer_and_narrows_to_it(company: Company) -> None:
    company.a_filed("manager", end_user={**_party("共有株式会社")})
    company.a_quick("member", end_user={**_party("簡易株式会社")})
    text = company.text("member", "/applications")
    assert "共有株式会社" in text
    assert "簡易株式会社" in text
    assert "管理　担当" in text
    one = company.text("member", "/applications", account=str(company.account_id))
    assert "共有株式会社" in one
    assert "簡易株式会社" not in one
    assert 'class="tag" href="/applications"' in one
    quick = company.text("member", "/applications", account="quick")
    assert "共有株式会社" not in quick
    assert "簡易株式会社" in quick
    assert "共有株式会社" not in company.text("member", "/applications", account="nonsense")


@pytest.mark.rule("APP-10")
def test_the_export_has_everything_that_the_list_has(company: Company) -> None:
    company.a_filed("manager", end_user={**_party("共有株式会社")})
    company.a_quick("member", end_user={**_party("簡易株式会社")})
    text = company.browsers["member"].get("/applications/export.csv").get_data().decode("utf-8-sig")
    assert "アカウント管理タイプ,サンプル商事" in text
    assert "簡易株式会社" in text
    assert "共有株式会社" not in company.browsers["owner"].get("/applications/export.csv").get_data().decode()


@pytest.mark.rule("AUD-1")
def test_the_acts_are_noted_for_the_organization(company: Company) -> None:
    filed = company.a_filed("member")
    noted = select(AuditEvent.act).where(
        AuditEvent.subject_id == filed.id, AuditEvent.organization_id == company.organization_id
    )
    assert set(session.scalars(noted)) == {"application-started", "application-filed"}
    quick = company.a_quick("member")
    assert not session.scalars(
        select(AuditEvent.id).where(AuditEvent.subject_id == quick.id, AuditEvent.organization_id.is_not(None))
    ).all()


def _party(name: str) -> dict[str, str]:
    return PARTY | {"corporate_name": name}


def _pressed(company: Company, who: str, application: Application, button: str) -> Application:
    token = company.browsers[who].token("/reset-password")
    path = f"/applications/{application.id}/{button}"
    answer = company.browsers[who].post(path, data={"csrf_token": token})
    session.expire_all()
    return session.get_one(Application, answer.location.split("/")[2])


@pytest.mark.rule("APP-8")
def test_nobody_is_led_to_a_related_one_that_they_may_not_see(company: Company) -> None:
    """The copy of a quick filing was moved into the company account; its origin stayed with its filer."""
    origin, filer = company.a_quick("member"), acting(company.user("member"))
    draft = copying.copy_and_new(filer, origin)
    copy = filing.file(filer, draft, AGREED, agreed_version="2026-11-01", validity=None)
    moving.move(filer, [copy], company.account)
    session.commit()
    given.apart(copy)
    page, link = f"/applications/{copy.id}", f'href="/applications/{origin.id}"'
    assert link in company.text("member", page)
    told = company.text("manager", page)
    assert link not in told
    assert (origin.number or "")[:4] not in told
