"""Approval: everything or nothing, once, and only what is an application."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.imports import queries
from tbc.imports.service import answers, outcome
from tbc.kit import db
from tbc.kit.db import unit_of_work
from tbc.mail.rules import UnfitForHeader
from tbc.policy import Actor
from tests.client import Client
from tests.imports.database import bound_to
from tests.imports.given import PATH, REASON, TO, applications, letters, records_of, settled, taken_in
from tests.people import acting, an_operator, sign_in
from tests.products import the_catalogue


@pytest.mark.rule("XLS-5")
def test_each_record_gets_a_number_and_one_letter_tells_them_all(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    workbook = settled(who, "filled/multi-01.xlsx")
    filed = outcome.file(acting(who), workbook, TO, validity=None)
    assert len(filed) == len({application.number for application in filed}) == workbook.records == 3
    (letter,) = letters()
    assert (letter.to, letter.about, letter.about_type) == (TO, workbook.id, "workbook")
    assert all(application.number[:4] in letter.body_text for application in filed)
    assert [record.application_id for record in records_of(workbook)] == [application.id for application in filed]


@pytest.mark.rule("XLS-5")
def test_with_one_record_in_error_none_is_filed(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    workbook = settled(who, "filled/multi-01.xlsx")
    last = records_of(workbook)[-1]
    last.corrections = {"delivery.email": "no address"}
    with pytest.raises(outcome.NotReady) as left:
        outcome.file(acting(who), workbook, TO, validity=None)
    assert left.value.errors == 1
    assert applications() == []


@pytest.mark.rule("XLS-5")
def test_a_failure_at_the_very_end_takes_all_back(fresh_database: str) -> None:
    with bound_to(fresh_database):
        the_catalogue()
        who = acting(an_operator())
        own = settled(an_operator(), "filled/multi-01.xlsx").id
        with pytest.raises(UnfitForHeader):
            _file_as_a_whole(who, own, "x@example.com\r\nBcc: y@example.com")
        assert applications() == []
        assert letters() == []
        workbook = queries.find_workbook(who, own)
        assert workbook is not None
        assert workbook.state == "read"


def _file_as_a_whole(who: Actor, own: UUID, number_to: str) -> None:
    with unit_of_work():
        workbook = queries.lock_workbook(who, own)
        assert workbook is not None
        outcome.file(who, workbook, number_to, validity=None)


@pytest.mark.rule("XLS-5")
def test_two_approvals_at_once_file_once(fresh_database: str) -> None:
    with bound_to(fresh_database):
        the_catalogue()
        who = acting(an_operator())
        own = settled(an_operator()).id
        db.session.remove()
        together = Barrier(2)

        def approve(_number: int) -> int:
            together.wait()
            try:
                workbook = queries.lock_workbook(who, own)
                assert workbook is not None
                filed = len(outcome.file(who, workbook, TO, validity=None))
                db.session.commit()
                return filed
            finally:
                db.session.remove()

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(approve, range(2))) == [0, 1]
        assert db.session.query(Application).count() == 1
        assert len(letters()) == 1


@pytest.mark.rule("XLS-5")
def test_a_second_click_finds_it_filed(client: Client, session: Session) -> None:
    the_catalogue()
    who = an_operator()
    place = f"{PATH}/{settled(who).id}"
    sign_in(client, who)
    token = client.token(place)
    for _click in range(2):
        answer = client.post(f"{place}/approval", data={"csrf_token": token, "number_to": TO})
        assert answer.status_code == 303
    assert len(applications()) == 1


@pytest.mark.rule("XLS-5")
def test_warnings_ask_for_a_reason_and_errors_for_more(client: Client, session: Session) -> None:
    the_catalogue()
    who = an_operator()
    workbook = taken_in(who, "bad/bad-two-classes.xlsx")
    place = f"{PATH}/{workbook.id}"
    sign_in(client, who)
    answer = client.submit(place, {"reason": " "}, to=f"{place}/records/1/acceptances")
    assert answer.status_code == 422
    assert "理由を入力してください" in answer.get_data(as_text=True)
    client.submit(place, {"reason": REASON}, to=f"{place}/records/1/acceptances")
    answer = client.submit(place, {"number_to": TO}, to=f"{place}/approval")
    assert answer.status_code == 422
    assert "エラーが1件残っています" in answer.get_data(as_text=True)
    assert applications() == []


@pytest.mark.parametrize("typed", ["", "no address", "a@b@c", "x@example.com\r\nBcc: y@example.com"])
def test_the_number_goes_to_a_real_address_only(client: Client, session: Session, typed: str) -> None:
    the_catalogue()
    who = an_operator()
    place = f"{PATH}/{settled(who).id}"
    sign_in(client, who)
    assert client.submit(place, {"number_to": typed}, to=f"{place}/approval").status_code == 422
    assert applications() == []


@pytest.mark.rule("XLS-5")
def test_a_registration_is_never_filed(client: Client, session: Session) -> None:
    the_catalogue()
    who = an_operator()
    workbook = taken_in(who, "filled/user-01.xlsx")
    assert workbook.state == "to-register"
    with pytest.raises(outcome.StateHasChanged):
        outcome.file(acting(who), workbook, TO, validity=None)
    place = f"{PATH}/{workbook.id}"
    sign_in(client, who)
    html = client.get(place).get_data(as_text=True)
    assert "この用紙は申請になりません" in html
    assert f'action="{place}/approval"' not in html


@pytest.mark.rule("XLS-5")
def test_set_aside_with_a_reason_and_taken_up_again(client: Client, session: Session) -> None:
    the_catalogue()
    who = an_operator()
    place = f"{PATH}/{settled(who).id}"
    sign_in(client, who)
    assert client.submit(place, {"why": ""}, to=f"{place}/set-aside").status_code == 422
    assert client.submit(place, {"why": "販売店に確認中"}, to=f"{place}/set-aside").status_code == 303
    html = client.get(place).get_data(as_text=True)
    assert "販売店に確認中" in html
    token = client.token("/desk")
    late = client.post(f"{place}/approval", data={"csrf_token": token, "number_to": TO})
    assert late.status_code == 303
    assert applications() == []
    late = client.post(f"{place}/records/1/corrections", data={"csrf_token": token, "path": "remarks", "value": "x"})
    assert late.headers["Location"].endswith(place)
    assert client.submit(place, to=f"{place}/taking-up").status_code == 303
    assert client.submit(place, {"number_to": TO}, to=f"{place}/approval").status_code == 303
    assert len(applications()) == 1
    token = client.token("/desk")
    assert client.post(f"{place}/set-aside", data={"csrf_token": token, "why": "late"}).status_code == 303
    assert "いま「申請済み」です" in client.get(place).get_data(as_text=True)


def test_nothing_is_answered_once_it_is_filed(session: Session) -> None:
    the_catalogue()
    who = an_operator()
    workbook = settled(who)
    outcome.file(acting(who), workbook, TO, validity=None)
    for act in (
        lambda: answers.correct(acting(who), workbook, 1, "remarks", "x"),
        lambda: answers.accept(acting(who), workbook, 1, REASON),
    ):
        with pytest.raises(answers.NotOpen):
            act()
