"""From the 3rd business day after the last shipment an application is registered, by the clock alone."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.deliveries.models import DeliveryLine
from tbc.deliveries.registering import register_shipped
from tbc.kit import db
from tbc.kit.clock import TOKYO
from tests.client import Client
from tests.deliveries.making import a_delivery
from tests.orders.making import an_order
from tests.people import a_customer, sign_in

# A Thursday before a weekend and a holiday (文化の日): the 3rd business day is Wednesday, 4 November.
SHIPPED = datetime(2026, 10, 29, 18, 0, tzinfo=TOKYO)


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2026, 11, 3, 23, 59, tzinfo=TOKYO), "shipped"),
        (datetime(2026, 11, 4, 0, 0, tzinfo=TOKYO), "registered"),
    ],
)
def test_it_comes_on_the_third_business_day(app: Flask, session: Session, moment: datetime, state: str) -> None:
    with app.app_context():
        with time_machine.travel(SHIPPED, tick=False):
            a_delivery()
            waiting = an_order()
        with time_machine.travel(moment, tick=False):
            assert register_shipped() == (1 if state == "registered" else 0)
            assert register_shipped() == 0
        states = dict(session.execute(select(Application.id, Application.state)).all())
        assert states.pop(waiting.application_id) == "ordered"
        assert list(states.values()) == [state]
        acts = session.scalars(select(AuditEvent).where(AuditEvent.act == "application-registered")).all()
        assert len(acts) == (1 if state == "registered" else 0)


@pytest.mark.rule("CON-1")
def test_a_contract_leads_to_its_delivery_and_its_application(client: Client) -> None:
    filer = a_customer()
    delivery = a_delivery(filer=filer)
    session = db.session()
    license_id = session.scalars(select(DeliveryLine.license_id)).one()
    application_id = session.scalars(select(Application.id)).one()
    path = f"/deliveries/{delivery.id}"
    sign_in(client, filer)
    text = client.get(f"/contracts/{license_id}").text
    assert f'href="{path}"' in text
    assert f'href="/applications/{application_id}"' in text
    assert client.get(path).status_code == 200
