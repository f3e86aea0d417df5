"""Codes and passwords stand where they belong and nowhere else: no log, no audit entry, no webhook (DLV-1, DLV-2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc import create_app, mail
from tbc.kit import db
from tbc.kit.sealing import set_up as seal_with
from tbc.webhooks import set_up as announce_with
from tbc.webhooks.rules import KINDS
from tbc.webhooks.service import endpoints
from tests.client import Client
from tests.conftest import settings_for
from tests.deliveries.making import a_shipped, stock
from tests.mailbox import Mailbox
from tests.orders.making import an_order
from tests.people import acting, an_administrator, an_operator, sign_in
from tests.worker import send_letters

# What may tell of a delivery and is read by others than its recipient.
TOLD = "SELECT t::text FROM audit_events t UNION ALL SELECT t::text FROM webhook_messages t"


@pytest.mark.rule("DLV-2")
def test_neither_code_nor_password_is_logged(
    client: Client, session: Session, mailbox: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    code = stock()[0]
    path = f"/desk/orders/{an_order().id}/ship"
    sign_in(client, an_operator())
    assert client.submit(path, {"line-1": "1"}).status_code == 303
    shipped = a_shipped()
    given = {"delivery_number": shipped.delivery.number, "password": shipped.password}
    client.submit("/delivery/sign-in", given)
    client.get("/delivery")
    client.get("/delivery/sign-in", query_string={"password": shipped.password})
    send_letters()
    logged = "".join(capsys.readouterr())
    assert "route=/delivery" in logged
    for secret in (code, shipped.password):
        assert secret not in logged


@pytest.mark.rule("DLV-1")
def test_neither_code_nor_password_is_told_to_anybody_else(session: Session) -> None:
    settings = settings_for()
    announce_with(settings)
    seal_with(settings.secret_key)
    endpoints.add(acting(an_administrator()), "倉庫", "https://hooks.example.com/tbc", KINDS)
    code = stock()[0]
    shipped = a_shipped(stocked=False)
    told = "".join(db.session.scalars(text(TOLD)))
    assert shipped.delivery.number in told
    for secret in (code, shipped.password, shipped.delivery.token):
        assert secret not in told


@pytest.fixture
def behind_tls(app: Flask, session: Session) -> Iterator[Flask]:
    """A portal that browsers reach over TLS; afterwards letters and webhooks are the usual one's again."""
    portal = create_app(settings_for(base_url="https://localhost"))
    portal.test_client_class = Client
    yield portal
    mail.set_up(app.config["SETTINGS"])
    announce_with(app.config["SETTINGS"])


@pytest.mark.rule("DLV-3")
def test_over_tls_the_cookie_belongs_to_this_host_alone(behind_tls: Flask) -> None:
    client = behind_tls.test_client()
    shipped = a_shipped()
    form = {"delivery_number": shipped.delivery.number, "password": shipped.password}
    page = client.get("/delivery/sign-in", base_url="https://localhost").get_data(as_text=True)
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = client.post("/delivery/sign-in", data=form | {"csrf_token": token}, base_url="https://localhost")
    assert answer.status_code == 303
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if "tbc_delivery" in one]
    assert cookie.startswith("__Host-tbc_delivery=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
