"""What the addresses of payments name: transfers that wait or are booked, files before they are taken, mappings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import select

from tbc.kit.db import session
from tbc.payments.models import Transfer
from tbc.payments.reading import Mapping
from tbc.payments.service.checking import bring
from tbc.payments.service.mapping import save_mapping
from tests.payments.files import Box, Paid, joined, notice
from tests.payments.making import STAFF, accounts_known, an_open_invoice, brought
from tests.routes.actors import Cast

Arguments = dict[str, Any]
PAYMENT_IDS = ("transfer_id", "upload_id", "mapping_id")
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


def _upload(_cast: Cast) -> Arguments:
    """A file that waits to be taken."""
    return _uploaded(joined(notice(Box((Paid(next(_amounts), "ﾀﾞﾚｶ"),)))))


def _csv_upload(_cast: Cast) -> Arguments:
    """A CSV of which nobody has said yet what its columns are."""
    return _uploaded(f"日付,入金,摘要\n2026/11/20,{next(_amounts)},ダレカ\n".encode())


def _uploaded(body: bytes) -> Arguments:
    with accounts_known():
        upload = bring(STAFF, "bank.txt", body)
    session.commit()
    return {"upload_id": upload.id}


def _mapping(_cast: Cast) -> Arguments:
    with accounts_known():
        saved = save_mapping(STAFF, f"銀行{next(_amounts)}", "main", Mapping(booked_on=1, amount=2, payer_name=3))
    session.commit()
    return {"mapping_id": saved.id}


PAYMENT_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "transfer": _transfer,
    "booked-transfer": _booked,
    "upload": _upload,
    "csv-upload": _csv_upload,
    "csv-mapping": _mapping,
}
