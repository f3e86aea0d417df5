"""The page behind the QR code: what a certificate says now, to anybody who holds it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.deliveries.models import Delivery, DeliveryLine
from tbc.deliveries.views.verifying import UNKNOWN
from tbc.kit import db
from tbc.licenses.models import License
from tests.applications.given import PARTY
from tests.client import Client
from tests.deliveries.making import a_delivery

COMPANY = "㈱髙﨑𠮷商店①"
SHIPPED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
THIRD = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
LATER = datetime(2029, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def delivery(client: Client, session: Session) -> Delivery:
    with time_machine.travel(SHIPPED, tick=False):
        made = a_delivery(record={"end_user": PARTY | {"corporate_name": COMPANY}})
    db.session.refresh(made)
    db.session.expunge(made)
    return made


def the_license(delivery: Delivery) -> License:
    line = select(DeliveryLine.license_id).where(DeliveryLine.delivery_id == delivery.id)
    return db.session.scalars(select(License).where(License.id.in_(line))).one()


@pytest.mark.rule("DLV-4", "CON-1")
@pytest.mark.parametrize(
    ("at", "told"),
    [(SHIPPED, "2026年11月26日から表示します"), (THIRD, "2029年11月19日"), (LATER, "期間終了")],
)
def test_it_says_what_the_certificate_says_now(client: Client, delivery: Delivery, at: datetime, told: str) -> None:
    number = the_license(delivery).license_id
    with time_machine.travel(at, tick=False):
        answer = client.get(f"/verify/{delivery.token}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for words in (COMPANY, "サンプルガード エンドポイント アドバンス", "300", told, f"SHPC••••{delivery.number[-3:]}"):
        assert words in text
    assert delivery.number not in text
    assert number not in text
    assert "SG-7KQ4" not in text


@pytest.mark.rule("DLV-4")
def test_what_was_closed_says_so(client: Client, delivery: Delivery) -> None:
    license_ = the_license(delivery)
    license_.state, license_.closed_at = "closed", SHIPPED
    db.session.commit()
    assert "この証書のライセンスは終わっています" in client.get(f"/verify/{delivery.token}").get_data(as_text=True)
    db.session.get_one(Delivery, delivery.id).closed_at = SHIPPED
    db.session.commit()
    assert "いまは有効ではありません" in client.get(f"/verify/{delivery.token}").get_data(as_text=True)


@pytest.mark.rule("DLV-4")
def test_an_unknown_token_says_what_to_do_and_trying_many_is_stopped(client: Client, delivery: Delivery) -> None:
    for turn in range(UNKNOWN.tries):
        answer = client.get(f"/verify/no-such-{turn}")
        assert answer.status_code == 404
    assert "本物ではない可能性があります" in answer.get_data(as_text=True)
    refused = client.get("/verify/no-such")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get(f"/verify/{delivery.token}").status_code == 429
