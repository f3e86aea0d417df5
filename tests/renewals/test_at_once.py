"""The same pressed many times at once, on connections of their own: one order, one invoice, no waiting in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import create_engine, func, select

from tbc.accounts.models import User
from tbc.deliveries.service.answering import APPROVE, Answer
from tbc.deliveries.service.answering import settle as settle_request
from tbc.invoices.house import set_up
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import lock_invoice
from tbc.kit import db
from tbc.kit.clock import today
from tbc.kit.db import session, unit_of_work
from tbc.kit.ids import new_id
from tbc.licenses.models import License
from tbc.mail.models import Letter
from tbc.payments.service.settling import NotSettled, settle, unsettle
from tbc.policy import Actor
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.queries import lock_renewal
from tbc.renewals.queries.candidates import Choice
from tbc.renewals.service import choosing, ordering, receipting
from tbc.requests.models import Request
from tbc.requests.queries import lock_request
from tbc.requests.service import AlreadyDecided
from tests.conftest import settings_for
from tests.mailbox import Mailbox
from tests.people import a_customer, acting, an_operator
from tests.renewals.given import enlarge, held, ordered, paid, ready
from tests.worker import run_worker_once

HANDS = 8
REFUSALS = (ordering.MustReplace, ordering.ChangedMeanwhile, ordering.NotQuoted, NotSettled, AlreadyDecided)


@pytest.fixture
def own(fresh_database: str) -> Iterator[Actor]:
    """A customer, in a database of this test's own."""
    engine = create_engine(fresh_database, pool_size=HANDS + 2)
    db.bind(engine)
    set_up(settings_for())
    yield acting(a_customer())
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What each of them gave, or the refusal that it raised."""

    def run(act: Callable[[], object]) -> object:
        try:
            with unit_of_work():
                return act()
        except REFUSALS as refused:
            return type(refused)

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(run, acts))


def order(own: Actor, renewal_id: UUID, version: int, *replaced: UUID) -> object:
    renewal = lock_renewal(own, renewal_id)
    assert renewal is not None
    return ordering.order(own, renewal, version, replaced) is not None


def person(own: Actor) -> User:
    """As the database has them now."""
    return session.get_one(User, own.user_id)


@pytest.mark.rule("RNW-3")
def test_one_confirmation_pressed_by_many_hands_is_one_order(own: Actor) -> None:
    renewal = ready(person(own), [held(person(own)), held(person(own))])
    own_id, version = renewal.id, renewal.version
    session.remove()
    assert sorted(at_once([lambda: order(own, own_id, version)] * HANDS)) == [False] * (HANDS - 1) + [True]
    assert session.scalar(select(func.count()).select_from(Invoice)) == 1


@pytest.mark.rule("RNW-3")
def test_one_form_sent_by_many_hands_begins_one_renewal(own: Actor) -> None:
    number, token = held(person(own)).license_id, new_id()
    session.remove()

    def begin() -> UUID:
        return choosing.begin(own, None, frozenset(), [Choice(number, "VBC", 1)], token, "ja").id

    assert len(set(at_once([begin] * HANDS))) == 1
    assert session.scalar(select(func.count()).select_from(Renewal)) == 1
    assert session.scalar(select(func.count()).select_from(RenewalLine)) == 1


@pytest.mark.rule("RNW-1")
def test_two_renewals_of_one_license_ordered_at_once_leave_one_open(own: Actor) -> None:
    licenses = [held(person(own)), held(person(own))]
    drafts = [ready(person(own), licenses if n % 2 else licenses[::-1]) for n in range(HANDS)]
    wanted = [(one.id, one.version) for one in drafts]
    session.remove()
    outcomes = at_once([lambda one=one: order(own, *one) for one in wanted])  # type: ignore[misc]  # bound now
    assert outcomes.count(True) == 1
    assert outcomes.count(ordering.MustReplace) == HANDS - 1
    assert session.scalar(select(func.count()).select_from(RenewalLine).where(RenewalLine.is_open)) == 2
    assert session.scalars(select(Document.number)).all() == [f"INV-{today().year}-000001"]


@pytest.mark.rule("PAY-2")
def test_a_payment_and_its_replacement_at_once_do_not_both_win(own: Actor) -> None:
    one, clerk = held(person(own)), acting(an_operator())
    old = ordered(person(own), [one])
    new = ready(person(own), [one], years=2)
    old_id, invoice_id, fresh = old.id, old.invoice_id, (new.id, new.version, old.id)
    assert invoice_id is not None
    session.remove()
    at_once(
        [
            lambda: order(own, *fresh),
            lambda: settle(clerk, [lock_invoice(invoice_id)], today()),
        ]
    )
    states = session.get_one(Renewal, old_id).state, session.get_one(Invoice, invoice_id).state
    assert states in {("paid", "paid"), ("cancelled", "cancelled")}


@pytest.mark.rule("RNW-4")
def test_deciding_about_a_license_and_undoing_its_payment_at_once_wait_for_each_other(own: Actor) -> None:
    one, clerk = held(person(own)), acting(an_operator())
    ends = one.ends_on
    renewal = ordered(person(own), [one])
    enlarge(one)
    paid(renewal)
    invoice_id, held_id = renewal.invoice_id, one.id
    task = session.scalars(select(Request.id).where(Request.about == renewal.id)).one()
    assert invoice_id is not None
    session.remove()

    def decide() -> object:
        request = lock_request(clerk, task)
        assert request is not None
        return settle_request(clerk, request, Answer(APPROVE, 1))

    def undo() -> object:
        return unsettle(clerk, lock_invoice(invoice_id), "取り違えたため")

    assert set(at_once([decide, undo])) <= {None, AlreadyDecided}
    assert session.get_one(License, held_id).ends_on == ends
    assert session.get_one(Request, task).state in {"approved", "withdrawn"}


@pytest.mark.rule("BIL-2")
def test_the_receipts_job_done_by_many_workers_at_once_makes_one_receipt(own: Actor) -> None:
    renewal = ordered(person(own), [held(person(own))])
    paid(renewal)
    own_id = renewal.id
    session.remove()
    at_once([lambda: receipting.tell(own_id)] * HANDS)
    of_receipts = select(Document.number).where(Document.kind == "receipt")
    assert session.scalars(of_receipts).all() == [f"RCP-{today().year}-000001"]
    told = select(func.count()).select_from(Letter).where(Letter.kind == "renewal-completed")
    assert session.scalar(told) == 2


@pytest.mark.rule("RNW-4")
def test_the_worker_makes_the_receipt_and_sends_it(own: Actor, fresh_database: str, mailbox: Mailbox) -> None:
    renewal = ordered(person(own), [held(person(own))])
    paid(renewal)
    email = person(own).email
    session.remove()
    for _twice in range(2):
        run_worker_once(fresh_database, mailbox.url)
    subjects = [letter["Subject"] for letter in mailbox.to(email)]
    assert subjects[1:] == ["契約更新の手続きが完了しました"]
    names = [part.get_filename() for part in mailbox.to(email)[1].iter_attachments()]
    assert names == [f"RCP-{today().year}-000001.pdf"]
