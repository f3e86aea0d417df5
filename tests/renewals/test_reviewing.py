"""Licenses that changed between order and payment: staff decide, nothing is extended at the old price unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.kit.clock import today
from tbc.kit.db import session as db
from tbc.licenses.models import License
from tbc.licenses.rules import add_years
from tbc.mail.models import Letter
from tbc.renewals.models import Renewal
from tbc.renewals.rules import Obstacle, obstacle
from tbc.requests.models import Request
from tests.client import Client
from tests.people import a_customer, an_operator, sign_in
from tests.renewals.given import again, close, enlarge, held, ordered, paid, told, undo

pytestmark = pytest.mark.rule("RNW-4")


def an_enlarged_one() -> tuple[Renewal, License, License]:
    """A paid renewal of two licenses, one of which has more units than were ordered; both licenses."""
    own = a_customer()
    plain, grown = held(own), held(own)
    renewal = ordered(own, [plain, grown], years=2)
    enlarge(grown)
    paid(renewal)
    return again(own, renewal), db.get_one(License, plain.id), db.get_one(License, grown.id)


def a_changed_one(own: User, change: Callable[[License], None]) -> Renewal:
    """A paid renewal of a single license, which was changed after it was ordered."""
    one = held(own)
    renewal = ordered(own, [one])
    change(one)
    paid(renewal)
    return renewal


def tasks() -> list[Request]:
    return list(db.scalars(select(Request).where(Request.kind == "renewal").order_by(Request.id)))


def test_units_added_meanwhile_are_a_task_and_the_others_are_extended(session: Session) -> None:
    renewal, plain, grown = an_enlarged_one()
    assert plain.ends_on > grown.ends_on
    (task,) = tasks()
    assert task.asked == {"license_id": grown.license_id, "position": 2, "why": "other-quantity"}
    assert (task.company, task.about, task.requester) == (grown.end_user_name, renewal.id, {})
    assert [line.ends_after for line in renewal.lines] == [plain.ends_on, None]
    told(renewal)
    bodies = db.scalars(select(Letter.body_text).where(Letter.kind == "renewal-completed")).all()
    assert all("担当者が確認してご連絡します。" in body for body in bodies)


def test_nobody_is_told_of_an_extension_where_there_is_none(client: Client) -> None:
    own = a_customer()
    renewal = a_changed_one(own, enlarge)
    told(renewal)
    letters = db.scalars(select(Letter).where(Letter.kind == "renewal-completed")).all()
    assert letters
    assert {letter.subject for letter in letters} == {"契約更新のご入金を確認しました"}
    path = f"/renewals/{renewal.id}"
    sign_in(client, own)
    for said in (*(letter.body_text for letter in letters), client.get(path).text):
        assert "ご入金を確認しました" in said
        assert "延長しました" not in said
        assert "担当者が確認してご連絡します。" in said


def test_staff_extend_it_as_it_is(client: Client) -> None:
    renewal, _plain, grown = an_enlarged_one()
    (task,) = tasks()
    own, ends, path = grown.id, grown.ends_on, f"/desk/requests/{task.id}"
    renewal_id = renewal.id
    sign_in(client, an_operator())
    text = client.get(path).text
    for words in ("数量が変わりました", "いまの契約のまま、支払い済みの年数だけ延長する", "延長せずに終える"):
        assert words in text
    assert client.submit(path, {"act": "approve", "version": "1"}).status_code == 303
    db.expire_all()
    assert db.get_one(License, own).ends_on == add_years(ends, 2)
    assert db.get_one(License, own).quantity == 25
    assert db.get_one(Renewal, renewal_id).lines[1].ends_after == add_years(ends, 2)
    assert client.get(path).status_code == 200
    undo(db.get_one(Renewal, renewal_id))
    db.expire_all()
    assert db.get_one(License, own).ends_on == ends


def test_staff_leave_it_with_a_note(client: Client) -> None:
    _renewal, _plain, grown = an_enlarged_one()
    (task,) = tasks()
    own, ends, task_id = grown.id, grown.ends_on, task.id
    sign_in(client, an_operator())
    path = f"/desk/requests/{task_id}"
    assert client.submit(path, {"act": "answer", "version": "1"}).status_code == 422
    assert client.submit(path, {"act": "answer", "version": "1", "text": "追加分を別に請求します。"}).status_code == 303
    db.expire_all()
    assert db.get_one(License, own).ends_on == ends
    assert (db.get_one(Request, task_id).state, db.get_one(Request, task_id).decision) == (
        "answered",
        "追加分を別に請求します。",
    )


def test_a_closed_license_cannot_be_extended(client: Client) -> None:
    a_changed_one(a_customer(), close)
    (task,) = tasks()
    path = f"/desk/requests/{task.id}"
    assert task.asked["why"] == "closed"
    sign_in(client, an_operator())
    assert "取り消されたライセンスは延長できません" in client.get(path).text
    refused = client.submit(path, {"act": "approve", "version": "1"})
    assert refused.status_code == 422
    assert "このライセンスは延長できません" in refused.text


@pytest.mark.rule("PAY-2")
def test_undoing_the_payment_takes_the_task_out_of_the_queue(session: Session) -> None:
    renewal, plain, grown = an_enlarged_one()
    undo(renewal)
    (task,) = tasks()
    assert task.state == "withdrawn"
    db.expire_all()
    assert db.get_one(License, plain.id).ends_on == grown.ends_on
    paid(db.get_one(Renewal, renewal.id))
    assert [one.state for one in tasks()] == ["withdrawn", "open"]


@pytest.mark.rule("RNW-2")
def test_an_end_that_moved_meanwhile_is_no_obstacle(session: Session) -> None:
    own = a_customer()
    one = held(own)
    renewal = ordered(own, [one])
    one.ends_on = later = today() + timedelta(days=400)
    db.commit()
    paid(renewal)
    db.expire_all()
    assert db.get_one(License, one.id).ends_on == add_years(later, 1)
    assert tasks() == []


def test_what_stands_in_the_way() -> None:
    class Line:
        product_before, quantity = "VBC", 20

    class Is:
        def __init__(self, state: str = "active", product_code: str = "VBC", quantity: int = 20) -> None:
            self.state, self.product_code, self.quantity = state, product_code, quantity

    found = [obstacle(one, Line()) for one in (Is(), Is("closed"), Is(product_code="VBT-STD"), Is(quantity=19))]
    assert found == [None, Obstacle.CLOSED, Obstacle.OTHER_PRODUCT, Obstacle.OTHER_QUANTITY]
