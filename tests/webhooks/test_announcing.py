"""Announcing: told after the commit, signed, in order, until it was heard."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc.kit.clock import now
from tbc.webhooks.jobs import forget_old_webhooks, requeue_left_webhooks
from tbc.webhooks.rules import GIVE_UP_AFTER, wait_before
from tbc.webhooks.service import announce, endpoints
from tests.people import acting, an_administrator
from tests.webhooks.given import an_endpoint, messages, send_all
from tests.webhooks.receiver import Arrival, Receiver

pytestmark = pytest.mark.rule("API-1")


def is_signed(arrival: Arrival, secret: str) -> bool:
    """By the words of Standard Webhooks, computed apart from the portal's own."""
    signed = b".".join([arrival.wire_id.encode(), arrival.headers["webhook-timestamp"].encode(), arrival.body])
    key = b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + b64encode(hmac.new(key, signed, sha256).digest()).decode()
    return expected in arrival.headers["webhook-signature"].split(" ")


def test_what_is_announced_arrives_signed(session: Session, receiver: Receiver) -> None:
    _endpoint, secret = an_endpoint(receiver.url)
    announce("order.entered", "ORDC0000001", {"company": "髙﨑㈱①𠮷"})
    send_all()
    (arrival,) = receiver.taken
    assert arrival.path == "/hooks"
    assert arrival.told["type"] == "order.entered"
    assert arrival.told["subject"] == "ORDC0000001"
    assert arrival.told["data"] == {"company": "髙﨑㈱①𠮷"}
    assert arrival.headers["content-type"].startswith("application/json")
    assert abs(int(arrival.headers["webhook-timestamp"]) - now().timestamp()) < 60
    assert is_signed(arrival, secret)
    assert not is_signed(arrival, "whsec_" + b64encode(b"x" * 32).decode())


def test_only_the_kinds_that_are_wanted_are_told(session: Session, receiver: Receiver) -> None:
    an_endpoint(receiver.url, kinds=("delivery.shipped",))
    announce("order.entered", "ORDC0000001", {})
    announce("delivery.shipped", "ORDC0000001", {})
    assert [message.kind for message in messages()] == ["delivery.shipped"]


def test_a_kind_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match=r"order\.eaten"):
        announce("order.eaten", "ORDC0000001", {})


def test_what_comes_later_about_a_subject_waits_for_what_came_before(session: Session, receiver: Receiver) -> None:
    an_endpoint(receiver.url)
    receiver.answer = lambda arrival: 503 if arrival.told["data"]["n"] == 1 else 204
    announce("order.entered", "ORDC0000001", {"n": 1})
    announce("order.cancelled", "ORDC0000001", {"n": 2})
    announce("order.entered", "ORDC0000002", {"n": 3})
    send_all()
    assert [arrival.told["data"]["n"] for arrival in receiver.arrivals] == [1, 3]
    send_all()
    receiver.answer = lambda _arrival: 200
    send_all()
    assert [arrival.told["data"]["n"] for arrival in receiver.taken] == [3, 1, 2]
    first, _, other = receiver.arrivals[0], receiver.arrivals[1], receiver.arrivals[2]
    assert first.wire_id == other.wire_id
    assert first.body == other.body


def test_after_twelve_hours_it_is_given_up_and_the_next_may_go(session: Session, receiver: Receiver) -> None:
    an_endpoint(receiver.url)
    receiver.answer = lambda _arrival: (500, {}, "だめ".encode())
    announce("order.entered", "ORDC0000001", {"n": 1})
    announce("order.cancelled", "ORDC0000001", {"n": 2})
    first, second = messages()
    first.begun_at, first.attempts = now() - GIVE_UP_AFTER, 13
    send_all()
    assert (first.state, first.status, first.answer, first.attempts) == ("failed", 500, "だめ", 14)
    assert (second.state, second.attempts) == ("queued", 1)
    assert second.begun_at is not None
    assert now() - second.begun_at < timedelta(minutes=1)


def test_waits_double_up_to_two_hours_and_fill_twelve() -> None:
    waits = [wait_before(attempt).total_seconds() for attempt in range(2, 17)]
    assert waits[:4] == [10, 20, 40, 80]
    assert max(waits) == 7200
    assert sum(waits[:13]) < GIVE_UP_AFTER.total_seconds() < sum(waits[:15])


def test_a_receiver_that_is_silent_rests(session: Session, receiver: Receiver) -> None:
    endpoint, _secret = an_endpoint("http://127.0.0.1:1/hooks")
    announce("order.entered", "ORDC0000001", {})
    announce("order.entered", "ORDC0000002", {})
    send_all()
    first, second = messages()
    assert (first.attempts, second.attempts) == (1, 0)
    assert "ConnectionRefusedError" in first.last_error
    assert second.next_at == endpoint.rests_until
    endpoints.change(acting(an_administrator()), endpoint, "受注システム", receiver.url, endpoint.kinds)
    send_all()
    assert len(receiver.taken) == 2


def test_a_paused_receiver_hears_it_afterwards(session: Session, receiver: Receiver) -> None:
    staff = acting(an_administrator())
    endpoint, _secret = an_endpoint(receiver.url)
    endpoints.pause(staff, endpoint)
    announce("order.entered", "ORDC0000001", {"n": 1})
    announce("order.cancelled", "ORDC0000001", {"n": 2})
    send_all()
    assert receiver.arrivals == []
    endpoints.resume(staff, endpoint)
    send_all()
    assert [arrival.told["data"]["n"] for arrival in receiver.taken] == [1, 2]


def test_a_deleted_receiver_hears_nothing_more(session: Session, receiver: Receiver) -> None:
    endpoint, _secret = an_endpoint(receiver.url)
    announce("order.entered", "ORDC0000001", {})
    endpoints.delete(acting(an_administrator()), endpoint)
    announce("order.entered", "ORDC0000002", {})
    send_all()
    assert receiver.arrivals == []
    assert [(message.state, message.last_error) for message in messages()] == [("failed", "endpoint deleted")]


def test_a_new_secret_and_the_old_one_both_sign_for_a_day(session: Session, receiver: Receiver) -> None:
    endpoint, old = an_endpoint(receiver.url)
    new = endpoints.rotate(acting(an_administrator()), endpoint)
    announce("order.entered", "ORDC0000001", {})
    send_all()
    endpoint.old_secret_until = now() - timedelta(seconds=1)
    announce("order.entered", "ORDC0000002", {})
    send_all()
    during, after = receiver.taken
    assert is_signed(during, old)
    assert is_signed(during, new)
    assert is_signed(after, new)
    assert not is_signed(after, old)


def test_what_was_heard_can_be_sent_again_under_its_id(session: Session, receiver: Receiver) -> None:
    staff = acting(an_administrator())
    endpoint, _secret = an_endpoint(receiver.url)
    announce("order.entered", "ORDC0000001", {})
    (message,) = messages()
    with pytest.raises(endpoints.StillUnderWay):
        endpoints.resend(staff, message, endpoint)
    send_all()
    endpoints.resend(staff, message, endpoint)
    send_all()
    assert [arrival.wire_id for arrival in receiver.taken] == [message.wire_id] * 2
    endpoints.delete(staff, endpoint)
    with pytest.raises(endpoints.EndpointDeleted):
        endpoints.resend(staff, message, endpoint)


def test_a_ping_arrives_and_tells_nothing(session: Session, receiver: Receiver) -> None:
    endpoint, secret = an_endpoint(receiver.url, kinds=("license.changed",))
    endpoints.ping(acting(an_administrator()), endpoint)
    send_all()
    (arrival,) = receiver.taken
    assert arrival.told["type"] == "ping"
    assert is_signed(arrival, secret)


def test_a_message_whose_job_was_lost_gets_another_if_it_is_first(session: Session) -> None:
    an_endpoint()
    announce("order.entered", "ORDC0000001", {})
    announce("order.cancelled", "ORDC0000001", {})
    session.execute(text("DELETE FROM procrastinate_jobs"))
    for message in messages():
        message.next_at = now() - timedelta(minutes=1)
    session.flush()
    assert requeue_left_webhooks() == 1
    assert requeue_left_webhooks() == 0


def test_after_three_months_it_is_forgotten(session: Session, receiver: Receiver) -> None:
    an_endpoint(receiver.url)
    announce("order.entered", "ORDC0000001", {})
    announce("order.entered", "ORDC0000002", {})
    first, second = messages()
    send_all()
    first.settled_at = now() - timedelta(days=91)
    session.flush()
    assert forget_old_webhooks() == 1
    assert messages() == [second]
