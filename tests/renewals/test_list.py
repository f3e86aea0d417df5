"""The list of licenses to renew: whose they are, what stands in the way, what is looked up by serial (RNW-1, RNW-2)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tbc.kit.clock import today
from tbc.renewals.service.choosing import PER_USER
from tests.applications.company import Company, company  # noqa: F401  # a fixture
from tests.client import Client
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, sign_in
from tests.renewals.given import held, ordered

pytestmark = pytest.mark.rule("RNW-1")
TICK = 'name="license" value="{}"'


def test_licenses_are_listed_by_company_account_and_ordered_by_its_managers(
    company: Company,  # noqa: F811  # the fixture
) -> None:
    number = held(account=company.account).license_id
    own = held(company.user("manager")).license_id
    managers = company.text("manager", "/renewals")
    assert TICK.format(number) in managers
    assert own not in managers
    assert own in company.text("manager", "/renewals", account="quick")
    members = company.text("member", "/renewals")
    assert number in members
    assert TICK.format(number) not in members
    assert "会社アカウントの管理者ができます" in members
    for name in ("colleague", "stranger", "owner"):
        assert number not in company.text(name, "/renewals")
        assert number not in company.text(name, "/renewals", account=str(company.account_id))


def test_reasons_stand_where_nothing_can_be_chosen(client: Client) -> None:
    own = a_customer()
    early = held(own, ends_on=today() + timedelta(days=1500)).license_id
    hidden = held(own, shown_from=today() + timedelta(days=1)).license_id
    gone = held(own, days=-400).license_id
    waiting = held(own)
    number, renewal = waiting.license_id, ordered(own, [waiting]).id
    sign_in(client, own)
    text = client.get("/renewals?ends=all").text
    assert early in text
    assert "まだ更新できません。" in text
    assert hidden not in text
    assert "契約期間の確定を待っています。" in text
    assert gone not in text
    assert f"/renewals/{renewal}" in text
    assert TICK.format(number) in text  # a new one may cancel the old
    for other in (early, hidden, gone):
        assert TICK.format(other) not in text
    assert early not in client.get("/renewals").text


@pytest.mark.rule("RNW-2")
def test_choosing_opens_product_and_years_with_prices(client: Client) -> None:
    own = a_customer()
    number = held(own).license_id
    sign_in(client, own)
    text = client.get(f"/renewals?choice={number}~VBT-PRE~2").text
    assert f"{20 * 9480 * 2:,}円" in text
    assert f'name="years-{number}"' in text
    for code in ("VBC", "VBC-DLS", "VBT-STD", "VBT-PRE"):
        assert f'value="{code}"' in text
    # What is not offered becomes what is; nonsense chooses nothing.
    assert f"{20 * 4800:,}円" in client.get(f"/renewals?choice={number}~NONSENSE~9").text
    assert "totalbar" not in client.get("/renewals?choice=x&choice=~~&choice=0000000000~VBC~1").text


def test_a_form_that_asks_for_what_is_not_offered_is_refused(client: Client) -> None:
    own = a_customer()
    mine, other = held(own, product="VBC-DLS").license_id, held(a_customer()).license_id
    sign_in(client, own)
    for number, product in ((mine, "VBC"), (other, "VBC"), ("0000000000", "VBC")):
        fields = {"act": "begin", "account": "quick", "license": number, f"product-{number}": product}
        answer = client.submit("/renewals", fields)
        assert answer.status_code == 422, number
        assert "選び直してください" in answer.text
    nothing = client.submit("/renewals", {"act": "begin", "account": "quick"})
    assert nothing.status_code == 422
    assert "更新するライセンスを選んでください。" in nothing.text


def test_what_is_no_longer_listed_is_added_by_its_serial(client: Client) -> None:
    own = a_customer()
    held(own, days=-400, serials=["TB7777777777"])
    mine = held(own, days=-400, serials=["TB8888888888"]).license_id
    held(a_customer(), serials=["TB9999999999"])
    sign_in(client, own)
    found = client.submit("/renewals", {"act": "add", "account": "quick", "serial": "ｔｂ8888888888"})
    assert found.status_code == 303
    assert TICK.format(mine) in client.get(str(found.location)).text
    answers = []
    for serial in ("TB9999999999", "TB0000000000", "何か", ""):
        answer = client.submit("/renewals", {"act": "add", "account": "quick", "serial": serial})
        assert answer.status_code == 422
        assert "この番号のライセンスは見つかりません" in answer.text
        # Tokens differ by the second, and so does what was typed.
        answers.append(re.sub(r'value="[^"]*"', "", answer.text.split("<main")[1]))
    assert len(set(answers)) == 1


def test_serials_are_not_tried_out(client: Client) -> None:
    sign_in(client, a_customer())
    for _ in range(PER_USER.tries):
        answer = client.submit("/renewals", {"act": "add", "account": "quick", "serial": "TB0000000000"})
        assert answer.status_code == 422
    answer = client.submit("/renewals", {"act": "add", "account": "quick", "serial": "TB0000000000"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_pages_follow_each_other_and_keep_what_is_chosen(client: Client) -> None:
    own = a_customer()
    numbers = [held(own, days=n).license_id for n in range(1, 46)]
    sign_in(client, own)
    path, seen = f"/renewals?choice={numbers[0]}~VBC~1", []
    for _ in range(3):
        text = client.get(path).text
        assert f'value="{numbers[0]}" checked' in text
        seen += re.findall(r'name="license" value="(\d+)"', text)
        after = re.search(r'href="(/renewals\?[^"]*after=[^"]*)" rel="next"', text)
        path = after[1].replace("&amp;", "&") if after else path
    assert sorted(set(seen)) == sorted(numbers)


def test_the_list_takes_few_statements_however_much_is_chosen(client: Client, statements: list[str]) -> None:
    own = a_customer()
    numbers = [held(own, days=n).license_id for n in range(1, 15)]
    sign_in(client, own)
    path = "/renewals?" + "&".join(f"choice={number}~VBT-STD~3" for number in numbers)
    client.get(path)
    statements.clear()
    assert client.get(path).status_code == 200
    assert len(statements) <= 8, "\n".join(statements)


def test_the_part_for_scripts_is_the_same_choice(client: Client) -> None:
    own = a_customer()
    number = held(own).license_id
    sign_in(client, own)
    fields = {"csrf_token": client.token("/renewals"), "account": "quick", "license": number}
    part = client.post("/renewals", data=fields, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<h1" not in part.text
    assert f"{20 * 4800:,}円" in part.text
    address = part.headers["HX-Replace-Url"]
    assert TICK.format(number) + " checked" in client.get(address).text


def test_the_first_company_account_with_something_due_is_shown(client: Client, statements: list[str]) -> None:
    own = a_customer()
    organization = an_organization(own, f"{own.id.hex}.co.jp")
    accounts = [an_account(organization, own, name=f"部門 {n}") for n in range(4)]
    held(account=accounts[1], days=400)
    due = held(account=accounts[2], days=30).license_id
    held(account=accounts[3], days=30)
    shown = f'value="{accounts[2].id}" selected'
    sign_in(client, own)
    client.get("/renewals")
    statements.clear()
    text = client.get("/renewals").text
    assert len(statements) <= 8, "\n".join(statements)
    assert (shown in text, due in text) == (True, True)
