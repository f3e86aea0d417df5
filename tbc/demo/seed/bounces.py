"""One delivery's mails came back, and wait on the desk as a task."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from tbc.deliveries.models import Delivery
from tbc.deliveries.service.bouncing import receive
from tbc.kit.clock import told
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tbc.policy import Actor

MAIL_SERVER = Actor(name="tbc receive-bounce")
SAID = "550 5.2.2 Mailbox full"
REPORT = """Content-Type: multipart/report; report-type=delivery-status; boundary="part"
From: MAILER-DAEMON@mx.vendor.example.com
Message-ID: <{name}@mx.vendor.example.com>
MIME-Version: 1.0

--part
Content-Type: text/plain; charset=utf-8

The mail could not be delivered.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.vendor.example.com

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; {said}
--part
Content-Type: text/rfc822-headers

Message-ID: {letter}
--part--
"""


def come_back(since: datetime) -> None:
    """Both mails of the first delivery after `since`, some seconds after they went out."""
    shipped = select(Delivery).join(Order, Order.id == Delivery.order_id).where(Order.state == "shipped")
    electronic = shipped.where(Delivery.is_electronic, Delivery.shipped_at >= since).order_by(Delivery.id).limit(1)
    delivery = session.scalars(electronic).one()
    letters = (delivery.id_letter_id, delivery.password_letter_id)
    for letter in session.scalars(select(Letter).where(Letter.id.in_(letters)).order_by(Letter.id)).all():
        assert letter.sent_at is not None
        with told(letter.sent_at + timedelta(seconds=40)):
            receive(MAIL_SERVER, _report(letter))


def _report(letter: Letter) -> bytes:
    text = REPORT.format(name=letter.id.hex, to=letter.to, said=SAID, letter=letter.message_id)
    return text.replace("\n", "\r\n").encode()
