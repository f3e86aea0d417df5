"""The demo's bank: an invoice with an account number of its own is settled by it, another lacks the fee."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.payments.models import CsvMapping, Transfer


@pytest.mark.rule("PAY-2")
def test_what_came_to_an_invoices_own_number_is_booked(demo: Flask) -> None:
    rows = session.execute(select(Transfer.virtual_account != "", Transfer.state, Transfer.reasons)).all()
    found = [(is_virtual, state, reasons[0]) for is_virtual, state, reasons in rows]
    assert (True, "booked", "virtual-account") in found
    assert (True, "waiting", "amount-differs") in found
    assert (False, "waiting", "payer-unknown") in found
    assert session.scalars(select(CsvMapping.head)).one() == ["入金日", "金額", "振込依頼人名", "入金先口座"]


@pytest.mark.rule("BIL-1")
def test_invoices_name_the_number_that_is_their_own(demo: Flask) -> None:
    shown = select(Document.account, Invoice.virtual_account).join(Invoice, Invoice.document_id == Document.id)
    for account, virtual in session.execute(shown):
        assert (account["number"], account["branch"]) == (virtual, "見本振込専用支店")
