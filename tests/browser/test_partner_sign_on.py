"""Partners come in from their portal: register, file for their end users, sign out everywhere (PRT-1…3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tbc.accounts.models import User
from tbc.demo.portal.beside import NAME, NAME_EN
from tbc.demo.portal.people import Company, Person
from tbc.kit import db
from tbc.organizations.models import AccountMember, CompanyAccount, Domain, Organization
from tests.applications.given import PARTY
from tests.browser.afterwards import file
from tests.browser.portal import Portal
from tests.browser.steps import id_of
from tests.browser.visitor import Visitor
from tests.organizations.given import an_account, an_end_user

pytestmark = pytest.mark.browser
ACCOUNT = "取引先"
# What stands in the record and stays Japanese on an English page.
RECORDED = {*(value for value in PARTY.values() if isinstance(value, str) and value), ACCOUNT, "営業部", "〒"}
WINDOWS = {
    "script": {},
    "no script": {"script": False},
    "narrow, in English": {"width": 390, "touch": True, "language": "en"},
}


@dataclass
class Partner:
    """A partner company that nobody has come from yet, with two people at the portal."""

    first: Person
    colleague: Person

    @property
    def company(self) -> Company:
        assert self.first.company
        return self.first.company


@pytest.fixture
def a_partner(portal: Portal) -> Callable[[str], Partner]:
    """Make a partner company of this name known at the partner portal."""

    def begin(name: str) -> Partner:
        mark = uuid4().hex[:8]
        domain = f"dealer-{mark}.co.jp"
        company = Company(f"P-{mark}", name, "ダミーハンバイ", domain, f"rin@{domain}", 2)
        people = [
            Person(f"{given}-{mark}", f"p-{given}-{mark}", f"{name[:4]}　{given}", f"{given}@{domain}", company, "")
            for given in ("dai", "rin")
        ]
        portal.partners.provider.people |= {person.key: person for person in people}
        return Partner(*people)

    return begin


@pytest.mark.rule("PRT-1")
@pytest.mark.rule("PRT-2")
@pytest.mark.rule("PRT-3")
@pytest.mark.parametrize("window", WINDOWS.values(), ids=list(WINDOWS))
def test_a_partner_registers_files_for_two_end_users_and_signs_out_everywhere(
    portal: Portal,
    a_visitor: Callable[..., Visitor],
    a_partner: Callable[[str], Partner],
    window: dict[str, object],
) -> None:
    partner, other = a_partner("架空販売株式会社"), a_partner("見本商会株式会社")
    visitor = a_visitor(**window)
    come_in(visitor, partner.first)
    register(visitor, partner.company)
    first, second = _given_end_users(portal, partner)
    visitor.own |= RECORDED | {first, second}
    paths = [file_for(visitor, first), copy_for(visitor, first, second)]

    colleague = a_visitor(**window)
    colleague.own |= visitor.own
    come_in(colleague, partner.colleague)
    register(colleague, partner.company)
    _take_into_account(portal, partner)
    for path in paths:
        colleague.open(path)
        colleague.sees_page("申請の内容")

    stranger = a_visitor(**window)
    come_in(stranger, other.first)
    register(stranger, other.company)
    for path in (*paths, _organization(portal, partner)):
        stranger.open(path)
        stranger.sees_page("ページが見つかりません")
    assert len(stranger.faults) == 3  # what the console has to say of pages that are not found
    stranger.faults.clear()

    sign_out_at_both(visitor)
    sign_out_at_the_portal(colleague)
    for one in (visitor, colleague, stranger):
        assert one.untranslated == {}


@pytest.mark.rule("PRT-1")
@pytest.mark.parametrize("window", WINDOWS.values(), ids=list(WINDOWS))
def test_whoever_refuses_or_has_no_proven_address_is_told_what_helps(
    portal: Portal, a_visitor: Callable[..., Visitor], a_partner: Callable[[str], Partner], window: dict[str, object]
) -> None:
    partner = a_partner("例示販売株式会社")
    unproven = replace(partner.colleague, email_verified=False)
    portal.partners.provider.people[unproven.key] = unproven
    visitor = a_visitor(**window)
    choose(visitor, partner.first)
    visitor.press("許可しない")
    visitor.sees_page("サインインを中止しました")
    visitor.faults.clear()  # the console calls the page's status an error
    visitor.page.context.clear_cookies()
    choose(visitor, unproven)
    visitor.press("許可して進む")
    visitor.sees_page("メールアドレスの確認が済んでいません")
    visitor.faults.clear()
    assert visitor.untranslated == {}


def choose(visitor: Visitor, person: Person) -> None:
    """Through the partners' door to the portal, and sign in there."""
    assert person.company
    visitor.own |= {person.name, person.company.name, person.company.kana, visitor.words("サンプル パートナーポータル")}
    visitor.own |= {str(one) for other in visitor.portal.partners.provider.people.values() for one in _words(other)}
    visitor.open("/")
    visitor.follow("パートナーポータルからサインインする")
    visitor.sees_page("サインイン")
    visitor.tap(visitor.page.get_by_role("button", name=re.compile(re.escape(person.email))))
    visitor.sees_page("情報の提供の確認")


def come_in(visitor: Visitor, person: Person) -> None:
    """The first time: the portal asks whether it may tell us."""
    choose(visitor, person)
    visitor.press("許可して進む")
    visitor.sees_page("パートナー情報の確認")
    expect(visitor.page.get_by_role("main").get_by_text(person.email).first).to_be_visible()


def register(visitor: Visitor, company: Company) -> None:
    """First without the consent that is asked for; then with it."""
    visitor.press("この内容で登録する")
    visitor.is_told("consent")
    visitor.field("consent").check()
    visitor.press("この内容で登録する")
    visitor.sees_page("パートナー情報")
    visitor.sees("この組織には、管理者(Owner)がまだいません")
    expect(visitor.page.get_by_role("main").get_by_text(company.contact).first).to_be_visible()
    visitor.follow("申請へ進む")
    visitor.sees_page("ホーム")


def file_for(visitor: Visitor, name: str) -> str:
    """An application for a registered end user, begun at the working place; its path."""
    visitor.open("/")
    visitor.tap(visitor.page.get_by_role("link", name=re.compile(rf"^{visitor.words('申請する')}\W+{name}")))
    visitor.sees_page("申請をはじめる")
    visitor.choose("kind", "new")
    visitor.choose("contract_class", "corporate")
    visitor.press("製品を選ぶ")
    visitor.sees_step("products")
    visitor.field("words").fill("アドバンス")
    visitor.press("製品を探す")
    visitor.tap(visitor.page.locator('[name="act"][value="add-item:SGE-ADV"]'))
    visitor.type({"quantity": "30", "term_years": "1"}, "items-0-")
    visitor.continues()
    visitor.sees_step("end-user")
    expect(visitor.field("end_user-corporate_name")).to_have_value(name)
    visitor.continues()
    visitor.sees_step("support-contact")
    visitor.choose("support_contact-same_as", "end_user")
    visitor.continues()
    visitor.sees_step("renewal-contact")
    visitor.choose("renewal_contact-same_as", "end_user")
    visitor.continues()
    visitor.sees_step("delivery")
    visitor.type({"email": "license@takasaki.example.jp"}, "delivery-")
    visitor.continues()
    visitor.sees_step("dealers")
    visitor.type({"company": "架空販売株式会社"}, "reseller-")
    visitor.choose("distributor-same_as", "reseller")
    visitor.continues()
    visitor.sees_step("extras")
    visitor.continues()
    file(visitor, for_others=True)
    return f"/applications/{id_of(visitor)}"


def copy_for(visitor: Visitor, of: str, name: str) -> str:
    """A copy of the last application of one end user, for another one; its path."""
    visitor.open("/")
    visitor.tap(visitor.page.get_by_role("button", name=re.compile(rf"^{visitor.words('コピー&新規')}\W+{of}")))
    visitor.page.wait_for_url(re.compile(r"/applications/[0-9a-f-]{36}/"))
    own = f"/applications/{id_of(visitor)}"
    visitor.open(f"{own}/end-user")
    visitor.sees_step("end-user")
    visitor.tap(visitor.page.get_by_role("button", name=name))
    expect(visitor.field("end_user-corporate_name")).to_have_value(name)
    visitor.continues()
    visitor.sees_step("support-contact")
    visitor.open(f"{own}/check")
    file(visitor, for_others=True)
    return own


def sign_out_at_both(visitor: Visitor) -> None:
    """Sign out here, and go on to sign out at the portal; whoever comes next is asked who they are."""
    visitor.open_account_menu()
    visitor.press("サインアウト")
    visitor.sees_page("サインアウトしました")
    name = NAME if visitor.language == "ja" else NAME_EN
    visitor.tap(visitor.page.get_by_role("link", name=visitor.words("%(portal)sからもサインアウトする", portal=name)))
    visitor.sees_page("サインアウト")
    visitor.open("/partner/demo/sign-in")
    visitor.sees_page("サインイン")


def sign_out_at_the_portal(visitor: Visitor) -> None:
    """Sign out at the portal, which tells us: the next page here asks to sign in."""
    visitor.open(f"{visitor.portal.partners.url}/")
    visitor.sees_page("パートナーの皆様へ")
    visitor.press("すべてのサイトからサインアウト")
    visitor.sees_page("サインアウトしました")
    visitor.sees("こちらもサインアウトしました")
    visitor.open("/applications")
    expect(visitor.page).to_have_url(re.compile("/sign-in"))


def _given_end_users(portal: Portal, partner: Partner) -> tuple[str, str]:
    """An owner has been found meanwhile, and has made a company account for both with two end users."""
    names = ("一番取引先株式会社", "二番取引先株式会社")
    with portal.given():
        user = db.session.scalars(select(User).where(User.email == partner.first.email)).one()
        found = select(Organization).join(Domain).where(Domain.domain == partner.company.domain)
        account = an_account(db.session.scalars(found).one(), user, name=ACCOUNT)
        for name in names:
            an_end_user(
                account,
                corporate_name=name,
                corporate_number="",
                department="営業部",
                email=f"a@{uuid4().hex[:6]}.example.com",
            )
    return names


def _take_into_account(portal: Portal, partner: Partner) -> None:
    """The owner lets the colleague work on the company account."""
    with portal.given():
        user = db.session.scalars(select(User).where(User.email == partner.colleague.email)).one()
        found = select(CompanyAccount).join(Organization).join(Domain).where(Domain.domain == partner.company.domain)
        db.session.add(AccountMember(account_id=db.session.scalars(found).one().id, user_id=user.id))


def _organization(portal: Portal, partner: Partner) -> str:
    with portal.given():
        own = select(Domain.organization_id).where(Domain.domain == partner.company.domain)
        return f"/organizations/{db.session.scalars(own).one()}"


def _words(person: Person) -> tuple[str, ...]:
    company = (person.company.name, person.company.kana) if person.company else ()
    return (person.name, *company)
