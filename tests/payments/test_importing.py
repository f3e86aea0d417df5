"""A bank file is taken whole or not at all, each of its rows once; what is sure is booked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.payments.models import BankFile, Booking, Reconciliation, Transfer
from tbc.payments.reading import FileFaulty, Mapping
from tbc.payments.service.importing import AccountUnknown, FileKnown, take
from tests.payments.files import Box, Paid, Said, joined, notice, statement, swapped
from tests.payments.making import DAY, STAFF, an_open_invoice, brought, invoices

ONE = Paid(110_000, "ｶ)ﾐﾎﾝｼﾖｳｼﾞ")


def transfers(session: Session) -> list[Transfer]:
    return list(session.scalars(select(Transfer).order_by(Transfer.position)))


def outcome(session: Session) -> list[tuple[str, str]]:
    return [(one.state, " ".join(one.reasons)) for one in transfers(session)]


def counted(session: Session) -> dict[str, int]:
    tables = (BankFile, Transfer, Reconciliation, Booking, AuditEvent)
    return {table.__name__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


@pytest.mark.rule("PAY-2")
def test_what_is_sure_is_booked_and_its_invoice_paid_by_value_date(session: Session) -> None:
    invoice = an_open_invoice()
    file = brought(swapped(ONE, value_on=date(2026, 11, 19)))
    assert (file.kind, file.rows, file.new_rows, file.booked_rows, file.amount) == ("notice-a", 1, 1, 1, 110_000)
    session.refresh(invoice)
    assert (invoice.state, invoice.paid_on, invoice.version) == ("paid", date(2026, 11, 19), 2)
    (row,) = transfers(session)
    assert (row.state, row.reasons, row.decided_by_name) == ("booked", ["name", "amount", "account"], STAFF.name)
    (booking,) = session.scalars(select(Booking))
    assert (booking.transfer_id, booking.invoice_id, booking.amount) == (row.id, invoice.document_id, 110_000)
    acts = session.scalars(select(AuditEvent.act).where(AuditEvent.subject_id.in_([invoice.document_id, file.id])))
    assert sorted(acts) == ["bank-file-taken", "invoice-paid"]


@pytest.mark.rule("PAY-2")
def test_a_virtual_account_names_its_invoice(session: Session) -> None:
    an_open_invoice(name="ソノイチ", virtual_account="1000001")
    an_open_invoice(name="ソノニ", virtual_account="1000002")
    box = Box((swapped(ONE, name="ﾀﾞﾚｶ"),), branch="900", number="1000001")
    take(STAFF, joined(notice(box, Box((swapped(ONE, name="ﾀﾞﾚｶ", code="9001000002"),)))), "v.txt")
    assert outcome(session) == [("booked", "virtual-account amount account")] * 2


@pytest.mark.rule("PAY-2")
@pytest.mark.parametrize("field", ["name", "edi", "text"])
def test_an_invoice_number_names_its_invoice(session: Session, field: str) -> None:
    number = an_open_invoice(name="ソノタ").number
    typed: dict[str, Any] = {field: number.replace("-", "")}
    take(STAFF, joined(statement(Box((swapped(ONE, **typed),)))), "n.txt")
    assert [row.reasons[0] for row in transfers(session)] == ["number"]
    assert transfers(session)[0].state == "booked"


@pytest.mark.rule("PAY-2")
def test_odd_transfers_wait_for_staff_with_the_reason(session: Session) -> None:
    an_open_invoice(name="カ）アオバ")
    an_open_invoice(name="カ）アオバ")
    an_open_invoice(50_000, "カ）ヒトツ")
    an_open_invoice(60_000, "カ）オソイ", counts_until=date(2026, 11, 19))
    an_open_invoice(70_000, "カ）トリケシ")
    an_open_invoice(80_000, "カ）ベツコウザ", account_key="second")
    brought(
        swapped(ONE, name="ｶ)ｱｵﾊﾞ"),
        Paid(49_999, "ｶ)ﾋﾄﾂ"),
        Paid(50_000, "ｶ)ﾋﾄﾂ"),
        Paid(50_000, "ｶ)ﾋﾄﾂ"),
        Paid(60_000, "ｶ)ｵｿｲ"),
        Paid(70_000, "ｶ)ﾄﾘｹｼ"),
        Paid(70_000, "ｶ)ﾄﾘｹｼ", cancelled=True),
        Paid(80_000, "ｶ)ﾍﾞﾂｺｳｻﾞ"),
        Paid(90_000, "ﾀﾞﾚｶ"),
        Paid(50_000, "ｶ)ﾋﾄﾂ", cheques=50_000),
    )
    assert outcome(session) == [
        ("waiting", "equal-candidates"),
        ("waiting", "amount-differs"),
        ("booked", "name amount account"),
        ("waiting", "already-paid"),
        ("waiting", "late"),
        ("waiting", "cancelled"),
        ("waiting", "cancellation"),
        ("waiting", "other-account"),
        ("waiting", "payer-unknown"),
        ("waiting", "uncleared"),
    ]


@pytest.mark.rule("PAY-2")
def test_what_was_paid_by_an_earlier_file_is_not_paid_again(session: Session) -> None:
    an_open_invoice()
    brought(ONE)
    brought(ONE, ONE, name="later.txt")
    assert sorted(outcome(session)) == [("booked", "name amount account"), ("waiting", "already-paid")]


@pytest.mark.rule("PAY-2")
def test_money_on_an_account_that_is_not_ours_waits(session: Session) -> None:
    an_open_invoice()
    brought(ONE, number="1111111")
    assert outcome(session) == [("waiting", "unknown-account")]


@pytest.mark.rule("PAY-1")
def test_the_same_file_twice_says_so_and_changes_nothing(session: Session) -> None:
    an_open_invoice()
    first = brought(ONE, Paid(1))
    before = counted(session)
    with pytest.raises(FileKnown) as caught:
        brought(ONE, Paid(1), name="again.txt")
    assert caught.value.file.id == first.id
    assert counted(session) == before


@pytest.mark.rule("PAY-1")
def test_a_row_in_another_file_is_the_same_row(session: Session) -> None:
    an_open_invoice()
    brought(ONE, Paid(1))
    again = take(STAFF, joined(statement(Box((Paid(1), ONE, Paid(2))))), "other format.txt")
    assert (again.rows, again.new_rows, again.booked_rows) == (3, 1, 0)
    assert sorted(row.amount for row in transfers(session)) == [1, 2, 110_000]


@pytest.mark.rule("PAY-1")
def test_nothing_of_a_faulty_file_is_kept(session: Session) -> None:
    an_open_invoice()
    before = counted(session)
    for data in (joined(notice(Box((ONE,)), said=Said(amount=1))), joined(notice(Box((ONE,)))[:-1]), b"?"):
        with pytest.raises(FileFaulty):
            take(STAFF, data, "faulty.txt")
    assert counted(session) == before


@pytest.mark.rule("PAY-1")
def test_a_sheet_is_taken_for_its_account(session: Session) -> None:
    invoice = an_open_invoice(account_key="second")
    mapping = Mapping(booked_on=1, amount=2, payer_name=3)
    file = take(STAFF, "日付,入金,摘要\n2026/11/20,110000,カ）ミホンシヨウジ\n".encode(), "a.csv", mapping, "second")
    assert (file.kind, file.booked_rows) == ("csv", 1)
    session.refresh(invoice)
    assert (invoice.state, invoice.paid_on) == ("paid", DAY)
    with pytest.raises(AccountUnknown):
        take(STAFF, b"a", "b.csv", mapping, "third")


_paid = st.lists(
    st.builds(Paid, amount=st.sampled_from([1, 2]), name=st.sampled_from(["ｱ", "ｲ"]), edi=st.sampled_from(["", "E"])),
    max_size=6,
)


@pytest.mark.rule("PAY-1")
@given(_paid, st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taking_again_in_any_parts_changes_nothing(session: Session, paid: list[Paid], data: st.DataObject) -> None:
    with session.begin_nested() as nested:
        whole = take(STAFF, joined(notice(Box(paid))), "whole.txt")
        assert whole.new_rows == len(paid)
        before = counted(session)["Transfer"]
        for end in sorted({data.draw(st.integers(0, len(paid))) for _time in range(3)}):
            try:
                take(STAFF, joined(statement(Box(paid[:end]))), "part.txt")
            except FileKnown:
                continue
        assert counted(session)["Transfer"] == before
        nested.rollback()


@pytest.mark.rule("PAY-2")
@pytest.mark.parametrize(("state", "reason"), [("cancelled", "invoice-cancelled"), ("lapsed", "invoice-lapsed")])
def test_a_payment_of_a_closed_invoice_says_so(session: Session, state: str, reason: str) -> None:
    invoices([{"amount": 110_000, "name": "カ）ミホンシヨウジ", "state": state}])
    brought(ONE)
    assert [(row.state, row.reasons) for row in transfers(session)] == [("waiting", [reason])]


@pytest.mark.rule("PAY-2")
def test_more_rows_take_no_more_statements(session: Session, statements: list[str]) -> None:
    counts = []
    for many in (2, 40):
        for at in range(many):
            an_open_invoice(many, f"カ）ミホン{at}")
        statements.clear()
        brought(*(Paid(many, f"ｶ)ﾐﾎﾝ{at}") for at in range(many)), name=f"{many}.txt")
        # What the rooms above do about each paid invoice is theirs: none of these belongs to anybody there.
        counts.append(len([one for one in statements if "renewals" not in one]))
    assert counts[0] == counts[1]
