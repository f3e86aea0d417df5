"""What the addresses of renewals name: the filer's, in each state, and those of the company account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from tbc.kit.db import session
from tbc.renewals.unsubscribing import address_of
from tbc.requests.models import Request
from tests.renewals.given import begun, close, held, ordered, paid, ready
from tests.routes.actors import Cast

Arguments = dict[str, Any]
RENEWAL_IDS = ("renewal_id", "order_id")


def _begun(cast: Cast) -> Arguments:
    return {"renewal_id": begun(cast.filer, [held(cast.filer)]).id}


def _ready(cast: Cast) -> Arguments:
    return {"renewal_id": ready(cast.filer, [held(cast.filer)]).id}


def _ordered(cast: Cast) -> Arguments:
    return {"renewal_id": ordered(cast.filer, [held(cast.filer)]).id}


def _paid(cast: Cast) -> Arguments:
    renewal = ordered(cast.filer, [held(cast.filer)])
    named = {"renewal_id": renewal.id}
    paid(renewal)
    return named


def _of_account(cast: Cast) -> Arguments:
    return {"renewal_id": ready(cast.person("manager"), [held(account=cast.account)]).id}


def _order(cast: Cast) -> Arguments:
    return {"order_id": ordered(cast.filer, [held(cast.filer)]).order_id}


def _unextended(cast: Cast) -> Arguments:
    """The task about a license that was paid for and is closed."""
    one = held(cast.filer)
    renewal = ordered(cast.filer, [one])
    close(one)
    paid(renewal)
    return {"request_id": session.scalars(select(Request.id).where(Request.about == renewal.id)).one()}


def _reader(cast: Cast) -> Arguments:
    """One reader of reminders, by the address in their letter."""
    address = address_of("koushin@takasaki.example.jp", [held(cast.filer).license_id])
    return {"token": address.rsplit("/", 1)[1]}


RENEWAL_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "renewal-begun": _begun,
    "renewal-ready": _ready,
    "renewal-ordered": _ordered,
    "renewal-paid": _paid,
    "account-renewal": _of_account,
    "renewal-order": _order,
    "unextended": _unextended,
    "reader": _reader,
    "no-reader": lambda _cast: {"token": "none.of-ours"},
}
