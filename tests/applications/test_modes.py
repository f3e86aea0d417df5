"""Beginning: in quick mode, or in one of one's company accounts (APP-1)."""

from __future__ import annotations

import pytest

from tbc.applications.models import Application
from tbc.kit.db import session
from tests.applications.company import Company
from tests.applications.given import a_product
from tests.client import Client
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, sign_in

pytestmark = pytest.mark.rule("APP-1")
CHOICE = {"kind": "new", "contract_class": "corporate"}


def _begun(location: str) -> Application:
    session.expire_all()
    return session.get_one(Application, location.split("/")[2])


def test_without_a_company_account_there_is_quick_and_the_way_to_one(client: Client, session: object) -> None:
    sign_in(client, a_customer())
    text = client.get("/applications/new").get_data(as_text=True)
    assert "会社アカウントが必要です" in text
    assert 'name="mode"' not in text
    answer = client.submit("/applications/new", CHOICE)
    assert _begun(answer.location).mode == "quick"


def test_the_only_company_account_is_proposed(company: Company) -> None:
    text = company.text("member", "/applications/new")
    assert f'<option value="{company.account_id}" selected>サンプル商事' in text
    assert 'value="account-managed" checked' in text or 'checked id="mode-1"' in text


def test_a_draft_is_begun_in_the_company_account(company: Company) -> None:
    a_product()
    wish = CHOICE | {"mode": "account-managed", "company_account": str(company.account_id)}
    answer = company.browsers["member"].submit("/applications/new", wish)
    draft = _begun(answer.location)
    assert (draft.mode, draft.company_account_id) == ("account-managed", company.account_id)
    assert "サンプル商事" in company.text("manager", answer.location)


def test_quick_can_be_chosen_all_the_same(company: Company) -> None:
    answer = company.browsers["member"].submit("/applications/new", CHOICE | {"mode": "quick"})
    assert _begun(answer.location).company_account_id is None


def test_among_several_one_must_be_chosen(company: Company) -> None:
    an_account(company.organization, company.user("member"), name="二つ目の会社")
    text = company.text("member", "/applications/new")
    assert "二つ目の会社" in text
    answer = company.browsers["member"].submit("/applications/new", CHOICE | {"mode": "account-managed"})
    assert answer.status_code == 422
    assert "会社アカウントを選んでください。" in answer.get_data(as_text=True)
    assert company.browsers["member"].submit("/applications/new", CHOICE).status_code == 422


def test_one_comes_from_a_company_account_with_it_chosen(company: Company) -> None:
    second = str(an_account(company.organization, company.user("member"), name="二つ目の会社").id)
    text = company.text("member", "/applications/new", account=second)
    assert f'<option value="{second}" selected>' in text


@pytest.mark.parametrize("who", ["owner", "colleague", "stranger"])
def test_an_account_that_one_is_not_in_is_refused(company: Company, who: str) -> None:
    an_account(company.organization, company.user(who), name="自分の会社")
    wish = CHOICE | {"mode": "account-managed", "company_account": str(company.account_id)}
    answer = company.browsers[who].submit("/applications/new", wish)
    assert answer.status_code == 422
    assert "サンプル商事" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("account", ["", "x", "00000000-0000-0000-0000-000000000000", "1" * 5000])
def test_nonsense_for_an_account_is_refused(company: Company, account: str) -> None:
    wish = CHOICE | {"mode": "account-managed", "company_account": account}
    assert company.browsers["member"].submit("/applications/new", wish).status_code == 422


def test_a_dealer_with_many_accounts_looks_for_one_by_name(client: Client, session: object) -> None:
    dealer = a_customer()
    organization = an_organization(dealer)
    for at in range(60):
        an_account(organization, dealer, name=f"第{at:02}株式会社")
    wanted = str(an_account(organization, dealer, name="奥の方の会社", name_kana="ンン").id)
    sign_in(client, dealer)
    assert "奥の方の会社" not in client.get("/applications/new").get_data(as_text=True)
    found = client.submit("/applications/new", {"words": "奥の方", "act": "search", **CHOICE})
    assert f'value="{wanted}"' in found.get_data(as_text=True)
    wish = CHOICE | {"mode": "account-managed", "company_account": wanted}
    assert client.submit("/applications/new", wish).status_code == 303
