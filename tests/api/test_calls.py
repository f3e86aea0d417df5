"""What the calls do: numbers looked up, applications listed, orders entered, shipped and cancelled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.applications.service import filing
from tbc.audit.models import AuditEvent
from tbc.kit.clock import today
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tests.api.given import Caller, problem
from tests.applications.given import ITEM, a_filed, a_product
from tests.deliveries.making import a_code, stock
from tests.orders.making import an_application, an_order
from tests.people import a_customer, acting

pytestmark = pytest.mark.rule("API-1")


def test_a_number_shows_its_application_and_that_it_can_be_ordered(caller: Caller) -> None:
    number = an_application().number or ""
    typed = "-".join(number[at : at + 4] for at in range(0, 24, 4)).lower()
    told = caller.get(f"/reception-numbers/{typed}").json
    assert told["application"]["reception_number"] == number
    assert (told["can_be_ordered"], told["why_not"]) == (True, None)
    assert told["lines"][0]["product"] == ITEM["product"]
    assert told["reseller"] == told["distributor"] == {"company": "ダミー情報機器㈱", "branch": "名古屋支店"}


def test_a_mistyped_number_is_told_from_an_unknown_one(caller: Caller) -> None:
    number = an_application().number or ""
    wrong = ("A" if number[5] != "A" else "B").join([number[:5], number[6:]])
    answer = caller.get(f"/reception-numbers/{wrong}")
    assert problem(answer) == (422, "number-mistyped")
    assert (answer.json["place"], answer.json["group"]) == (6, 2)
    assert number not in answer.text
    assert problem(caller.get("/reception-numbers/7K3M9QXV2HTR4WBNC8PD6YZ5")) in {
        (404, "number-unknown"),
        (422, "number-mistyped"),
    }
    from tbc.applications import numbers

    assert problem(caller.get(f"/reception-numbers/{numbers.draw()}")) == (404, "number-unknown")
    assert problem(caller.get(f"/reception-numbers/{number[:20]}")) == (422, "number-wrong-length")
    assert problem(caller.get(f"/reception-numbers/{number[:23]}U")) == (422, "number-wrong-character")


def test_a_number_that_cannot_be_ordered_says_why(caller: Caller, session: Session) -> None:
    filer = a_customer()
    withdrawn = a_filed(filer)
    filing.withdraw(acting(filer), withdrawn, "")
    expired = a_filed(filer)
    used = an_order()
    numbers = [withdrawn.number, expired.number, session.get_one(Application, used.application_id).number]
    session.connection().exec_driver_sql("ALTER TABLE applications DISABLE TRIGGER USER")
    expired.valid_until = today() - timedelta(days=1)
    session.commit()
    order_number = used.number
    told = [caller.get(f"/reception-numbers/{number}").json for number in numbers]
    assert [one["can_be_ordered"] for one in told] == [False] * 3
    assert [one["why_not"]["code"] for one in told] == ["number-withdrawn", "number-expired", "number-used"]
    assert told[2]["why_not"]["order_number"] == order_number
    assert told[2]["application"]["order_number"] == order_number
    for one in told:
        refused = caller.post("/orders", {"reception_number": one["application"]["reception_number"]})
        assert problem(refused) == (409, one["why_not"]["code"])


def test_applications_come_page_by_page_each_once(caller: Caller) -> None:
    numbers = [an_application().number for _ in range(7)]
    seen: list[str] = []
    path = "/applications?limit=3"
    while path:
        told = caller.get(path).json
        seen += [one["reception_number"] for one in told["applications"]]
        path = f"/applications?limit=3&cursor={told['next_cursor']}" if told["next_cursor"] else ""
    assert seen == numbers[::-1]


def test_applications_are_narrowed_by_each_filter(caller: Caller) -> None:
    new, renewal = an_application().number, an_application("renewal").number
    ordered = an_order()
    day = today().isoformat()

    def numbers(query: str) -> set[str]:
        return {one["reception_number"] for one in caller.get(f"/applications?{query}").json["applications"]}

    order_number = ordered.number
    assert numbers("kind=renewal") == {renewal}
    assert numbers("state=filed") == {new, renewal}
    (only,) = caller.get("/applications?state=ordered").json["applications"]
    assert only["order_number"] == order_number
    assert len(numbers(f"filed_from={day}&filed_until={day}&source=web")) == 3
    assert numbers(f"filed_from={(today() + timedelta(days=1)).isoformat()}") == set()
    assert numbers("filed_until=2020-01-01") == set()


def test_an_order_takes_its_details_and_is_entered_in_the_systems_name(caller: Caller, session: Session) -> None:
    number = an_application().number
    body = {
        "reception_number": number,
        "customer_po": "PO-髙﨑①",
        "reseller_reference": "12345678",
        "dealer_note": "至急",
        "delivery_email": "other@takasaki.example.jp",
    }
    answer = caller.post("/orders", body)
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"http://localhost/api/v1/orders/{answer.json['order_number']}"
    assert {name: answer.json[name] for name in body} == body
    assert caller.get(f"/orders/{answer.json['order_number']}").json == answer.json
    order = session.query(Order).one()
    assert (order.source, order.entered_by_name, order.entered_by_id) == ("api", "API: 受注システム", None)
    assert session.query(Letter).filter_by(kind="order-accepted").one().to == "other@takasaki.example.jp"
    assert {event.actor_name for event in session.query(AuditEvent).filter_by(act="order-entered")} == {
        "API: 受注システム"
    }


def test_an_order_that_is_not_shipped_is_cancelled(caller: Caller) -> None:
    number = an_order().number
    answer = caller.post(f"/orders/{number}/cancellation", {"reason": "ご注文の取り消し"})
    assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
    assert problem(caller.post(f"/orders/{number}/cancellation", {"reason": "x"})) == (409, "order-cancelled")
    assert problem(caller.post(f"/orders/{number}/cancellation", {"reason": "  "})) == (422, "body-invalid")
    assert problem(caller.post("/orders/ORDC0000000/cancellation", {"reason": "x"})) == (404, "order-unknown")


def test_an_order_is_shipped_with_codes_from_the_stock(caller: Caller, session: Session) -> None:
    number = an_order().number
    refused = caller.post(f"/orders/{number}/deliveries", {})
    assert problem(refused) == (409, "out-of-stock")
    assert (refused.json["product"], refused.json["needed"], refused.json["there"]) == ("SGE-ADV", 1, 0)
    (code,) = stock()
    answer = caller.post(f"/orders/{number}/deliveries", {}, key="ship")
    assert answer.status_code == 201
    assert (answer.json["order_number"], answer.json["order_state"]) == (number, "shipped")
    assert len(answer.json["lines"][0]["license_id"]) == 10
    assert code not in answer.text
    assert caller.post(f"/orders/{number}/deliveries", {}, key="ship").data == answer.data
    assert {letter.kind for letter in session.query(Letter)} >= {"delivery-id", "delivery-password"}
    order = caller.get(f"/orders/{number}").json
    assert order["lines"][0]["delivery_number"] == answer.json["delivery_number"]
    assert [one["delivery_number"] for one in order["deliveries"]] == [answer.json["delivery_number"]]
    assert problem(caller.post(f"/orders/{number}/deliveries", {})) == (409, "order-shipped")
    assert problem(caller.post(f"/orders/{number}/cancellation", {"reason": "x"})) == (409, "order-begun")


def test_an_order_is_shipped_line_by_line_with_codes_of_its_own(caller: Caller) -> None:
    a_product("SGE-STD")
    number = an_order(items=[ITEM, ITEM | {"product": "SGE-STD"}]).number
    path = f"/orders/{number}/deliveries"
    code = a_code()
    assert problem(caller.post(path, {"positions": [3]})) == (422, "line-unknown")
    assert problem(caller.post(path, {"positions": [1], "codes": [{"position": 2, "codes": [code]}]})) == (
        422,
        "line-unknown",
    )
    unfit = caller.post(path, {"positions": [1], "codes": [{"position": 1, "codes": [code, a_code()]}]})
    assert problem(unfit) == (422, "codes-unfit")
    assert (unfit.json["reason"], unfit.json["position"], unfit.json["needed"]) == ("count", 1, 1)
    first = caller.post(path, {"positions": [1], "codes": [{"position": 1, "codes": [code]}]})
    assert (first.status_code, first.json["order_state"]) == (201, "entered")
    assert problem(caller.post(path, {"positions": [1]})) == (409, "line-shipped")
    taken = caller.post(path, {"codes": [{"position": 2, "codes": [code]}]})
    assert (problem(taken), taken.json["reason"]) == ((422, "codes-unfit"), "taken")
    second = caller.post(path, {"codes": [{"position": 2, "codes": [a_code()]}]})
    assert (second.status_code, second.json["order_state"]) == (201, "shipped")


def test_a_renewal_of_a_license_that_nobody_has_is_refused(caller: Caller) -> None:
    number = an_order("renewal").number
    stock()
    answer = caller.post(f"/orders/{number}/deliveries", {})
    assert problem(answer) == (409, "license-unknown")
    assert answer.json["position"] == 1


def test_a_cancelled_or_unknown_order_is_not_shipped(caller: Caller) -> None:
    number = an_order().number
    caller.post(f"/orders/{number}/cancellation", {"reason": "x"})
    assert problem(caller.post(f"/orders/{number}/deliveries", {})) == (409, "order-cancelled")
    assert problem(caller.post("/orders/ORDC0000000/deliveries", {})) == (404, "order-unknown")
