"""A partner's start page: end users with their last application, and filing for the next one."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.kit import db
from tbc.organizations.models import CompanyAccount, EndUser
from tbc.organizations.service.end_users import columns
from tests.accounts.journeys import another_browser
from tests.applications.given import PARTY, a_draft, a_filed, content
from tests.bulk_filing.given import a_row, begun
from tests.client import Client
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, sign_in

MOST = 8


@pytest.fixture
def dealer(session: Session) -> User:
    """A person in partner mode whose company account keeps 25 end users."""
    person = a_customer("販売　花子", mode="partner")
    account = an_account(an_organization(person), person, [], name="サンプル商事")
    for number in range(25):
        register(account, f"見本{number:02}株式会社", f"ミホン{number:02}")
    session.commit()
    return person


def register(account: CompanyAccount, name: str, kana: str) -> EndUser:
    section = {**PARTY, "corporate_name": name, "corporate_name_kana": kana, "corporate_number": ""}
    end_user = EndUser(account_id=account.id, **columns(section))
    db.session.add(end_user)
    db.session.flush()
    return end_user


def the_account() -> CompanyAccount:
    return db.session.scalars(select(CompanyAccount)).one()


def the_end_user(name: str) -> EndUser:
    return db.session.scalars(select(EndUser).where(EndUser.corporate_name == name)).one()


@pytest.mark.rule("ORG-7")
def test_end_users_stand_with_their_last_application(client: Client, dealer: User) -> None:
    party = {**PARTY, "corporate_name": "見本01株式会社"}
    a_filed(dealer, content(end_user=party), the_account())
    last = a_filed(dealer, content(end_user=party, kind="new"), the_account()).id
    a_filed(dealer, content(end_user=party))
    html = sign_in(client, dealer).get("/").text
    assert html.count('role="rowheader"') == 10
    assert f"/applications/{last}/copies" in html
    assert html.count("/copies") == 1
    found = client.get("/?who=見本24", headers={"HX-Request": "true"}).text
    assert "見本24株式会社" in found
    assert "見本01株式会社" not in found
    assert "<h1" not in found


def test_all_end_users_are_reached_page_by_page(client: Client, dealer: User) -> None:
    browser, path, seen = sign_in(client, dealer), "/", []
    while path:
        html = browser.get(path).text
        seen += [part.split("<")[0] for part in html.split('class="table__main"')[1:] for part in [part.split(">")[1]]]
        following = html.split('rel="next"')[0].rpartition('href="')[2].split('"')[0] if 'rel="next"' in html else ""
        path = following.split("#")[0].replace("&amp;", "&")
    assert seen == [f"見本{number:02}株式会社" for number in range(25)]


def test_what_waits_is_shown(client: Client, dealer: User) -> None:
    a_draft(dealer, account=the_account())
    begun(dealer, [a_row(1)])
    html = sign_in(client, dealer).get("/").text
    assert "続きを入力する下書き" in html
    assert "申請.xlsx" in html
    assert "0 / 1件" in html


def test_the_page_takes_few_statements(client: Client, dealer: User, statements: list[str]) -> None:
    browser = sign_in(client, dealer)
    for number in range(3):
        a_filed(dealer, content(end_user={**PARTY, "corporate_name": f"見本0{number}株式会社"}), the_account())
        a_draft(dealer, account=the_account())
        begun(dealer, [a_row(number + 1)])
    statements.clear()
    browser.get("/")
    assert len(statements) <= MOST, "\n".join(statements)


def test_filing_for_an_end_user_fills_it_in(client: Client, dealer: User) -> None:
    account, end_user = the_account().id, the_end_user("見本03株式会社").id
    browser = sign_in(client, dealer)
    path = f"/applications/new?account={account}&end_user={end_user}"
    assert "見本03株式会社" in browser.get(path).text
    chosen = {"kind": "new", "contract_class": "corporate", "mode": "account-managed", "company_account": str(account)}
    answer = browser.submit(path, {**chosen, "end_user": str(end_user)}, to="/applications/new")
    assert answer.status_code == 303
    draft = db.session.scalars(select(Application)).one()
    assert draft.content["end_user"]["corporate_name"] == "見本03株式会社"
    assert draft.progress["end_user"]["state"] == "done"


@pytest.mark.usefixtures("dealer")
def test_anothers_end_user_is_not_filled_in(app: Flask) -> None:
    stranger = a_customer(email="taro@example.or.jp", mode="partner")
    other = an_account(an_organization(stranger, "example.or.jp", name="他社"), stranger, [], name="他社の顧客").id
    browser, end_user = sign_in(another_browser(app), stranger), the_end_user("見本03株式会社").id
    assert "見本03株式会社" not in browser.get(f"/applications/new?end_user={end_user}").text
    assert "見本03株式会社" not in browser.get("/").text
    chosen = {"kind": "new", "contract_class": "corporate", "mode": "account-managed", "company_account": str(other)}
    browser.submit("/applications/new", {**chosen, "end_user": str(end_user)})
    assert "end_user" not in db.session.scalars(select(Application)).one().content


def test_without_company_accounts_there_is_the_usual_start_page(client: Client, session: Session) -> None:
    html = sign_in(client, a_customer(mode="partner")).get("/").text
    assert "対象製品を探す" in html
    assert session.scalar(select(CompanyAccount.id)) is None


def test_in_the_other_mode_too(client: Client, dealer: User) -> None:
    dealer.mode = "corporate"
    db.session.commit()
    assert "対象製品を探す" in sign_in(client, dealer).get("/").text
