"""次の契約者へコピー: products, dealers and delivery stay, whatever belongs to the end user does not (APP-8)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tbc.applications.models import Application
from tbc.kit import db
from tests.applications.given import ITEM, a_filed, content
from tests.client import Client
from tests.people import a_customer, sign_in

pytestmark = pytest.mark.rule("APP-8")
HELD = {**ITEM, "license_id": "AB12345678", "current_end_on": "2027-03-31", "held_quantity": "200"}
ANOTHER = {"company": "別の会社", "contact_name": "別　人", "email": "betsu@takasaki.example.jp"}


def copied(client: Client, **changes: object) -> Application:
    """What a partner gets of such an application."""
    partner = a_customer(mode="partner")
    origin = a_filed(partner, content(**changes)).id
    browser = sign_in(client, partner)
    detail = f"/applications/{origin}"
    assert "次の契約者へコピー" in browser.get(detail).text
    assert f"{detail}/next-copies" in browser.get("/applications").text
    answer = browser.submit(detail, {}, to=f"{detail}/next-copies")
    assert (answer.status_code, answer.location.rpartition("/")[2]) == (303, "end-user")
    assert browser.get(answer.location).status_code == 200
    return db.session.scalars(select(Application).where(Application.copied_from_id == origin)).one()


@pytest.mark.usefixtures("session")
def test_what_is_the_same_for_the_next_one_stays(client: Client) -> None:
    other = {"same_as": "other", **ANOTHER}
    draft = copied(client, kind="renewal", items=[HELD], renewal_contact=other, customer_po="P")
    kept = draft.content
    assert kept["kind"] == "renewal"
    assert [item["product"] for item in kept["items"]] == [ITEM["product"]]
    assert set(kept["items"][0]) == {"product", "product_name", "quantity", "term_years"}
    assert kept["reseller"]["branch"] == "名古屋支店"
    assert kept["distributor"] == {"same_as": "reseller"}
    assert kept["delivery"]["email"] == "license-order@takasaki.example.jp"
    assert kept["support_contact"] == {"same_as": "end_user"}
    assert not {"end_user", "renewal_contact", "contact_persons", "customer_po", "remarks", "consent"} & set(kept)
    assert draft.company == ""


@pytest.mark.usefixtures("session")
def test_the_check_page_says_what_differs(client: Client) -> None:
    draft = copied(client)
    done = {name for name, step in draft.progress.items() if step["state"] == "done"}
    assert done == set(draft.progress) == {"products", "delivery", "dealers"}
    assert "コピー元" in client.get(f"/applications/{draft.id}/check").text


@pytest.mark.usefixtures("session")
def test_it_is_offered_to_partners_alone(client: Client) -> None:
    customer = a_customer()
    origin = a_filed(customer).id
    html = sign_in(client, customer).get(f"/applications/{origin}").text
    assert "次の契約者へコピー" not in html
