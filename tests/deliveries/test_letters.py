"""The two mails of a delivery, as a mail server gets them and a mail library reads them (DLV-2)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tbc import mail
from tbc.deliveries.models import Delivery
from tbc.deliveries.service.reissuing import NotElectronic, reissue
from tbc.mail import house
from tbc.orders.models import Order
from tests.applications.given import ITEM, PARTY, a_product
from tests.deliveries.making import Shipped, a_delivery, a_new_password, a_shipped
from tests.mailbox import Mailbox, html_of, text_of
from tests.orders.making import an_order
from tests.people import acting, an_operator
from tests.worker import send_letters

pytestmark = pytest.mark.rule("DLV-2")
COMPANY = "サンプル髙﨑𠮷㈱①"
TO = "license-order@takasaki.example.jp"
REFERENCE = "12345678"


@pytest.fixture
def shipped(session: Session, mailbox: Mailbox) -> Shipped:
    """A delivery to a company with a name that is hard to send, whose mails have gone out; the order's alone."""
    order = an_order(
        reseller_reference=REFERENCE, record={"end_user": PARTY | {"corporate_name": COMPANY}, "remarks": "急ぎ"}
    )
    made = a_shipped(order)
    send_letters()
    session.commit()
    for message in [message for message in mailbox.messages if made.order.number not in message["Subject"]]:
        mailbox.messages.remove(message)
    del mailbox.messages[:-2]
    return made


def test_number_and_password_go_out_at_the_same_time_under_their_subjects(shipped: Shipped, mailbox: Mailbox) -> None:
    number, word = mailbox.messages
    assert number["Subject"] == f"重要:納品 Trend Micro {shipped.order.number} ID [{REFERENCE}]"
    assert word["Subject"] == f"重要:納品 Trend Micro {shipped.order.number} PW [{REFERENCE}]"
    assert number["To"] == word["To"] == TO


def test_hard_characters_arrive_intact(shipped: Shipped, mailbox: Mailbox) -> None:
    number = mailbox.messages[0]
    assert COMPANY in text_of(number)
    assert COMPANY in html_of(number)
    wire = number.as_bytes()
    assert wire.isascii()
    assert b'charset="utf-8"' in wire.lower()


def test_number_and_password_never_stand_in_one_mail(shipped: Shipped, mailbox: Mailbox) -> None:
    number, word = mailbox.messages
    both = {message["Subject"]: text_of(message) + html_of(message) for message in (number, word)}
    assert [shipped.delivery.number in words for words in both.values()] == [True, False]
    assert [shipped.password in words for words in both.values()] == [False, True]
    assert "http://localhost/delivery" in text_of(number)
    assert shipped.password not in str(number["Subject"]) + str(word["Subject"])


def test_no_code_stands_in_any_mail(shipped: Shipped, mailbox: Mailbox) -> None:
    written = "".join(text_of(message) + html_of(message) for message in mailbox.messages)
    assert not re.search(r"SG-7KQ4", written)


def test_nothing_goes_to_another_address(session: Session, mailbox: Mailbox) -> None:
    mailbox.clear()
    shipped = a_shipped()
    send_letters()
    about = [m for m in mailbox.messages if shipped.order.number in m["Subject"] or "SHPC" in text_of(m)]
    assert {str(message["To"]) for message in about} == {TO}
    told = [m for m, e in zip(mailbox.messages, mailbox.envelopes, strict=True) if e.rcpt_tos != [str(m["To"])]]
    assert told == []


def test_they_have_a_sender_and_an_envelope_sender_of_their_own(session: Session, mailbox: Mailbox) -> None:
    known = house.settings()
    mail.set_up(
        replace(
            known,
            brand="サンプル",
            delivery_mail_from="delivery@tbc.example.com",
            delivery_return_path="bounces@tbc.example.com",
        )
    )
    order = a_delivery_of(an_order())
    send_letters()
    sent = [
        (m["From"].addresses[0].addr_spec, e.mail_from)
        for m, e in zip(mailbox.messages, mailbox.envelopes, strict=True)
        if order.number in m["Subject"] and m["Subject"].startswith("重要:納品")
    ]
    assert sent == [("delivery@tbc.example.com", "bounces@tbc.example.com")] * 2
    subjects = [m["Subject"] for m in mailbox.messages]
    assert f"重要:納品 サンプル {order.number} ID" in subjects  # without a reference it ends here


@pytest.mark.rule("DLV-3")
def test_a_new_password_goes_to_the_address_last_used(shipped: Shipped, mailbox: Mailbox, session: Session) -> None:
    mailbox.clear()
    new = a_new_password(shipped.delivery)
    send_letters()
    number, word = mailbox.messages
    assert number["Subject"] == f"再送:重要:納品 Trend Micro {shipped.order.number} ID [{REFERENCE}]"
    assert word["Subject"] == f"再送:重要:納品 Trend Micro {shipped.order.number} PW [{REFERENCE}]"
    assert {number["To"], word["To"]} == {TO}
    assert new != shipped.password
    assert new in text_of(word)
    assert new not in text_of(number)


@pytest.mark.rule("DLV-5")
@pytest.mark.parametrize("lasting", [True, False])
def test_another_address_lasts_only_if_staff_say_so(
    shipped: Shipped, mailbox: Mailbox, session: Session, lasting: bool
) -> None:
    other = "taro@takasaki.example.jp"
    mailbox.clear()
    by = acting(an_operator())
    a_new_password(shipped.delivery, to=other, lasting=lasting, actor=by)
    a_new_password(shipped.delivery)
    send_letters()
    assert [message["To"] for message in mailbox.messages] == [other] * 2 + [other if lasting else TO] * 2


def test_what_is_not_electronic_cannot_be_sent_again(session: Session) -> None:
    a_product("SGA-BOX", electronic_delivery=False, code_kind="none")
    delivery = a_delivery(an_order(items=[ITEM | {"product": "SGA-BOX"}]), stocked=False, tracking="1234")
    with pytest.raises(NotElectronic):
        reissue(delivery)


def test_a_mail_server_down_for_an_hour_gets_all_of_them_later_and_once(session: Session, mailbox: Mailbox) -> None:
    mailbox.stop()
    order = a_delivery_of(an_order())
    for _attempt in range(4):
        send_letters()
    mailbox.start()
    send_letters()
    send_letters()
    about = sorted(m["Subject"].split()[-1] for m in mailbox.messages if order.number in m["Subject"])
    assert about == ["ID", order.number, "PW"]


def a_delivery_of(order: Order) -> Order:
    """`order`, shipped."""
    delivery: Delivery = a_delivery(order)
    assert delivery.order_id == order.id
    return order
