"""What happens to an open page while people leave, and organizations are deleted and merged (ORG-6, 8, 10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from tbc.applications.models import Application
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import AccountMember, CompanyAccount, Organization
from tests.applications.company import Company
from tests.organizations.given import a_member, an_organization

pytestmark = pytest.mark.rule("ORG-6")
BOTH = {"privacy": "y", "consent": "y"}


def _delete(company: Company, how: str = "deleted") -> None:
    if how == "closed":
        session.execute(update(CompanyAccount).values(closed_at=now()))
    else:
        values = {"deleted_at": now(), "purge_at": now() + timedelta(days=30)}
        session.execute(update(Organization).where(Organization.id == company.organization_id).values(**values))
    session.commit()


def _press(company: Company, who: str, draft: Application, page: str, **values: str) -> tuple[int, str]:
    browser = company.browsers[who]
    token = browser.token("/reset-password")
    answer = browser.post(f"/applications/{draft.id}/{page}", data={"csrf_token": token, **values})
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def _now(application: Application) -> Application:
    session.expire_all()
    return session.get_one(Application, application.id)


@pytest.mark.rule("ORG-10")
@pytest.mark.parametrize("how", ["deleted", "closed"])
def test_filing_is_refused_with_a_sentence_and_nothing_is_lost(company: Company, how: str) -> None:
    draft = company.a_draft("member")
    _delete(company, how)
    status, location = _press(company, "member", draft, "check", **BOTH)
    assert (status, location) == (303, f"/applications/{draft.id}/move")
    text = company.text("member", location)
    assert "会社アカウントが使えなくなったため、申請できませんでした" in text
    assert _now(draft).is_draft
    assert "このままでは申請できません" in company.text("member", f"/applications/{draft.id}/check")
    assert "このままでは申請できません" in company.text("member", f"/applications/{draft.id}/delivery")
    assert company.statuses(f"/applications/{draft.id}/check")["manager"] == 404


@pytest.mark.rule("ORG-10")
def test_what_is_typed_then_is_kept_and_can_be_filed_as_a_quick_one(company: Company) -> None:
    draft = company.a_draft("member")
    _delete(company)
    assert _press(company, "member", draft, "extras", remarks="残る")[0] == 303
    assert _now(draft).content["remarks"] == "残る"
    status, _place = _press(company, "member", draft, "move", act="take-back")
    assert status == 303
    assert (_now(draft).mode, _now(draft).company_account_id) == ("quick", None)
    assert _press(company, "member", draft, "check", **BOTH)[1].endswith("/filed")


def test_a_draft_whose_account_is_there_is_not_taken_back(company: Company) -> None:
    draft = company.a_draft("member")
    assert _press(company, "member", draft, "move", act="take-back")[0] == 303
    assert _now(draft).company_account_id == company.account_id


@pytest.mark.rule("ORG-10")
def test_the_filed_ones_are_seen_by_nobody_until_it_is_restored(company: Company) -> None:
    filed = company.a_filed("member")
    _delete(company)
    assert set(company.statuses(f"/applications/{filed.id}").values()) == {404}
    assert str(filed.id) not in company.text("member", "/applications")
    session.execute(update(Organization).values(deleted_at=None, purge_at=None))
    session.commit()
    assert company.statuses(f"/applications/{filed.id}")["member"] == 200


@pytest.mark.parametrize("page", ["check", "end-user", "discard"])
def test_whoever_was_taken_out_meanwhile_gets_a_calm_404(company: Company, page: str) -> None:
    draft = company.a_draft("member")
    session.execute(delete(AccountMember).where(AccountMember.user_id == company.ids["member"]))
    session.commit()
    status, text = _press(company, "member", draft, page, **BOTH)
    assert status == 404
    assert "<h1" in text
    assert _now(draft).is_draft


@pytest.mark.rule("ORG-8")
def test_a_merge_while_filing_changes_nothing_for_the_filer(company: Company) -> None:
    draft, filed = company.a_draft("member"), company.a_filed("member")
    other = an_organization(company.user("stranger"), "example.ne.jp", source="partner")
    a_member(other, company.user("member"))
    into = other.id
    session.execute(update(CompanyAccount).values(organization_id=into))
    session.execute(update(Organization).where(Organization.id == company.organization_id).values(merged_into_id=into))
    session.commit()
    assert _press(company, "member", draft, "check", **BOTH)[1].endswith("/filed")
    assert company.statuses(f"/applications/{filed.id}")["manager"] == 200
    assert company.statuses(f"/applications/{filed.id}")["stranger"] == 404
