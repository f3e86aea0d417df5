"""Ten thousand transfers of payers as they are: none is booked on the wrong invoice, and most book themselves.

Of those that this seed makes, 7,253 (72.5 %) book themselves. Of the 7,490 that were sent as the invoice asks, with its
own account, its number or the payer's name, it is 93.8 %; what is left of them are payers with two equal invoices. The
others, where the amount is a fee short, a digit wrong, the name left without its form or somebody else's, the transfer
late, taken back, sent twice or to the other account, wait for staff. So do nearly all with a number alone: where one
invoice in eight is of the same amount, some number a slip away is of the same too.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.invoices.models import Invoice
from tbc.payments.models import Booking, Transfer
from tbc.payments.service.importing import take
from tests.payments.files import Box, joined, notice, swapped
from tests.payments.making import SECOND, STAFF, invoices
from tests.payments.payers import NEVER, bills, paid_by

MANY = 10_000


@pytest.mark.rule("PAY-2")
def test_none_of_ten_thousand_is_booked_on_the_wrong_invoice(session: Session) -> None:
    dice = random.Random(2026)
    owed = bills(MANY + 2_000, dice)
    ids = invoices(owed)
    happened = paid_by(owed, MANY, dice)
    here = [one for one in happened if one.way != "other-account"]
    there = [one for one in happened if one.way == "other-account"]
    other = Box(
        [swapped(one.paid) for one in there],
        bank=SECOND.bank_code,
        branch=SECOND.branch_code,
        number=SECOND.number,
        kind="2",
    )
    file = take(STAFF, joined(notice(Box([one.paid for one in here]), other)), "many.txt")
    assert (file.rows, file.new_rows) == (MANY, MANY)
    rows = session.execute(
        select(Transfer.state, Booking.invoice_id, Transfer.reasons)
        .outerjoin(Booking, Booking.transfer_id == Transfer.id)
        .order_by(Transfer.position)
    ).all()
    wrong = [
        (one, reasons)
        for one, (state, invoice_id, reasons) in zip([*here, *there], rows, strict=True)
        if state == "booked" and (one.way in NEVER or one.meant is None or invoice_id != ids[one.meant])
    ]
    assert wrong == []
    booked = Counter(one.way for one, (state, *_rest) in zip([*here, *there], rows, strict=True) if state == "booked")
    ways = Counter(one.way for one in happened)
    asked = ("virtual", "number", "edi", "name")
    assert sum(booked.values()) / MANY > 0.72
    assert sum(booked[way] for way in asked) / sum(ways[way] for way in asked) > 0.93
    paid = session.scalars(select(Invoice.document_id).where(Invoice.state == "paid")).all()
    assert len(paid) == file.booked_rows == sum(booked.values())
