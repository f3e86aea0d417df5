"""Opening requests and deciding them: due on the third business day, told by mail, decided once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.kit import db
from tbc.kit.search import containing
from tbc.mail.models import Letter
from tbc.policy import ANONYMOUS
from tbc.requests import queries, rules, service
from tbc.requests.models import KINDS, STATES, Request
from tests.people import a_customer, acting, an_operator

FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
REQUESTER = {
    "company": "㈱髙﨑𠮷商店①",
    "department": "情報システム部",
    "name": "見本　さくら",
    "phone": "027-555-0100",
    "email": "sakura@takasaki.example.jp",
    "prefecture": "群馬県",
    "city": "高崎市",
}


def a_request(kind: str = "resend", **values: Any) -> Request:
    """A request of somebody, open."""
    given: dict[str, Any] = {"company": "㈱髙﨑𠮷商店①", "requester": REQUESTER, "asked": {}, "language": "ja"}
    return service.open_request(kind, **(given | values))


def letters(request: Request) -> list[Letter]:
    """The letters about a request, the oldest first."""
    return list(db.session.scalars(select(Letter).where(Letter.about == request.id).order_by(Letter.id)))


@pytest.mark.rule("DLV-5", "DLV-6")
def test_it_is_due_on_the_third_business_day_and_the_requester_is_told(session: Session) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        request = a_request(asked={"number": "ORDC1375520"})
    assert request.due_on == date(2026, 11, 26)
    (letter,) = letters(request)
    assert letter.to == "sakura@takasaki.example.jp"
    assert letter.subject == f"電子納品再送受付 Trend Micro [{rules.reference_of(request.id)}]"
    assert "2026年11月26日" in letter.body_text


@pytest.mark.rule("DLV-5")
def test_the_receipt_repeats_nothing_that_was_typed(session: Session) -> None:
    """It goes to an address that nobody has proven: with other people's words it would carry anybody's advertising."""
    request = a_request(asked={"number": "ORDC1375520", "note": "見てください https://shop.example.net/"})
    (letter,) = letters(request)
    for words in (*(value for name, value in REQUESTER.items() if name != "email"), "ORDC1375520", "shop.example.net"):
        assert words not in letter.subject + letter.body_text


@pytest.mark.rule("DLV-5", "DLV-6", "AUD-1")
@pytest.mark.parametrize(("kind", "state"), [(kind, state) for kind in KINDS for state in rules.OUTCOMES[kind]])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_kind_is_decided_and_told(session: Session, kind: str, state: str, language: str) -> None:
    operator = acting(an_operator())
    request = a_request(kind, language=language)
    service.decide(operator, request, state, "番号が\n見つかりません。", 1)
    assert (request.state, request.version, request.decided_by_name) == (state, 2, operator.name)
    told = [letter.kind for letter in letters(request)]
    if kind in rules.SILENT_KINDS:
        assert told == []
    else:
        assert told == ["request-received"] + (["request-decided"] if state != "withdrawn" else [])
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "request-decided")).one()
    assert (event.subject_id, event.details["outcome"]) == (request.id, state)


def test_every_end_is_one_that_the_database_knows() -> None:
    assert set(rules.OUTCOMES) == set(KINDS)
    assert {state for states in rules.OUTCOMES.values() for state in states} == set(STATES) - {"open"}


@pytest.mark.rule("DLV-5")
def test_it_is_decided_once_and_only_as_it_was_seen(session: Session) -> None:
    operator = acting(an_operator())
    request = a_request()
    with pytest.raises(service.ChangedMeanwhile):
        service.decide(operator, request, "refused", "", 7)
    with pytest.raises(service.ImpossibleOutcome):
        service.decide(operator, request, "answered", "", 1)
    service.decide(operator, request, "refused", "", 1)
    with pytest.raises(service.AlreadyDecided):
        service.decide(operator, request, "approved", "", 2)
    with pytest.raises(service.AlreadyDecided):
        service.point_at(operator, request, "delivery", uuid4(), 2)


def test_staff_say_what_it_is_about(session: Session) -> None:
    operator = acting(an_operator())
    request, delivery = a_request(), uuid4()
    service.point_at(operator, request, "delivery", delivery, 1)
    assert queries.list_about("delivery", delivery) == [request]
    service.point_at(operator, request, "delivery", delivery, 2)
    assert request.version == 2
    service.point_at(operator, request, "", None, 2)
    assert (request.about_type, request.about) == ("", None)


def test_it_is_found_by_what_stands_in_it(session: Session) -> None:
    request = a_request(asked={"number": "ORDC1375520"})
    for words in ("髙﨑", "さくら", "1375520", rules.reference_of(request.id), "情報システム"):
        wanted = containing(words, Request.search_text, Request.search_pairs)
        assert session.scalars(select(Request).where(*wanted)).all() == [request], words


def test_strangers_do_not_find_it(session: Session) -> None:
    own = a_customer()
    request = a_request(user_id=own.id)
    assert queries.find_request(acting(own), request.id) == request
    assert queries.lock_request(acting(an_operator()), request.id) == request
    assert queries.find_request(acting(a_customer()), request.id) is None
    assert queries.find_request(ANONYMOUS, request.id) is None


@pytest.mark.rule("STF-1")
def test_what_waits_and_is_late_is_counted(session: Session) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        a_request()
        service.decide(acting(an_operator()), a_request(), "refused", "", 1)
        assert queries.count_open() == (1, 0)
    with time_machine.travel(datetime(2026, 11, 26, 12, tzinfo=UTC), tick=False):
        assert queries.count_open() == (1, 0)
    with time_machine.travel(datetime(2026, 11, 26, 15, tzinfo=UTC), tick=False):
        assert queries.count_open() == (1, 1)
