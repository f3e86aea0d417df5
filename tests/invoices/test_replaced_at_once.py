"""Two clerks on one document at the same moment, on connections of their own: one wins, nobody waits in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select

from tbc.invoices.house import set_up
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import lock_invoice
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.service.replacing import cancel, correct
from tbc.invoices.service.standing import settle
from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.payments.service.settling import NotSettled, unsettle
from tbc.policy import Actor
from tests.conftest import settings_for
from tests.invoices.making import ADDRESSEE, a_receipt, an_invoice
from tests.people import acting, an_operator

pytestmark = pytest.mark.rule("BIL-3")
HANDS = 6


@pytest.fixture
def staff(fresh_database: str) -> Iterator[Actor]:
    """A clerk, in a database of this test's own."""
    engine = create_engine(fresh_database, pool_size=HANDS + 2)
    db.bind(engine)
    set_up(settings_for())
    yield acting(an_operator())
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """What each of them came to: `done`, or the reason of the refusal."""

    def run(act: Callable[[], object]) -> str:
        try:
            with unit_of_work():
                act()
        except (DocumentRefused, NotSettled) as refused:
            return getattr(refused, "reason", "not-settled")
        finally:
            session.remove()
        return "done"

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(run, acts))


def cancelling(staff: Actor, document_id: UUID, seen: int | None = None) -> Callable[[], object]:
    return lambda: cancel(staff, session.get_one(Document, document_id), "誤り", seen)


def test_many_hands_cancel_an_invoice_once(staff: Actor) -> None:
    invoice_id, version = _given_invoice()
    results = at_once([cancelling(staff, invoice_id, version)] * HANDS)
    assert results == ["done"] + ["replaced"] * (HANDS - 1)
    assert session.scalars(select(Document.number).where(Document.names_id == invoice_id)).all() == ["CAN-2026-000001"]


def test_cancelling_and_correcting_at_once_is_one_of_them(staff: Actor) -> None:
    invoice_id, _version = _given_invoice()

    def correcting() -> object:
        return correct(staff, session.get_one(Document, invoice_id), "誤り", addressee=ADDRESSEE)

    assert at_once([cancelling(staff, invoice_id), correcting] * 3) == ["done", *["replaced"] * 5]


def test_an_invoice_is_paid_or_cancelled_and_never_both(staff: Actor) -> None:
    invoice_id, version = _given_invoice()

    def paying() -> object:
        return settle(staff, lock_invoice(invoice_id), date(2026, 12, 1))

    first, second = at_once([paying, cancelling(staff, invoice_id, version)])
    state = session.get_one(Invoice, invoice_id).state
    assert (first, second, state) in {("done", "settled", "paid"), ("done", "not-open", "cancelled")}


def test_undoing_a_payment_and_cancelling_its_receipt_wait_for_each_other(staff: Actor) -> None:
    for _round in range(5):
        with unit_of_work():
            receipt = a_receipt()
            receipt_id, invoice_id = receipt.id, receipt.invoice_id
        assert invoice_id is not None
        session.remove()

        def undoing(of: UUID = invoice_id) -> object:
            return unsettle(staff, lock_invoice(of), "誤り")

        results = at_once([undoing, cancelling(staff, receipt_id)])
        assert results in (["done", "done"], ["done", "replaced"])
        assert session.get_one(Invoice, invoice_id).state == "open"
        assert len(session.scalars(select(Document.id).where(Document.names_id == receipt_id)).all()) == 1
        session.remove()


def _given_invoice() -> tuple[UUID, int]:
    with unit_of_work():
        invoice = an_invoice()
        known = invoice.document_id, invoice.version
    session.remove()
    return known
