"""What waits is looked at again once something is learned; what staff have put back waits for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from tbc.invoices.models import Invoice
from tbc.invoices.service.standing import lapse
from tbc.kit.clock import now
from tbc.payments.jobs import look_again_after_news
from tbc.payments.models import Reconciliation, Transfer
from tbc.payments.rules import AGAIN, DOUBTS
from tbc.payments.service.deciding import discard, match, take_up, undo
from tbc.payments.service.looking import Looked, is_due, look_again
from tests.payments.files import Paid, swapped
from tests.payments.making import DAY, STAFF, an_open_invoice, brought, invoices

pytestmark = pytest.mark.rule("PAY-2")

ODD = Paid(110_000, "ﾔﾏﾀﾞ ﾀﾛｳ")


def states(session: Session) -> list[tuple[str, list[str]]]:
    session.expire_all()
    return [(one.state, one.reasons) for one in session.scalars(select(Transfer).order_by(Transfer.position))]


def test_a_name_that_is_learned_books_what_waited_under_it(session: Session) -> None:
    first = an_open_invoice(99_000)
    brought(ODD, swapped(ODD, amount=99_000))
    named, other = session.scalars(select(Transfer.id).order_by(Transfer.amount)).all()
    match(STAFF, [named], [first.document_id])
    invoice = an_open_invoice()
    assert look_again(STAFF) == Looked(1, 1)
    assert session.get_one(Transfer, other).reasons == ["alias", "amount", "account"]
    session.refresh(invoice)
    assert (invoice.state, invoice.paid_on) == ("paid", DAY)
    act = session.scalars(select(Reconciliation).where(Reconciliation.is_automatic)).one()
    assert act.decided_by_name == STAFF.name
    assert look_again(STAFF) == Looked()


def test_an_invoice_that_is_issued_later_is_found(session: Session) -> None:
    brought(swapped(ODD, name="ｶ)ﾐﾎﾝ"))
    assert look_again(STAFF) == Looked(1)
    assert states(session) == [("waiting", ["payer-unknown"])]
    an_open_invoice(name="カ）ミホン", issued_on=DAY)
    assert look_again(STAFF) == Looked(1, 1)
    assert states(session) == [("booked", ["name", "amount", "account"])]


def test_what_staff_have_put_back_is_left_to_them(session: Session) -> None:
    an_open_invoice(name="カ）ミホン")
    brought(swapped(ODD, name="ｶ)ﾐﾎﾝ"), ODD)
    undo(STAFF, session.scalars(select(Reconciliation.id)).one(), "誤り")
    other = session.scalars(select(Transfer.id).where(~Transfer.is_held)).one()
    discard(STAFF, other, "別件")
    take_up(STAFF, other)
    an_open_invoice(name="ヤマダ　タロウ")
    assert look_again(STAFF) == Looked()
    assert [state for state, _reasons in states(session)] == ["waiting", "waiting"]


def test_an_invoice_that_is_open_again_takes_the_other_transfer(session: Session) -> None:
    an_open_invoice(name="カ）ミホン")
    paid = swapped(ODD, name="ｶ)ﾐﾎﾝ")
    brought(paid, paid)
    assert states(session)[1] == ("waiting", ["already-paid"])
    undo(STAFF, session.scalars(select(Reconciliation.id)).one(), "組戻し")
    assert look_again(STAFF) == Looked(1, 1)
    assert [state for state, _reasons in states(session)] == ["waiting", "booked"]


def test_what_only_staff_can_tell_is_never_looked_at_again(session: Session) -> None:
    assert set(DOUBTS) - set(AGAIN) == {
        *("cancellation", "cancelled", "uncleared", "unknown-account", "several-numbers", "equal-candidates"),
        *("invoice-cancelled", "invoice-lapsed", "other-account", "late", "early"),
    }
    two = invoices({"amount": 110_000, "name": "カ）ミホン"} for _time in range(2))
    brought(swapped(ODD, name="ｶ)ﾐﾎﾝ"))
    lapse(STAFF, session.get_one(Invoice, two[0]))
    assert look_again(STAFF) == Looked()


def test_a_transfer_that_another_file_takes_back_is_not_booked(session: Session) -> None:
    paid = swapped(ODD, name="ｶ)ﾐﾎﾝ")
    brought(paid)
    brought(swapped(paid, cancelled=True, on=DAY + timedelta(1)), name="b.txt")
    an_open_invoice(name="カ）ミホン")
    assert look_again(STAFF) == Looked(1)
    assert sorted(states(session)) == [("waiting", ["cancellation"]), ("waiting", ["cancelled"])]


def test_a_row_whose_cancellation_came_before_it_is_not_booked(session: Session) -> None:
    an_open_invoice(name="カ）ミホン")
    paid = swapped(ODD, name="ｶ)ﾐﾎﾝ")
    brought(swapped(paid, cancelled=True, on=DAY + timedelta(1)))
    brought(paid, name="b.txt")
    brought(swapped(paid, on=DAY + timedelta(2)), name="c.txt")
    assert sorted(one.state for one in session.scalars(select(Transfer))) == ["booked", "waiting", "waiting"]


def test_it_is_asked_for_by_what_was_learned(session: Session) -> None:
    brought(ODD, swapped(ODD, amount=5))
    session.execute(update(Transfer).values(looked_at=now() - timedelta(days=1)))
    assert not is_due()
    first = session.scalars(select(Transfer.id).order_by(Transfer.position)).first()
    assert first is not None
    assert look_again_after_news() is False
    match(STAFF, [first], [an_open_invoice().document_id])
    assert session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'payments:look-again'")) == 1
    assert is_due()
    # The worker has been asked already.
    assert not look_again_after_news()


def test_more_rows_take_no_more_statements(session: Session, statements: list[str]) -> None:
    counts = []
    for many in (2, 30):
        brought(*(Paid(many, f"ｶ)ﾐﾎﾝ{at}") for at in range(many)), name=f"{many}.txt")
        invoices([{"amount": many, "name": f"カ）ミホン{at}"} for at in range(many)])
        statements.clear()
        assert look_again(STAFF) == Looked(many, many)
        counts.append(len([one for one in statements if "renewals" not in one]))
    assert counts[0] == counts[1]


def test_a_long_queue_is_gone_through_some_at_a_time(session: Session) -> None:
    brought(*(Paid(at, "ﾀﾞﾚｶ") for at in range(1, 6)))
    began = now() + timedelta(seconds=1)
    found = [look_again(STAFF, since=began, most=2) for _time in range(2)]
    assert found[0] == Looked(2, 0, has_more=True)
