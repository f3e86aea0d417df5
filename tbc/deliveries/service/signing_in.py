"""Signing in at the delivery site by number and password, and a new password for whoever has none (DLV-3)."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from sqlalchemy import delete, select

from tbc import jobs
from tbc.accounts import passwords
from tbc.audit import service as audit
from tbc.deliveries import limits
from tbc.deliveries.models import Delivery, DeliverySession
from tbc.deliveries.queries.contents import good_until
from tbc.deliveries.rules import read_number, read_password
from tbc.deliveries.service.reissuing import reissue
from tbc.kit.clock import TOKYO, now, today
from tbc.kit.db import session
from tbc.orders.models import Order
from tbc.policy import ANONYMOUS, Actor

REISSUE = "reissue-delivery"
LONGEST = timedelta(hours=4)


class WrongPassword(Exception):
    """The number is nobody's, or the password is not its: nobody is told which."""


class PasswordExpired(Exception):
    """The password is right and its 90 days are over: it has to be issued anew."""


def sign_in(actor: Actor, number_typed: str, password_typed: str) -> str:
    """The token of a new sign-in, for the browser's cookie; it is stored nowhere else.

    An unknown number and a wrong password answer alike after the same work.

    Raises:
        TooManyTries: the number or the client failed too often; a right password does not help then.
        WrongPassword, PasswordExpired: see there.
    """
    number = read_number(number_typed)
    asked = number or number_typed[:64]
    limits.knock(limits.SIGN_IN, asked, actor.address)
    delivery = _find(number) if number else None
    right = passwords.verify(delivery.password_hash if delivery else None, read_password(password_typed))
    if delivery is None or not right:
        audit.record("delivery-sign-in-failed", actor, "delivery", delivery.id if delivery else None)
        raise WrongPassword
    limits.welcome(limits.SIGN_IN, asked, actor.address)
    last = good_until(delivery)
    if last is not None and today() > last:
        raise PasswordExpired
    return _begin(actor, delivery, last)


def ask_anew(actor: Actor, number_typed: str) -> None:
    """Leave it to the worker to send a new password: here known and unknown numbers make the same work.

    Raises:
        TooManyTries: asked for too often.
    """
    asked = read_number(number_typed) or number_typed[:64]
    limits.knock(limits.REISSUE, asked, actor.address)
    jobs.enqueue(REISSUE, lock=f"{REISSUE} {sha256(asked.encode()).hexdigest()}", number=asked, address=actor.address)


def issue_anew(number: str, address: str) -> bool:
    """Send a new password to the address last used, if `number` is that of a delivery; `address` is the client's."""
    delivery = _find(number)
    if delivery is None:
        return False
    reissue(delivery, actor=replace(ANONYMOUS, address=address))
    return True


def find_signed_in(token: str) -> Delivery | None:
    """The delivery that `token` opens; None when the sign-in has ended, or its password or order are no longer good."""
    wanted = (
        select(Delivery)
        .join(DeliverySession, DeliverySession.delivery_id == Delivery.id)
        .join(Order, Order.id == Delivery.order_id)
        .where(
            DeliverySession.token_hash == _hash(token),
            DeliverySession.until > now(),
            DeliverySession.password_version == Delivery.password_version,
            *_OPEN,
        )
    )
    return session.scalars(wanted).one_or_none()


def sign_out(token: str) -> None:
    """End the sign-in."""
    session.execute(delete(DeliverySession).where(DeliverySession.token_hash == _hash(token)))


def sweep() -> int:
    """Remove the sign-ins that are over; how many."""
    over = delete(DeliverySession).where(DeliverySession.until <= now()).returning(DeliverySession.token_hash)
    return len(session.execute(over).all())


_OPEN = (Delivery.is_electronic, Delivery.closed_at.is_(None), Order.state != "cancelled")


def _find(number: str) -> Delivery | None:
    wanted = select(Delivery).join(Order, Order.id == Delivery.order_id).where(Delivery.number == number, *_OPEN)
    return session.scalars(wanted).one_or_none()


def _begin(actor: Actor, delivery: Delivery, last: date | None) -> str:
    """It ends with the password's last day, `last`, if that is sooner."""
    token = secrets.token_urlsafe(32)
    until = now() + LONGEST
    if last is not None:
        until = min(until, datetime.combine(last + timedelta(days=1), time.min, TOKYO))
    session.add(
        DeliverySession(
            token_hash=_hash(token),
            delivery_id=delivery.id,
            password_version=delivery.password_version,
            until=until,
        )
    )
    audit.record("delivery-signed-in", actor, "delivery", delivery.id)
    session.flush()
    return token


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
