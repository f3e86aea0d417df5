"""An organization from its founding on: a colleague comes in, owns it too, and the founder goes (ORG-1…5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tbc.accounts.models import User
from tbc.kit import db
from tests.applications.given import a_filed
from tests.browser.colleagues import (
    ORGANIZATION,
    Company,
    accept_as_newcomer,
    company,
    found,
    invite,
    linked,
    make_owner,
)
from tests.browser.visitor import Visitor
from tests.organizations.given import a_member, an_account, an_end_user, an_organization

__all__ = ["company"]
pytestmark = pytest.mark.browser
SAKURA, ICHIRO, TSUBASA = "見本　さくら", "雛形　一郎", "仮名　翼"


@pytest.mark.rule("ORG-1")
@pytest.mark.rule("ORG-2")
@pytest.mark.rule("ORG-3")
@pytest.mark.parametrize(
    "window",
    [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}],
    ids=["script", "no script", "narrow", "English"],
)
def test_a_founder_invites_a_colleague_who_becomes_the_second_owner(
    company: Company, window: dict[str, object]
) -> None:
    founder = company.person(SAKURA, **window)
    organization = found(founder)
    founder.sees("管理者(Owner)が1人だけです")
    email = company.address("ichiro.hinagata")
    link = invite(founder, organization, email)
    colleague = company.come(**window)
    colleague.own.add(SAKURA)
    accept_as_newcomer(colleague, link, email, ICHIRO)
    founder.own.add(ICHIRO)
    make_owner(founder, organization, ICHIRO)
    colleague.open(organization)
    colleague.sees_heading(ORGANIZATION)
    expect(colleague.page.get_by_role("link", name=colleague.words("メールで招待する")).first).to_be_visible()
    assert colleague.portal.letter(email, at=2)
    for visitor in (founder, colleague):
        assert visitor.untranslated == {}


@pytest.mark.rule("ORG-2")
@pytest.mark.rule("ORG-3")
def test_a_colleague_asks_and_the_last_owner_cannot_simply_go(company: Company) -> None:
    founder = company.person(SAKURA)
    organization = found(founder)
    colleague = company.person(TSUBASA)
    colleague.open("/organizations")
    colleague.tap(colleague.page.get_by_role("link", name=re.compile("参加の方法を見る")))
    colleague.sees_page("組織に参加する")
    colleague.choose("kind", "join")
    colleague.type({"reason": "あ" * 10_000})
    colleague.press("管理者に申し込む")
    colleague.is_told("reason")
    expect(colleague.field("reason")).to_have_value("あ" * 10_000)
    colleague.type({"reason": "営業部で更新を担当します。"})
    colleague.press("管理者に申し込む")
    colleague.sees_page("組織(Organization)リスト")

    founder.open(linked(founder, company.address("sakura.mihon"), "/organizations/"))
    founder.sees_heading(ORGANIZATION)
    founder.tap(founder.page.get_by_role("button", name=re.compile("参加を承認する")))
    founder.sees_heading(ORGANIZATION)
    expect(founder.page.get_by_role("row").filter(has_text=TSUBASA)).to_be_visible()
    colleague.open(organization)
    colleague.sees_heading(ORGANIZATION)

    founder.open(f"{organization}/leave")
    founder.sees_page("組織から退出する")
    founder.sees("引き継ぐ方を選ぶ")
    founder.tap(founder.page.get_by_role("link", name=re.compile("引き継ぎへ進む")))
    founder.inspect()
    founder.press("引き継いで退出する")
    founder.sees_page("組織(Organization)リスト")
    assert colleague.portal.letter(company.address("tsubasa.kamei"))
    colleague.open(organization)
    expect(colleague.page.get_by_role("link", name="メールで招待する").first).to_be_visible()
    assert founder.page.request.get(founder.portal.address + organization).status == 403


@pytest.mark.rule("ORG-6")
@pytest.mark.rule("APP-1")
@pytest.mark.rule("ORG-3")
def test_the_colleague_keeps_what_the_leaver_filed_and_a_stranger_sees_none_of_it(company: Company) -> None:
    scene = a_scene(company)
    leaver, colleague, stranger = scene.leaver, scene.colleague, scene.stranger
    leaver.open("/applications")
    expect(leaver.page.locator("#list tbody tr")).to_have_count(3)
    inside = walk(colleague, [scene.organization, scene.account, "/applications", *scene.applications])
    assert len(inside) > 20

    leaver.open(f"{scene.organization}/leave")
    leaver.press("組織から退出する")
    leaver.sees_page("組織(Organization)リスト")
    leaver.open("/applications")
    leaver.sees("まだ申請がありません")
    colleague.open("/applications")
    expect(colleague.page.locator("#list tbody tr")).to_have_count(3)
    colleague.open(scene.applications[0])
    colleague.sees_page("申請の内容")

    shut = {path: stranger.page.request.get(stranger.portal.address + path).status for path in inside}
    assert {path: status for path, status in shut.items() if status != 404} == {}
    nobody = company.come()
    for path in inside:
        assert "/sign-in" in nobody.page.request.get(nobody.portal.address + path).url, path


@dataclass(frozen=True)
class Scene:
    """Three people around a company account with three applications; the stranger owns another organization."""

    leaver: Visitor
    colleague: Visitor
    stranger: Visitor
    organization: str
    account: str
    applications: list[str]


def a_scene(company: Company) -> Scene:
    leaver, colleague = company.person(SAKURA), company.person(ICHIRO)
    stranger = company.person(TSUBASA, f"tsubasa@kaku-{company.domain}")
    with company.portal.given():
        users = {
            user.name: user for user in db.session.scalars(select(User).where(User.email.contains(company.domain)))
        }
        organization = an_organization(users[ICHIRO], company.domain)
        a_member(organization, users[SAKURA])
        an_organization(users[TSUBASA], f"kaku-{company.domain}")
        account = an_account(organization, users[ICHIRO], [users[SAKURA]])
        an_end_user(account)
        filed = [a_filed(users[SAKURA], account=account) for _ in range(3)]
        paths = f"/organizations/{organization.id}", f"/company-accounts/{account.id}"
        return Scene(leaver, colleague, stranger, *paths, [f"/applications/{one.id}" for one in filed])


def walk(visitor: Visitor, paths: list[str]) -> set[str]:
    """Every address of these things that one finds by following links from `paths`, with ids in it."""
    seen: set[str] = set()
    todo = list(paths)
    while todo:
        path = todo.pop()
        if path in seen or not re.search(r"/[0-9a-f]{8}-[0-9a-f-]{27}", path):
            continue
        answer = visitor.page.request.get(visitor.portal.address + path)
        assert answer.ok, path
        seen.add(path)
        if "text/html" in answer.headers["content-type"]:
            found = re.findall(r'href="(/(?:organizations|company-accounts|applications)/[^"#]*)"', answer.text())
            todo += [unescape(link) for link in found]
    return seen
