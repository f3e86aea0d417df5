"""The certificate: what it says and from when, on one sheet, signed so that each change shows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.deliveries.certificate import certificate_of
from tbc.deliveries.models import Delivery, DeliveryLine
from tbc.kit import db
from tbc.licenses.models import License
from tbc.orders.models import Order
from tbc.signing_settings import SigningKey
from tests.applications.given import ITEM, PARTY, a_product
from tests.client import Client
from tests.deliveries.keys import a_signing_key, status_of
from tests.deliveries.making import a_delivery, stock
from tests.licenses.making import a_license
from tests.people import a_customer, sign_in
from tests.worker import without_loop

COMPANY = "㈱髙﨑𠮷商店①"
SHIPPED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
EVE = datetime(2026, 11, 25, 14, 59, 59, tzinfo=UTC)
THIRD = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
SHOWS = "2026年11月26日から表示します"


@pytest.fixture
def delivery(client: Client, session: Session) -> Delivery:
    """A delivery that a signed-in customer sees; shipped on a Friday before a holiday."""
    with time_machine.travel(SHIPPED, tick=False):
        filer = a_customer()
        made = a_delivery(filer=filer, record={"end_user": PARTY | {"corporate_name": COMPANY}}, customer_po="PO-77")
        db.session.refresh(made)
        db.session.expunge(made)
    sign_in(client, filer)
    return made


@pytest.fixture
def key(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[SigningKey]:
    made = a_signing_key()
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], pdf_signing_key=made))
    with without_loop():
        yield made


def the_license(delivery: Delivery) -> License:
    """The license that came of the delivery's only line."""
    line = select(DeliveryLine.license_id).where(DeliveryLine.delivery_id == delivery.id)
    return db.session.scalars(select(License).where(License.id.in_(line))).one()


def text_of(pdf: bytes) -> str:
    """All that can be read in a PDF."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.rule("DLV-4", "CON-1")
@pytest.mark.parametrize(("at", "is_shown"), [(SHIPPED, False), (EVE, False), (THIRD, True)])
def test_license_id_and_term_show_from_the_third_business_day(
    client: Client, delivery: Delivery, at: datetime, is_shown: bool
) -> None:
    number = the_license(delivery).license_id
    with time_machine.travel(at, tick=False):
        sign_in(client, _filer(delivery))
        page = client.get(f"/deliveries/{delivery.id}/certificate").get_data(as_text=True)
        paper = text_of(client.get(f"/deliveries/{delivery.id}/certificate.pdf").get_data())
    for text in (page, paper):
        assert COMPANY in text
        assert delivery.number in text
        assert "PO-77" in text
        assert (number in text) == is_shown
        assert ("2029年11月19日" in text) == is_shown
    assert (SHOWS in page) != is_shown


@pytest.mark.rule("DLV-4")
def test_the_paper_is_one_sheet_of_a4(client: Client, delivery: Delivery) -> None:
    answer = client.get(f"/deliveries/{delivery.id}/certificate.pdf")
    assert answer.mimetype == "application/pdf"
    assert f"{delivery.number}.pdf" in answer.headers["Content-Disposition"]
    (page,) = PdfReader(io.BytesIO(answer.get_data())).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    text = page.extract_text()
    assert COMPANY in text
    assert f"/verify/{delivery.token}"[:24] in text


@pytest.mark.rule("DLV-4")
def test_a_signature_holds_until_a_byte_changes(client: Client, delivery: Delivery, key: SigningKey) -> None:
    signed = client.get(f"/deliveries/{delivery.id}/certificate.pdf").get_data()
    status = status_of(signed, key)
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.bottom_line
    assert COMPANY in text_of(signed)
    assert len(PdfReader(io.BytesIO(signed)).pages) == 1
    assert b"ETSI.CAdES.detached" in signed
    at = signed.index(b"stream") + 100
    tampered = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert not status_of(tampered, key).intact
    assert not status_of(signed, a_signing_key()).trusted


@pytest.mark.rule("DLV-4")
def test_without_a_good_key_nothing_speaks_of_a_signature(
    app: Flask, client: Client, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unfit in (None, a_signing_key(days=-1)):
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], pdf_signing_key=unfit))
        assert "署名" not in client.get(f"/deliveries/{delivery.id}/certificate").get_data(as_text=True)
        pdf = client.get(f"/deliveries/{delivery.id}/certificate.pdf").get_data()
        assert b"ByteRange" not in pdf
        assert "署名" not in text_of(pdf)


@pytest.mark.rule("DLV-4")
def test_many_products_go_on_to_a_second_sheet(client: Client, session: Session) -> None:
    filer = a_customer()
    codes = [f"SGE-{turn:02d}" for turn in range(12)]
    for code in codes:
        a_product(code)
        stock(code)
    made = a_delivery(filer=filer, items=[ITEM | {"product": code} for code in codes], stocked=False)
    path = f"/deliveries/{made.id}/certificate.pdf"
    sign_in(client, filer)
    pages = PdfReader(io.BytesIO(client.get(path).get_data())).pages
    assert len(pages) >= 2
    assert "1 / " in pages[0].extract_text()


@pytest.mark.rule("CON-1")
def test_a_license_has_a_certificate_of_its_own(client: Client, session: Session) -> None:
    holder = a_customer()
    made = a_license(holder, end_user={"corporate_name": COMPANY})
    own, number = made.id, made.license_id
    sign_in(client, holder)
    page = client.get(f"/contracts/{own}/certificate").get_data(as_text=True)
    paper = client.get(f"/contracts/{own}/certificate.pdf").get_data()
    for text in (page, text_of(paper)):
        assert COMPANY in text
        assert number in text
        assert "/verify/" not in text


@pytest.mark.rule("DLV-4")
def test_an_addition_says_what_was_added_and_what_is_held(session: Session) -> None:
    delivery = a_delivery()
    order = db.session.get_one(Order, delivery.order_id)
    order.kind = "additional"
    license_ = the_license(delivery)
    license_.quantity += 50
    db.session.commit()
    certificate = certificate_of(delivery, THIRD)
    assert certificate.is_addition
    assert certificate.lines[0].in_all == certificate.lines[0].quantity + 50


def _filer(delivery: Delivery) -> User:
    order = db.session.get_one(Order, delivery.order_id)
    return db.session.get_one(User, db.session.get_one(Application, order.application_id).filer_id)
