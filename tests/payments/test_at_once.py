"""Two clerks at the same moment: one wins and the other is told. A worker that is killed takes no row twice (PAY)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import create_engine, func, select

from tbc.invoices.models import Invoice
from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.payments.models import BankFile, BankUpload, Booking, Transfer
from tbc.payments.service import checking, taking
from tbc.payments.service.deciding import DecisionRefused, mark_refund, match
from tbc.payments.service.looking import look_again
from tests.payments.files import Box, Paid, joined, notice
from tests.payments.making import STAFF, an_open_invoice, brought

ODD = Paid(110_000, "ﾔﾏﾀﾞ")


@pytest.fixture(autouse=True)
def _own_database(fresh_database: str) -> Iterator[None]:
    """A database of the test's own, and a connection for each who acts."""
    engine = create_engine(fresh_database, pool_size=4)
    db.session.remove()
    db.bind(engine)
    yield
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def given(*paid: Paid, bills: int = 1) -> tuple[list[UUID], list[UUID]]:
    """Transfers that wait, and open invoices of 110,000 yen."""
    with unit_of_work():
        invoices = [an_open_invoice().document_id for _time in range(bills)]
        brought(*paid)
        transfers = list(session.scalars(select(Transfer.id).order_by(Transfer.position)))
    return transfers, invoices


def both(*acts: Callable[[], object]) -> list[str]:
    """Each act in a transaction and a thread of its own, begun together: what came of each, "done" or why not."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        start.wait(10)
        try:
            with unit_of_work():
                act()
        except DecisionRefused as refused:
            return refused.reason
        finally:
            db.session.remove()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


@pytest.mark.rule("PAY-2")
def test_of_two_clerks_on_one_transfer_one_wins() -> None:
    (transfer,), (invoice,) = given(ODD)
    answers = both(
        lambda: match(STAFF, [transfer], [invoice]),
        lambda: mark_refund(STAFF, transfer, "二重振込"),
    )
    assert answers == ["done", "not-waiting"]
    state = session.get_one(Transfer, transfer).state
    booked = session.scalar(select(func.count(Booking.id)))
    assert (state, booked, session.get_one(Invoice, invoice).state) in [("booked", 1, "paid"), ("refund", 0, "open")]


@pytest.mark.rule("PAY-2")
def test_of_two_transfers_on_one_invoice_one_wins() -> None:
    transfers, (invoice,) = given(ODD, Paid(110_000, "ｽｽﾞｷ"))
    assert both(*(lambda own=own: match(STAFF, [own], [invoice]) for own in transfers)) == ["done", "not-open"]
    assert sorted(session.scalars(select(Transfer.state))) == ["booked", "waiting"]


@pytest.mark.rule("PAY-2")
def test_a_clerk_and_the_worker_do_not_both_book() -> None:
    (transfer,), (invoice,) = given(ODD)
    with unit_of_work():
        an_open_invoice(name="ヤマダ")
    both(lambda: match(STAFF, [transfer], [invoice]), lambda: look_again(STAFF))
    assert session.scalar(select(func.count(Booking.id))) == 1
    assert sorted(session.scalars(select(Invoice.state))) == ["open", "paid"]


@pytest.mark.rule("PAY-1")
def test_a_large_file_is_taken_in_steps_each_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "STEP", 4)
    with unit_of_work():
        an_open_invoice()
        rows = [Paid(110_000, "ｶ)ﾐﾎﾝｼﾖｳｼﾞ"), *(Paid(at, "ｱ") for at in range(1, 12))]
        upload = checking.bring(STAFF, "large.txt", joined(notice(Box(rows))))
        taking.take_upload(STAFF, upload)
        own = upload.id
    _die_within_the_second_step(own, monkeypatch)
    upload = session.get_one(BankUpload, own, populate_existing=True)
    assert (upload.state, upload.done, session.scalar(select(func.count(Transfer.id)))) == ("taking", 4, 4)
    db.session.remove()
    assert taking.take_on(own, 60) is False
    upload, file = session.get_one(BankUpload, own), session.scalars(select(BankFile)).one()
    assert (upload.state, upload.done, upload.body) == ("taken", 12, None)
    assert (file.rows, file.new_rows, file.booked_rows) == (12, 12, 1)
    assert session.scalar(select(func.count(Transfer.id))) == 12
    assert taking.take_on(own, 60) is False


def _die_within_the_second_step(own: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends after rows were written, before the step is told: nothing of it stands."""
    take_rows, times = taking.take_rows, iter(range(9))

    def dying(*given: object) -> None:
        take_rows(*given)  # type: ignore[arg-type]  # as it is called
        if next(times) == 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(taking, "take_rows", dying)
        with pytest.raises(KeyboardInterrupt):
            taking.take_on(own, 60)
    db.session.remove()


@pytest.mark.rule("PAY-1")
def test_a_file_that_no_job_is_about_gets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "STEP", 1)
    with unit_of_work():
        upload = checking.bring(STAFF, "large.txt", joined(notice(Box((ODD, Paid(7, "ｱ"))))))
        taking.take_upload(STAFF, upload)
        own = upload.id
    assert taking.list_left() == []
    with unit_of_work():
        session.connection().exec_driver_sql("DELETE FROM procrastinate_jobs")
    assert taking.list_left() == [own]
