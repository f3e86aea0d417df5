"""Which contracts end soon: on the start page, on the partner's working place, and per dealer on the desk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tbc.kit.clock import today
from tbc.licenses.queries.due import count_due, list_due, list_due_of_dealer
from tbc.licenses.rules import add_years
from tests.client import Client
from tests.licenses.making import a_held, a_license
from tests.orders.making import an_order
from tests.organizations.given import an_account, an_organization
from tests.partners.dealers import a_dealer
from tests.people import a_customer, acting, an_operator, sign_in


def _shipped(days_left: int) -> date:
    """The day of shipping from which three years end in so many days."""
    return add_years(today() + timedelta(days=days_left + 1), -3)


@pytest.mark.rule("PRT-5")
def test_those_that_end_within_90_days_soonest_first(client: Client) -> None:
    manager = a_customer()
    account = an_account(an_organization(a_customer()), manager)
    last, first = (a_license(account=account, shipped_on=_shipped(days)) for days in (90, 0))
    own = a_license(manager, shipped_on=_shipped(40))
    for days in (-1, 91):
        a_license(account=account, shipped_on=_shipped(days))
    a_license(a_customer(), shipped_on=_shipped(40))
    due = list_due(acting(manager), [account.id], 2)
    assert ([row.id for row, _shown, _state in due.rows], due.in_all) == ([first.id, own.id], 3)
    assert count_due([account.id]) == {account.id: 2}
    assert [row.id for row, *_rest in list_due(acting(manager), [account.id], 9).rows][-1] == last.id


@pytest.mark.rule("PRT-5")
@pytest.mark.parametrize("mode", ["corporate", "partner"])
def test_the_start_page_leads_to_them(client: Client, mode: str) -> None:
    manager = a_customer(mode=mode)
    account = an_account(an_organization(a_customer()), manager)
    held = a_held(account=account, shipped_on=_shipped(30))
    sign_in(client, manager)
    text = client.get("/").text
    assert "更新が近い契約" in text
    assert f"/contracts/{held.id}" in text
    assert "あと30日" in text


@pytest.mark.rule("PRT-5")
def test_a_renewal_only_customer_sees_theirs_at_once(client: Client) -> None:
    own = a_customer(kind="renewal-only", email="hana@gmail.com")
    held = a_held(own, shipped_on=_shipped(30))
    sign_in(client, own)
    assert f"/contracts/{held.id}" in client.get("/").text


@pytest.mark.rule("PRT-5")
def test_the_dealers_page_has_its_orders_and_what_is_to_be_renewed(client: Client) -> None:
    dealer = a_dealer("ダミー情報機器㈱")
    a_license(shipped_on=_shipped(30), application=an_order().application_id)
    assert list_due_of_dealer(dealer.id, 5).in_all == 1
    path = f"/desk/dealers/{dealer.id}"
    sign_in(client, an_operator())
    text = client.get(path).text
    assert "ORDC" in text
    assert "あと30日" in text
