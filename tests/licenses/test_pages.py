"""The contract pages: whose licenses they show, from when, and how they are found."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import update

from tbc.kit.clock import TOKYO, today
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.organizations.models import CompanyAccount
from tests.applications.company import Company, company  # noqa: F401  # a fixture
from tests.client import Client
from tests.licenses.making import SHOWN, a_held
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, sign_in

CODE = "AB-C123-DE456-FG789-HJ012-KL345"
POISON = "\"><svg onload=alert(1)>{{7*7}}'--"


def _at(license_: License) -> str:
    return f"/contracts/{license_.id}"


@pytest.mark.rule("LIC-2")
def test_members_of_the_company_account_see_its_licenses_and_nobody_else(company: Company) -> None:  # noqa: F811  # the fixture
    held = a_held(account=company.account)
    assert company.statuses(_at(held)) == {
        "owner": 404,
        "manager": 200,
        "member": 200,
        "colleague": 404,
        "stranger": 404,
    }
    assert held.license_id in company.text("member", "/contracts")
    assert held.license_id not in company.text("stranger", "/contracts")


@pytest.mark.rule("LIC-2")
def test_a_quick_filers_license_is_seen_by_them_alone(company: Company) -> None:  # noqa: F811  # the fixture
    held = a_held(company.user("member"))
    statuses = company.statuses(_at(held))
    assert {name for name, status in statuses.items() if status == 200} == {"member"}


@pytest.mark.rule("LIC-2")
def test_a_renewal_only_customer_sees_their_own(client: Client) -> None:
    own = a_customer(kind="renewal-only", email="hana@gmail.com")
    held, other = a_held(own), a_held(a_customer())
    sign_in(client, own)
    assert client.get(_at(held)).status_code == 200
    assert client.get(_at(other)).status_code == 404
    shown = client.get("/contracts").text
    assert held.license_id in shown
    assert other.license_id not in shown


@pytest.mark.rule("ORG-10")
def test_nothing_is_seen_of_a_closed_company_account(client: Client) -> None:
    manager = a_customer()
    organization = an_organization(a_customer())
    account = an_account(organization, manager)
    held = a_held(account=account)
    sign_in(client, manager)
    assert client.get(_at(held)).status_code == 200
    session.execute(update(CompanyAccount).values(closed_at=held.made_at))
    session.commit()
    assert client.get(_at(held)).status_code == 404


@pytest.mark.rule("CON-1")
def test_id_and_term_show_from_the_third_business_day(client: Client) -> None:
    own = a_customer()
    held = a_held(own, codes=[CODE])
    with time_machine.travel(datetime(2026, 10, 5, 23, 59, 59, tzinfo=TOKYO), tick=False):
        sign_in(client, own)
        for path in (_at(held), "/contracts", "/contracts/export.csv"):
            text = client.get(path).text
            assert held.license_id not in text
            assert "2029/09/30" not in text
            assert "2026/10/06" in text or "2026年10月6日" in text
        assert CODE in client.get(_at(held)).text
    with time_machine.travel(datetime(2026, 10, 6, tzinfo=TOKYO), tick=False):
        sign_in(client, session.merge(own))
        for path in (_at(held), "/contracts", "/contracts/export.csv"):
            text = client.get(path).text
            assert held.license_id in text
            assert "2029/09/30" in text
    assert date(2026, 10, 6) == SHOWN


@pytest.mark.rule("CON-1")
def test_the_page_has_parties_term_quantity_and_codes(client: Client) -> None:
    own = a_customer()
    held = a_held(own, codes=[CODE], serials=["1234567890"])
    sign_in(client, own)
    text = client.get(_at(held)).text
    for piece in (held.license_id, CODE, "1234567890", "300", "2026/10/01 – 2029/09/30", "サンプル髙﨑建設株式会社"):
        assert piece in text
    assert "ダミー情報機器㈱" in text


@pytest.mark.rule("CON-1")
def test_the_list_is_searched_by_parts_of_words_and_by_codes(client: Client) -> None:
    own = a_customer()
    wanted = a_held(own, end_user={"corporate_name": "架空醸造株式会社"}, codes=[CODE])
    other = a_held(own)
    sign_in(client, own)
    for words in ("醸造", wanted.license_id, CODE, "架空 サンプルガード"):
        text = client.get("/contracts", query_string={"q": words}).text
        assert str(wanted.id) in text, words
        assert str(other.id) not in text, words


@pytest.mark.rule("CON-1")
def test_the_list_is_narrowed_by_state_end_kind_and_account(client: Client) -> None:
    manager = a_customer()
    account = an_account(an_organization(a_customer()), manager)
    far = a_held(account=account)
    soon = a_held(manager, shipped_on=today() - timedelta(days=3 * 365 - 20))
    past = a_held(manager, shipped_on=date(2015, 4, 1))
    closed = a_held(manager)
    session.execute(update(License).where(License.id == closed.id).values(state="closed", closed_at=closed.made_at))
    session.commit()
    sign_in(client, manager)
    found = {
        "": {far, soon},
        "ends=90": {soon},
        "ends=60": {soon},
        "state=ended": {past},
        "state=closed": {closed},
        "state=all": {far, soon, past, closed},
        f"account={account.id}": {far},
        "account=quick": {soon},
        "kind=appliance": set(),
        "kind=license": {far, soon},
        "account=nonsense&state=nonsense&kind=nonsense&after=nonsense": set(),
    }
    for query, wanted in found.items():
        text = client.get(f"/contracts?{query}").text
        assert {one for one in (far, soon, past, closed) if str(one.id) in text} == wanted, query


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize("state", ["", "all"])
def test_pages_follow_each_other_both_ways(client: Client, state: str) -> None:
    own = a_customer()
    keys = [str(a_held(own, shipped_on=date(2026, 1, 1) + timedelta(days=day % 7)).id) for day in range(45)]
    sign_in(client, own)
    seen, path = [], f"/contracts?state={state}"
    for _ in range(3):
        text = client.get(path).text
        seen.append([key for key in keys if f"/contracts/{key}" in text])
        path = _link(text, "after")
    assert sorted(key for page in seen for key in page) == sorted(keys)
    back = client.get(_link(text, "before")).text
    assert sorted(key for key in keys if f"/contracts/{key}" in back) == sorted(seen[1])


@pytest.mark.rule("CON-1")
def test_exports_hold_what_is_filtered_and_no_formula(client: Client) -> None:
    own = a_customer()
    a_held(own, end_user={"corporate_name": "=HYPERLINK(1)株式会社"}, codes=[CODE])
    a_held(own, end_user={"corporate_name": "架空醸造株式会社"})
    sign_in(client, own)
    assert client.get("/contracts/export.csv", query_string={"q": "醸造"}).text.count("\n") == 2
    book = load_workbook(BytesIO(client.get("/contracts/export.xlsx").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 3
    assert {row[2] for row in rows[1:]} == {"'=HYPERLINK(1)株式会社", "架空醸造株式会社"}
    assert CODE in {row[10] for row in rows[1:]}


def test_poison_stays_text(client: Client) -> None:
    own = a_customer()
    held = a_held(own, end_user={"corporate_name": POISON, "contact_name": POISON, "street": POISON}, codes=[CODE])
    sign_in(client, own)
    for path in ("/contracts", _at(held), f"{_at(held)}/change"):
        text = client.get(path).text
        assert "<svg onload" not in text
        assert "49" not in text.split("svg onload")[1][:40]


def _link(text: str, name: str) -> str:
    links = [unescape(link) for link in re.findall(r'href="(/contracts\?[^"]+)"', text)]
    return next((link for link in links if f"{name}=" in link and "language=" not in link), "/contracts?q=nothing")
