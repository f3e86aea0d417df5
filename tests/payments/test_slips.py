"""A number that one wrong sign leads elsewhere is not enough where the payer's name does not speak for it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.payments.models import Transfer
from tbc.payments.names import slips_of
from tests.payments.files import Paid
from tests.payments.making import brought, invoices

pytestmark = pytest.mark.rule("PAY-2")


def test_one_wrong_digit_and_two_swapped_are_slips() -> None:
    slips = slips_of("INV-2026-000123")
    assert {"INV-2026-000128", "INV-2026-000132", "INV-2025-000123", "INV-2026-900123"} <= slips
    assert not {"INV-2026-000123", "INV-2026-000145", "INV-2026-000321"} & slips
    # Nine other digits at ten places, and those neighbours that differ.
    assert len(slips) == 90 + 6
    assert len(slips_of("INV-2026-1000123")) > len(slips)


@pytest.mark.parametrize(
    ("name", "neighbour", "state", "reasons"),
    [
        ("ｵﾔｶﾞｲｼﾔ", 110_000, "waiting", ["number-slip"]),
        ("ｵﾔｶﾞｲｼﾔ", 99_000, "booked", ["number", "amount", "account"]),
        ("ｶ)ﾐﾎﾝ", 110_000, "booked", ["number", "name", "amount", "account"]),
        ("ﾐﾎﾝ", 110_000, "booked", ["number", "amount", "account"]),
        ("ｶ)ﾄﾅﾘ", 99_000, "waiting", ["disagree"]),
    ],
)
def test_a_transfer_with_a_number(session: Session, name: str, neighbour: int, state: str, reasons: list[str]) -> None:
    invoices(
        [
            {"amount": 110_000, "name": "カ）ミホン", "number": "INV-2026-000123"},
            {"amount": neighbour, "name": "カ）トナリ", "number": "INV-2026-000128"},
        ]
    )
    brought(Paid(110_000, f"INV-2026-000123 {name}"))
    transfer = session.scalars(select(Transfer)).one()
    assert (transfer.state, transfer.reasons) == (state, reasons)
