"""The two mails of a delivery, its number and its password: at the same time, to one address, never in one (DLV-2)."""

from __future__ import annotations

from typing import Any

from tbc.deliveries.models import Delivery
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.mail.service import post
from tbc.orders.models import Order


def post_both(delivery: Delivery, order: Order, password: str, *, to: str, again: bool = False) -> None:
    """Post the ID mail and the PW mail in this transaction; `again` for those that are sent anew.

    The 90 days of the password begin when the PW mail is handed over (DLV-3).
    """
    facts = {"delivery": delivery, "order": order, "again": again}
    number = _post("delivery-id", to, facts)
    word = _post("delivery-password", to, facts | {"secret": {"password": password}})
    delivery.id_letter_id, delivery.password_letter_id = number.id, word.id
    session.flush()


def _post(letter: str, to: str, values: dict[str, Any]) -> Letter:
    delivery: Delivery = values["delivery"]
    place: dict[str, Any] = {"about": delivery.id, "about_type": "delivery", "sender": "delivery"}
    return post(letter, to=to, language=delivery.language, **place, **values)
