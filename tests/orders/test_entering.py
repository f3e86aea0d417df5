"""Entering orders: what becomes of the application, and why a number is refused (ORD-1, ORD-2, NUM-3)."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tbc.orders import queries
from tests.orders.making import an_order

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.rule("ORD-1")
def test_an_order_takes_its_lines_from_the_application(session: Session) -> None:
    order = an_order(customer_po="PO-77", dealer_note="急ぎ")
    (line,) = queries.lines_of(order)
    assert (line.position, line.product_code, line.quantity, line.term_years) == (1, "SGE-ADV", 300, 3)
    assert (order.state, order.kind, order.customer_po) == ("entered", "new", "PO-77")
