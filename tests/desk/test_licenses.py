"""Licenses on the desk: every customer's, with who holds them and what is behind them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tbc.accounts.models import User
from tbc.applications.queries import Reach
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseParties
from tbc.licenses.service import changing, claiming
from tbc.requests.models import Request
from tests.applications.given import PARTY
from tests.client import Client
from tests.licenses.making import a_held
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, acting, an_auditor, an_operator, sign_in

CODE = "AB-C123-DE456-FG789-HJ012-KL345"


@pytest.mark.rule("LIC-1")
def test_staff_find_any_license_before_its_customer_sees_it(client: Client) -> None:
    held = a_held(a_customer(), codes=[CODE], shown_from=today() + timedelta(days=3))
    other = a_held(end_user={"corporate_name": "架空醸造株式会社"})
    sign_in(client, an_auditor())
    for words in (held.license_id, CODE, "髙﨑建設"):
        text = client.get("/desk/licenses", query_string={"q": words}).text
        assert held.license_id in text
        assert other.license_id not in text
    text = client.get(f"/desk/licenses/{held.id}").text
    assert held.license_id in text
    assert "2026/10/01 – 2029/09/30" in text
    assert "お客様には" in text


@pytest.mark.rule("LIC-2")
def test_the_record_says_who_holds_it(client: Client) -> None:
    filer = a_customer("見本　葵", email="aoi@example.co.jp")
    account = an_account(an_organization(a_customer()), a_customer(), name="サンプル商事")
    quick, managed, nobodys = a_held(filer), a_held(account=account), a_held()
    sign_in(client, an_auditor())
    for held, words in ((quick, "aoi@example.co.jp"), (managed, "サンプル商事"), (nobodys, "まだいません")):
        assert words in client.get(f"/desk/licenses/{held.id}").text


def test_pages_and_filters_of_the_list(client: Client) -> None:
    keys = [str(a_held().id) for _ in range(25)]
    sign_in(client, an_auditor())
    first = client.get("/desk/licenses?kind=license&ends=&state=all").text
    assert sum(key in first for key in keys) == 20
    assert "after=" in first
    assert "条件に合うライセンスはありません" in client.get("/desk/licenses?q=ない会社&state=ended").text


@pytest.mark.rule("CON-2")
def test_staff_see_what_would_change_and_approve_it(client: Client) -> None:
    holder = a_customer()
    held = a_held(holder)
    request_id = _ask(holder, held)
    sign_in(client, an_operator())
    page = f"/desk/requests/{request_id}"
    text = client.get(page).text
    assert "06-6123-4567" in text
    assert held.license_id in text
    assert client.submit(page, {"act": "approve", "version": "1", "text": ""}).status_code == 303
    versions = select(LicenseParties.parties).where(LicenseParties.license_id == held.id, LicenseParties.version == 2)
    assert session.scalars(versions).one()["end_user"]["phone"] == "06-6123-4567"
    assert session.scalars(select(Request.state)).one() == "approved"


@pytest.mark.rule("LIC-2")
@pytest.mark.parametrize("is_there", [True, False])
def test_staff_weigh_a_claim_and_give_what_there_is(client: Client, is_there: bool) -> None:
    claimer = a_customer("見本　葵", email="aoi@example.co.jp")
    claimer_id = claimer.id
    held = a_held(codes=[CODE])
    license_id = held.license_id if is_there else "9999999999"
    claimed = claiming.claim(
        acting(claimer), Reach({}, frozenset(), is_shown_some=False), license_id, "X" + CODE, None, "ja"
    )
    session.commit()
    page = f"/desk/requests/{claimed.id}"
    sign_in(client, an_operator())
    text = client.get(page).text
    assert ("コードが合わない" in text) is is_there
    answer = client.submit(page, {"act": "approve", "version": "1", "text": ""})
    assert answer.status_code == (303 if is_there else 422)
    assert session.get_one(License, held.id, populate_existing=True).holder_id == (claimer_id if is_there else None)


def _ask(holder: User, held: License) -> UUID:
    typed = {"end_user": PARTY | {"phone": "06-6123-4567"}, "support_contact": {"same_as": "end_user"}}
    license_ = session.merge(held)
    same = {"renewal_contact": {"same_as": "end_user"}}
    request = changing.ask(acting(holder), license_, typed | same, 1, also_others=False, language="ja")
    session.commit()
    own: UUID = request.id
    session.expunge_all()
    return own
