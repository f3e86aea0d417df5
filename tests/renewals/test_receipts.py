"""The receipt of a renewal, made by a job after the payment: exactly one, whatever happens in between (BIL-2)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.invoices import house
from tbc.invoices.models import Document
from tbc.kit.db import session as db
from tbc.mail.models import Letter
from tbc.renewals.jobs import tell_left
from tbc.renewals.models import Renewal
from tbc.renewals.service import letters, receipting
from tests.client import Client
from tests.conftest import settings_for
from tests.people import a_customer, sign_in
from tests.renewals.given import PAYER, again, held, ordered, paid, told, undo

pytestmark = [pytest.mark.rule("RNW-4"), pytest.mark.rule("BIL-2")]


def a_paid() -> tuple[User, Renewal]:
    own = a_customer()
    renewal = ordered(own, [held(own)])
    paid(renewal)
    return own, again(own, renewal)


def count(kind: str) -> int:
    return db.scalar(select(func.count()).select_from(Document).where(Document.kind == kind)) or 0


def told_letters() -> int:
    return db.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "renewal-completed")) or 0


def jobs() -> int:
    wanted = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = :name AND status = 'todo'")
    return int(db.scalar(wanted, {"name": receipting.TELL}) or 0)


def test_the_payment_leaves_a_job_and_no_paper(session: Session) -> None:
    a_paid()
    assert (count("receipt"), told_letters(), jobs()) == (0, 0, 1)


def test_the_job_done_twice_makes_one_receipt_and_one_letter_each(session: Session) -> None:
    own, renewal = a_paid()
    assert told(renewal) is not None
    assert told(renewal) is None
    assert (count("receipt"), told_letters()) == (1, 2)
    assert again(own, renewal).told_at is not None


def test_killed_before_its_end_it_has_done_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    _own, renewal = a_paid()

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(letters, "completed", killed)
        with pytest.raises(KeyboardInterrupt), db.begin_nested():
            receipting.tell(renewal.id)
    db.expire_all()
    assert (count("receipt"), told_letters()) == (0, 0)
    receipt = told(renewal)
    assert receipt is not None
    assert (count("receipt"), told_letters(), receipt.number[-6:]) == (1, 2, "000001")


@pytest.mark.rule("PAY-2")
def test_undone_before_it_ran_there_is_no_receipt(session: Session) -> None:
    own, renewal = a_paid()
    undo(renewal)
    assert told(renewal) is None
    assert (count("receipt"), count("cancellation"), told_letters()) == (0, 0, 0)
    assert db.scalar(select(func.count()).where(Letter.kind == "renewal-taken-back")) == 0
    paid(again(own, renewal))
    assert jobs() == 1
    assert told(renewal) is not None
    assert told_letters() == 2


@pytest.mark.rule("PAY-2")
def test_undone_after_it_ran_the_receipt_is_cancelled_and_paid_again_there_is_another(session: Session) -> None:
    own, renewal = a_paid()
    first = told(renewal)
    undo(again(own, renewal))
    assert again(own, renewal).told_at is None
    assert (count("receipt"), count("cancellation")) == (1, 1)
    taken_back = db.scalars(select(Letter).where(Letter.kind == "renewal-taken-back")).all()
    assert {letter.to for letter in taken_back} == {own.email, PAYER["email"]}
    assert all(first is not None and first.number in letter.body_text for letter in taken_back)
    [cancellation] = db.scalars(select(Document.number).where(Document.kind == "cancellation")).all()
    assert {file.name for letter in taken_back for file in letter.attachments} == {f"{cancellation}.pdf"}
    paid(again(own, renewal))
    second = told(renewal)
    assert first is not None
    assert second is not None
    assert first.number < second.number


def test_a_lost_job_is_asked_for_again(session: Session) -> None:
    _own, renewal = a_paid()
    assert tell_left() == 0
    db.execute(text("DELETE FROM procrastinate_jobs"))
    assert tell_left() == 1
    assert jobs() == 1
    told(renewal)
    db.execute(text("DELETE FROM procrastinate_jobs"))
    assert tell_left() == 0


def test_a_house_without_a_number_tells_without_a_receipt(session: Session) -> None:
    own, renewal = a_paid()
    house.set_up(settings_for(issuer_registration_number=""))
    try:
        assert told(renewal) is None
    finally:
        house.set_up(settings_for())
    assert (count("receipt"), told_letters()) == (0, 2)
    assert again(own, renewal).told_at is not None
    undo(again(own, renewal))
    taken_back = db.scalars(select(Letter).where(Letter.kind == "renewal-taken-back")).all()
    assert len(taken_back) == 2
    assert [letter.attachments for letter in taken_back] == [[], []]
    assert all("取消書" not in letter.body_text for letter in taken_back)


def test_the_page_says_that_the_receipt_is_being_made(client: Client) -> None:
    own, renewal = a_paid()
    own_id, path = renewal.id, f"/renewals/{renewal.id}"
    sign_in(client, own)
    assert "領収書を準備しています" in client.get(path).text
    part = client.get(path, headers={"HX-Request": "true"}).text
    assert "<h1" not in part
    assert 'hx-trigger="every 2s"' in part
    told(db.get_one(Renewal, own_id))
    page = client.get(path).text
    assert "hx-trigger" not in page.split("<main")[1]
    assert "領収書を準備しています" not in page
    assert "RCP-" in page
