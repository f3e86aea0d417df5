"""Staff match what could not book itself, put aside what is no payment, and take back what was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.invoices.models import Document, Invoice
from tbc.invoices.service.issuing import issue_receipt
from tbc.payments.models import Booking, PayerAlias, Reconciliation, Transfer
from tbc.payments.portions import portions
from tbc.payments.queries.finding import find_standing, find_transfer
from tbc.payments.service import settling
from tbc.payments.service.deciding import DecisionRefused, Unequal, discard, mark_refund, match, take_up, undo
from tbc.payments.service.settling import UndoRefused
from tbc.policy import ANONYMOUS
from tests.invoices.making import an_invoice
from tests.payments.files import Paid, swapped
from tests.payments.making import STAFF, an_open_invoice, brought, invoices
from tests.people import a_customer, acting, an_operator

pytestmark = pytest.mark.rule("PAY-2")

ODD = Paid(110_000, "ﾔﾏﾀﾞ ﾀﾛｳ")


def waiting(*paid: Paid, name: str = "a.txt") -> list[UUID]:
    file = brought(*paid, name=name)
    session = settling.session
    return list(
        session.scalars(select(Transfer.id).where(Transfer.bank_file_id == file.id).order_by(Transfer.position))
    )


def standing(session: Session) -> list[tuple[str, int]]:
    rows = session.execute(select(Booking.kind, Booking.amount).where(~Booking.is_undone).order_by(Booking.amount))
    return [(kind, amount) for kind, amount in rows]


def refused(*given: Any, **more: Any) -> str:
    with pytest.raises(DecisionRefused) as caught:
        match(STAFF, *given, **more)
    return caught.value.reason


def test_a_transfer_settles_an_invoice(session: Session) -> None:
    invoice, (transfer,) = an_open_invoice(), waiting(swapped(ODD, value_on=date(2026, 11, 18)))
    act = match(STAFF, [transfer], [invoice.document_id])
    assert (invoice.state, invoice.paid_on) == ("paid", date(2026, 11, 18))
    row = session.get_one(Transfer, transfer)
    assert (row.state, row.decided_by_name, row.version) == ("booked", STAFF.name, 2)
    assert standing(session) == [("transfer", 110_000)]
    assert find_standing(transfer) is act
    assert not act.is_automatic
    assert session.scalar(select(AuditEvent.act).where(AuditEvent.subject_id == act.id)) == "transfers-matched"


def test_one_transfer_settles_several_invoices_and_several_settle_one(session: Session) -> None:
    two, one = invoices([{"amount": 60_000, "name": "ア"}, {"amount": 50_000, "name": "イ"}]), an_open_invoice(300)
    (transfer,) = waiting(ODD)
    match(STAFF, [transfer], two)
    parts = waiting(Paid(100, "ｳ", date(2026, 11, 18)), Paid(200, "ｴ"), name="b.txt")
    match(STAFF, parts, [one.document_id])
    assert standing(session) == [("transfer", amount) for amount in (100, 200, 50_000, 60_000)]
    assert one.paid_on == date(2026, 11, 20)


@pytest.mark.parametrize(("came", "difference"), [(109_560, 440), (110_440, -440)])
def test_a_difference_is_decided_with_a_comment(session: Session, came: int, difference: int) -> None:
    invoice, (transfer,) = an_open_invoice(), waiting(swapped(ODD, amount=came))
    with pytest.raises(Unequal) as caught:
        match(STAFF, [transfer], [invoice.document_id], "手数料")
    assert caught.value.missing == difference
    assert refused([transfer], [invoice.document_id], difference=difference) == "comment-missing"
    act = match(STAFF, [transfer], [invoice.document_id], " 振込手数料を値引き ", difference)
    assert (act.difference, act.comment, invoice.state) == (difference, "振込手数料を値引き", "paid")
    assert sorted(standing(session)) == [("difference", difference), ("transfer", came)]


def test_a_difference_that_is_not_the_one_shown_is_refused(session: Session) -> None:
    invoice, (transfer,) = an_open_invoice(), waiting(swapped(ODD, amount=109_000))
    with pytest.raises(Unequal):
        match(STAFF, [transfer], [invoice.document_id], "手数料", 440)
    assert invoice.state == "open"


def test_what_cannot_be_matched_is_refused(session: Session) -> None:
    one, other = an_open_invoice().document_id, an_open_invoice().document_id
    first, second, taken_back, back = waiting(ODD, ODD, Paid(1, "ｱ"), Paid(1, "ｱ", cancelled=True))
    assert refused([], [one]) == "nothing-chosen"
    assert refused([first], []) == "nothing-chosen"
    assert refused([first, second], [one, other]) == "many-to-many"
    assert refused([back], [one]) == "is-cancellation"
    assert refused([first], [one], comment="x" * 501) == "comment-long"
    match(STAFF, [first], [one])
    assert refused([first], [other]) == "not-waiting"
    assert refused([second], [one]) == "not-open"
    assert session.get_one(Transfer, taken_back).state == "waiting"


def test_a_lapsed_invoice_is_settled_if_staff_say_so(session: Session) -> None:
    (lapsed,) = invoices([{"amount": 110_000, "name": "カ）ミホン", "state": "lapsed"}])
    (transfer,) = waiting(swapped(ODD, name="ｶ)ﾐﾎﾝ"))
    match(STAFF, [transfer], [lapsed])
    assert session.get_one(Invoice, lapsed).state == "paid"


def test_a_name_that_staff_matched_is_learned_and_books_the_next_by_itself(session: Session) -> None:
    invoice, (transfer,) = an_open_invoice(name="カ）ミホン"), waiting(ODD)
    act = match(STAFF, [transfer], [invoice.document_id])
    an_open_invoice(name="カ）ミホン")
    brought(ODD, ODD, name="next.txt")
    rows = session.scalars(select(Transfer).where(Transfer.id != transfer)).all()
    assert [(row.state, row.reasons) for row in rows] == [("booked", ["alias", "amount", "account"])]
    undo(STAFF, act.id, "別の会社でした")
    assert session.scalars(select(PayerAlias)).all() == []


def test_no_name_is_learned_from_several_payers(session: Session) -> None:
    (transfer,) = waiting(ODD)
    match(STAFF, [transfer], invoices([{"amount": 60_000, "name": "ア"}, {"amount": 50_000, "name": "イ"}]))
    assert session.scalars(select(PayerAlias)).all() == []


@pytest.mark.parametrize(("act", "state"), [(mark_refund, "refund"), (discard, "discarded")])
def test_what_is_no_payment_is_put_aside_and_can_be_taken_up_again(session: Session, act: Any, state: str) -> None:
    (transfer,) = waiting(ODD)
    for comment, reason in (("", "comment-missing"), ("x" * 501, "comment-long")):
        with pytest.raises(DecisionRefused, match=reason):
            act(STAFF, transfer, comment)
    act(STAFF, transfer, "二重振込")
    row = session.get_one(Transfer, transfer)
    assert (row.state, row.comment, row.decided_by_name) == (state, "二重振込", STAFF.name)
    with pytest.raises(DecisionRefused, match="not-waiting"):
        act(STAFF, transfer, "もう一度")
    take_up(STAFF, transfer)
    assert (row.state, row.comment, row.decided_at) == ("waiting", "", None)
    with pytest.raises(DecisionRefused, match="not-put-aside"):
        take_up(STAFF, transfer)


def test_undoing_opens_the_invoice_and_cancels_its_receipt(session: Session) -> None:
    invoice = an_invoice(transfer_key="ミホン カ", issued_on=date(2026, 11, 1))
    file = brought(Paid(invoice.amount, "ｶ)ﾐﾎﾝ"), number="7654321")
    assert file.booked_rows == 1
    session.refresh(invoice)
    receipt = issue_receipt(STAFF, invoice)
    act = session.scalars(select(Reconciliation)).one()
    undo(STAFF, act.id, "組戻し")
    session.refresh(invoice)
    assert (invoice.state, invoice.paid_on, invoice.receipt_id) == ("open", None, None)
    assert session.scalar(select(Document.kind).where(Document.names_id == receipt.id)) == "cancellation"
    transfer = session.scalars(select(Transfer)).one()
    assert (transfer.state, transfer.decided_at) == ("waiting", None)
    assert (act.undone_by_name, act.undone_because) == (STAFF.name, "組戻し")
    assert standing(session) == []
    match(STAFF, [transfer.id], [invoice.document_id])
    assert invoice.state == "paid"


def test_undoing_twice_or_without_a_reason_is_refused(session: Session) -> None:
    invoice, (transfer,) = an_open_invoice(), waiting(ODD)
    act = match(STAFF, [transfer], [invoice.document_id])
    with pytest.raises(DecisionRefused, match="comment-missing"):
        undo(STAFF, act.id, " ")
    undo(STAFF, act.id, "誤り")
    with pytest.raises(DecisionRefused, match="not-booked"):
        undo(STAFF, act.id, "誤り")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, UUID]]]:
    """What a room above hears; it refuses every undoing of the invoice that is noted as built upon."""
    heard: list[tuple[str, UUID]] = []

    def on_undone(_actor: object, invoice: Invoice) -> None:
        if ("built", invoice.document_id) in heard:
            raise UndoRefused("built-upon")
        heard.append(("undone", invoice.document_id))

    monkeypatch.setattr(settling, "_settled", [lambda _actor, invoice: heard.append(("paid", invoice.document_id))])
    monkeypatch.setattr(settling, "_unsettled", [on_undone])
    return heard


def test_the_rooms_above_hear_of_it_and_may_refuse(session: Session, heard: list[tuple[str, UUID]]) -> None:
    by_itself, by_staff = an_open_invoice(name="ア").document_id, an_open_invoice(name="イ").document_id
    brought(swapped(ODD, name="ｱ"))
    (transfer,) = waiting(ODD, name="b.txt")
    act = match(STAFF, [transfer], [by_staff])
    assert heard == [("paid", by_itself), ("paid", by_staff)]
    heard.append(("built", by_staff))
    with pytest.raises(UndoRefused, match="built-upon"), session.begin_nested():
        undo(STAFF, act.id, "誤り")
    assert session.get_one(Invoice, by_staff).state == "paid"
    assert standing(session) == [("transfer", 110_000)] * 2


def test_transfers_are_the_staffs_to_see(session: Session) -> None:
    (transfer,) = waiting(ODD)
    assert find_transfer(acting(an_operator()), transfer) is not None
    assert find_transfer(ANONYMOUS, transfer) is None


amounts = st.lists(st.integers(1, 9), min_size=1, max_size=4)


@given(amounts, amounts, st.booleans())
def test_transfers_are_used_whole_and_invoices_settled_exactly(one: list[int], many: list[int], swap: bool) -> None:
    came, owed = (one[:1], many) if swap else (many, one[:1])
    transfers = [(UUID(int=at + 1), amount) for at, amount in enumerate(came)]
    bills = [(UUID(int=at + 100), amount) for at, amount in enumerate(owed)]
    split = portions(transfers, bills)
    for transfer, amount in transfers:
        assert sum(portion.amount for portion in split if portion.transfer_id == transfer) == amount
    for bill, amount in bills:
        assert sum(portion.amount for portion in split if portion.invoice_id == bill) == amount
    assert sum(portion.amount for portion in split if portion.transfer_id is None) == sum(owed) - sum(came)
    assert all(portion.amount > 0 for portion in split if portion.transfer_id)


@given(
    st.lists(
        st.tuples(st.sampled_from(["match", "undo", "aside", "up"]), st.integers(0, 5), st.integers(0, 5)), max_size=10
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_decided_the_sums_are_right(session: Session, steps: list[tuple[str, int, int]]) -> None:
    holder = a_customer()
    nested = session.begin_nested()
    bills = invoices(({"amount": amount, "name": f"カ）{amount}"} for amount in (100, 200, 300)), holder)
    rows = waiting(*(Paid(amount, f"ﾅ{amount}") for amount in (100, 150, 200, 300, 400)))
    for step, one, other in steps:
        _try(session, step, rows[one % len(rows)], bills[: 1 + one % 3] if other > 3 else [bills[other % 3]])
        _assert_balanced(session)
    nested.rollback()
    session.expire_all()


def _try(session: Session, step: str, row: UUID, bills: list[UUID]) -> None:
    try:
        with session.begin_nested():
            if step == "match":
                _match_whatever_is_missing(row, bills)
            elif step == "aside":
                discard(STAFF, row, "x")
            elif step == "up":
                take_up(STAFF, row)
            else:
                act = find_standing(row)
                if act:
                    undo(STAFF, act.id, "x")
    except DecisionRefused:
        session.expire_all()


def _match_whatever_is_missing(row: UUID, bills: list[UUID]) -> None:
    try:
        match(STAFF, [row], bills)
    except Unequal as unequal:
        match(STAFF, [row], bills, "値引き", unequal.missing)


def _assert_balanced(session: Session) -> None:
    booked = {row.id: row.amount for row in session.scalars(select(Transfer).where(Transfer.state == "booked"))}
    paid = {bill.document_id: bill.amount for bill in session.scalars(select(Invoice).where(Invoice.state == "paid"))}
    standing = session.scalars(select(Booking).where(~Booking.is_undone)).all()
    by_row: dict[UUID, int] = {}
    by_bill: dict[UUID, int] = {}
    for one in standing:
        by_bill[one.invoice_id] = by_bill.get(one.invoice_id, 0) + one.amount
        if one.transfer_id:
            by_row[one.transfer_id] = by_row.get(one.transfer_id, 0) + one.amount
    assert by_row == booked
    assert by_bill == paid
