"""Finding again what was renewed: the history, the contract's links, the door of renewal-only customers."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tbc.accounts import passwords
from tbc.invoices.models import Document
from tbc.kit.db import session
from tbc.renewals.models import Renewal
from tests.accounts.journeys import PASSWORD
from tests.applications.company import Company, company  # noqa: F401  # a fixture
from tests.client import Client
from tests.people import a_customer, sign_in
from tests.renewals.given import begun, held, ordered, paid

pytestmark = pytest.mark.rule("RNW-3")


def test_the_history_has_renewals_in_every_state_latest_first(client: Client) -> None:
    own = a_customer()
    paid(ordered(own, [held(own), held(own)]))
    ordered(own, [held(own)])
    begun(own, [held(own, product="VBT-STD")])
    others = a_customer()
    other = ordered(others, [held(others)]).id
    ids = [str(one) for one in session.scalars(select(Renewal.id).order_by(Renewal.id.desc())) if one != other]
    numbers = session.scalars(select(Document.number).where(Document.holder_id == own.id)).all()
    sign_in(client, own)
    text = client.get("/renewals/history").text
    assert re.findall(r'href="/renewals/([0-9a-f-]{36})"', text) == ids
    assert all(number in text for number in numbers if number.startswith("INV-"))
    for words in ("更新済み", "お支払い待ち", "申し込み前", "ほか1件"):
        assert words in text


def test_colleagues_of_the_company_account_see_its_renewals(company: Company) -> None:  # noqa: F811  # the fixture
    manager = company.user("manager")
    one = held(account=company.account)
    own, contract = ordered(manager, [one]), f"/contracts/{one.id}"
    renewal = f"/renewals/{own.id}"
    paid(own)
    for name in ("manager", "member"):
        assert renewal in company.text(name, contract)
    for name, sees in (("manager", True), ("member", True), ("colleague", False), ("stranger", False)):
        assert (renewal in company.text(name, "/renewals/history")) is sees
    assert company.statuses(renewal) == {
        "owner": 404,
        "manager": 200,
        "member": 200,
        "colleague": 404,
        "stranger": 404,
    }


def test_pages_of_the_history_follow_each_other(client: Client) -> None:
    own = a_customer()
    one = held(own)
    ids = sorted((str(begun(own, [one], years=n % 3 + 1).id) for n in range(25)), reverse=True)
    sign_in(client, own)
    first = client.get("/renewals/history").text
    after = re.search(r'href="(/renewals/history\?after=[^"]+)"', first)
    assert after
    second = client.get(after[1]).text
    found = [re.findall(r'href="/renewals/([0-9a-f-]{36})"', text) for text in (first, second)]
    assert found == [ids[:20], ids[20:]]
    back = re.search(r'href="(/renewals/history\?before=[^"]+)"', second)
    assert back
    assert re.findall(r'href="/renewals/([0-9a-f-]{36})"', client.get(back[1]).text) == ids[:20]


@pytest.mark.rule("RNW-4")
def test_the_contract_leads_to_the_renewal_that_extended_it(client: Client) -> None:
    own = a_customer()
    one = held(own)
    path, renewal = f"/contracts/{one.id}", ordered(own, [one])
    link, ends = f"/renewals/{renewal.id}", one.ends_on
    paid(renewal)
    sign_in(client, own)
    text = client.get(path).text
    assert link in text
    assert f"{ends:%Y/%m/%d} → {ends.replace(year=ends.year + 1):%Y/%m/%d}" in text


@pytest.mark.rule("ACC-2")
def test_a_renewal_only_customer_comes_in_to_their_renewals(client: Client) -> None:
    a_customer(email="hana@gmail.com", kind="renewal-only", password_hash=passwords.hash_password(PASSWORD))
    answer = client.submit("/sign-in", {"email": "hana@gmail.com", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/renewals")


@pytest.mark.rule("RNW-1")
def test_one_form_for_two_owners_begins_two_renewals(company: Company) -> None:  # noqa: F811  # the fixture
    manager = company.user("manager")
    mine, theirs = held(manager), held(account=company.account)
    first = begun(manager, [mine])
    second = begun(manager, [theirs], token=first.token)
    assert first.id != second.id
    assert (first.company_account_id, second.company_account_id) == (None, company.account_id)
