"""What happens to organizations as a whole, in real browsers: recovery, merge and undo, deletion and restoring."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.kit import db
from tests import people
from tests.browser.colleagues import ORGANIZATION, Company, company
from tests.browser.visitor import Visitor
from tests.organizations.given import a_member, an_organization
from tests.organizations.merges import Twins, twins
from tests.organizations.test_merging_many import MANY, filed

__all__ = ["company"]
pytestmark = pytest.mark.browser
SAKURA, ICHIRO = "見本　さくら", "雛形　一郎"
PAST = """UPDATE recovery_cases SET opened_at = opened_at - interval '15 days',
    object_until = object_until - interval '15 days'"""
THEIR_NUMBERS = """SELECT count(*) FROM applications a JOIN company_accounts c ON c.id = a.company_account_id
    WHERE c.organization_id = :organization AND a.number IS NOT NULL"""


@pytest.mark.rule("ORG-9")
@pytest.mark.parametrize("width", [1280, 390])
def test_an_organization_whose_only_owner_is_gone_is_recovered(company: Company, width: int) -> None:
    colleague = company.person(ICHIRO, width=width)
    with company.portal.given():
        owner = people.a_customer(SAKURA, company.address("sakura.mihon"))
        organization = an_organization(owner, company.domain, name=ORGANIZATION).id
    colleague.open(f"/organizations/{organization}/recovery")
    colleague.sees_page("組織の引き継ぎを申し立てる")
    colleague.press("引き継ぎを申し立てる")
    colleague.is_told("reason")
    colleague.type({"reason": "管理者は3月に退職しました。メールも電話も通じません。"})
    colleague.press("引き継ぎを申し立てる")
    colleague.sees_page("引き継ぎの状況")
    assert company.portal.letter(company.address("sakura.mihon"))

    company.portal.do(PAST)
    staff = an_administrator(company, width)
    staff.open("/desk/recoveries")
    staff.sees_page("組織の引き継ぎ")
    staff.tap(staff.page.get_by_role("row").filter(has_text=company.domain).get_by_role("link").first)
    staff.sees_page("引き継ぎの申し立て")
    staff.choose("decision", "grant")
    staff.type({"reason": "登記簿で在籍を確かめました。"})
    staff.press("決定する")
    staff.inspect()
    colleague.open(f"/organizations/{organization}")
    colleague.sees_heading(ORGANIZATION)
    expect(colleague.page.get_by_role("link", name="メールで招待する").first).to_be_visible()


@pytest.mark.rule("ORG-8")
@pytest.mark.parametrize("window", [{}, {"script": False, "width": 390}], ids=["script", "no script, narrow"])
def test_two_with_a_thousand_applications_are_merged_and_brought_apart(
    company: Company, window: dict[str, object]
) -> None:
    with company.portal.given():
        both = twins(domain=company.domain)
        filed(both, MANY, domain=company.domain)
        names = both.target.name, both.source.name
        token = sessions.begin(db.session.get_one(User, both.owner_id), "127.0.0.1", "test")
    owner = company.come(**window)
    owner.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": company.portal.address}])
    assert counts(company, both) == (0, MANY)
    owner.open(f"/organizations/{both.target_id}")
    owner.sees("同じドメインの組織が、もうひとつあります")
    owner.follow("組織をまとめる")
    owner.sees_page("組織を統合する")
    owner.tap(owner.page.get_by_role("link", name=f"「{names[1]}」を「{names[0]}」にまとめる"))
    owner.sees_page("統合の内容を確かめる")
    owner.press("統合する")
    owner.is_told("agreed")
    owner.field("agreed").check()
    owner.press("統合する")
    owner.sees_heading(names[0])
    assert counts(company, both) == (MANY, 0)

    owner.open(f"/organizations/{both.target_id}/merge")
    owner.tap(owner.page.get_by_role("link", name=re.compile("統合を取り消す")))
    owner.sees_page("統合を取り消す")
    owner.press("統合を取り消す")
    owner.sees("統合を取り消しました。2つの組織に戻りました。")
    owner.inspect()
    assert counts(company, both) == (0, MANY)


@pytest.mark.rule("ORG-10")
def test_a_deleted_organization_is_gone_at_once_and_comes_back_whole(company: Company) -> None:
    owner, colleague = company.person(SAKURA), company.person(ICHIRO)
    with company.portal.given():
        found = {user.name: user for user in db.session.query(User).filter(User.email.contains(company.domain))}
        organization = an_organization(found[SAKURA], company.domain, name=ORGANIZATION)
        a_member(organization, found[ICHIRO])
        path = f"/organizations/{organization.id}"
    owner.open(f"{path}/delete")
    owner.sees_page("組織を削除する")
    owner.type({"name": "サンプル"})
    owner.press("この組織を削除する")
    owner.is_told("name")
    owner.type({"name": ORGANIZATION})
    owner.press("この組織を削除する")
    owner.sees_page("削除した組織を元に戻す")
    assert colleague.page.request.get(colleague.portal.address + path).status == 404
    colleague.open("/organizations/new")
    colleague.inspect()
    assert company.portal.letter(company.address("sakura.mihon"))

    owner.open(f"{path}/restore")
    owner.sees_page("削除した組織を元に戻す")
    owner.press("この組織を元に戻す")
    owner.sees_heading(ORGANIZATION)
    colleague.open(path)
    colleague.sees_heading(ORGANIZATION)


def an_administrator(company: Company, width: int) -> Visitor:
    """A member of staff who decides."""
    visitor = company.come(width=width)
    with company.portal.given():
        token = sessions.begin(people.an_administrator(), "127.0.0.1", "test", factor="totp")
    visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": company.portal.address}])
    return visitor


def counts(company: Company, both: Twins) -> tuple[int, int]:
    """How many filed applications the target and the source have."""
    target, source = (company.portal.count(THEIR_NUMBERS, organization=one) for one in (both.target_id, both.source_id))
    return target, source
