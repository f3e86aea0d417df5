"""What the addresses of transfers name: one that waits for staff, one that was booked by itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import select

from tbc.kit.db import session
from tbc.payments.models import Transfer
from tests.payments.files import Paid
from tests.payments.making import accounts_known, an_open_invoice, brought
from tests.routes.actors import Cast

Arguments = dict[str, Any]
PAYMENT_IDS = ("transfer_id",)
# Each is a file of its own.
_amounts = count(1_000)


def _transfer(cast: Cast) -> Arguments:
    """From somebody whom no invoice knows."""
    return _brought(Paid(next(_amounts), "ﾀﾞﾚｶ"))


def _booked(cast: Cast) -> Arguments:
    """Of an invoice of the filer's."""
    amount = next(_amounts)
    an_open_invoice(amount, f"カ）ミホン{amount}", holder=cast.filer)
    return _brought(Paid(amount, f"ｶ)ﾐﾎﾝ{amount}"))


def _brought(paid: Paid) -> Arguments:
    with accounts_known():
        file = brought(paid, name="bank.txt")
    transfer = session.scalars(select(Transfer.id).where(Transfer.bank_file_id == file.id)).one()
    session.commit()
    return {"transfer_id": transfer}


PAYMENT_THINGS: dict[str, Callable[[Cast], Arguments]] = {"transfer": _transfer, "booked-transfer": _booked}
