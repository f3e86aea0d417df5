"""What the addresses of renewals name: the filer's, in each state, and those of the company account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.renewals.given import begun, held, ordered, paid, ready
from tests.routes.actors import Cast

Arguments = dict[str, Any]
RENEWAL_IDS = ("renewal_id",)


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


RENEWAL_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "renewal-begun": _begun,
    "renewal-ready": _ready,
    "renewal-ordered": _ordered,
    "renewal-paid": _paid,
    "account-renewal": _of_account,
}
