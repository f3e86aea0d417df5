"""The certificate after a renewal by invoice: a new one with the longer term; the old one says where it stands."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import time_machine
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.catalog.models import Product, ProductPrice
from tbc.deliveries.models import Delivery, DeliveryLine
from tbc.kit.clock import now
from tbc.kit.db import session as db
from tbc.kit.formats import long_date
from tbc.licenses.models import License
from tbc.orders.models import Order
from tbc.renewals.models import Renewal
from tests.client import Client
from tests.deliveries.making import a_delivery
from tests.people import a_customer, sign_in
from tests.renewals.given import again, ordered, paid, undo

pytestmark = [pytest.mark.rule("RNW-4"), pytest.mark.rule("DLV-4")]


@pytest.fixture
def delivered(session: Session) -> tuple[User, Delivery, License]:
    """A customer, a delivery of theirs of ten days ago, and the license that came of it, which can be renewed."""
    own = a_customer()
    with time_machine.travel(now() - timedelta(days=10), tick=False):
        delivery = a_delivery(filer=own)
    of_delivery = select(DeliveryLine.license_id).where(DeliveryLine.delivery_id == delivery.id)
    license_ = db.scalars(select(License).where(License.id.in_(of_delivery))).one()
    db.get_one(Product, license_.product_code).renewable_months_before = None
    price = {"years": 1, "unit_price": 1000, "contract_class": license_.contract_class, "valid_from": date(2020, 4, 1)}
    db.add(ProductPrice(product_code=license_.product_code, application_kind="renewal", **price))
    db.commit()
    return own, delivery, license_


def test_the_contract_page_has_a_new_certificate(client: Client, delivered: tuple[User, Delivery, License]) -> None:
    own, delivery, license_ = delivered
    path, old = f"/contracts/{license_.id}/certificate", delivery.token
    renewal = ordered(own, [license_])
    own_id, held_id, order = renewal.id, license_.id, db.get_one(Order, renewal.order_id).number
    sign_in(client, own)
    before = client.get(path).text
    assert order not in before
    paid(db.get_one(Renewal, own_id))
    end = long_date(db.get_one(License, held_id).ends_on)
    assert path in client.get(f"/renewals/{own_id}").text
    after = client.get(path).text
    for words in (order, end, "更新日", f"/verify/{old}"):
        assert words in after, words
    assert end not in before
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(client.get(f"{path}.pdf").data)).pages)
    assert order in text
    assert end.replace("年", "") in text.replace("年", "")


def test_the_old_one_still_verifies_and_says_that_it_was_renewed(
    client: Client, delivered: tuple[User, Delivery, License]
) -> None:
    own, delivery, license_ = delivered
    path = f"/verify/{delivery.token}"
    renewal = ordered(own, [license_])
    own_id, held_id, reader = renewal.id, license_.id, own.id
    paid(renewal)
    text = client.get(path).text
    end = long_date(db.get_one(License, held_id).ends_on)
    for words in ("この証書は、このポータルが発行したものです", "契約更新で期間が延びました", end):
        assert words in text, words
    undo(again(db.get_one(User, reader), db.get_one(Renewal, own_id)))
    db.commit()
    text = client.get(path).text
    assert "契約更新で期間が延びました" not in text
    assert end not in text
