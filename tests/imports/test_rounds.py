"""Approving clean workbooks together: asked first, filed one by one, and one that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.imports import jobs
from tbc.imports.models import ApprovalRound, RoundFile, Workbook
from tbc.imports.queries import Wanted
from tbc.imports.service import approvals, outcome
from tbc.kit import db
from tests.client import Client
from tests.imports.given import PATH, REASON, TO, applications, letters, records_of, taken_in
from tests.people import acting, an_auditor, an_operator, sign_in
from tests.products import the_catalogue

CLEAN = ("filled/a1-07.xlsx", "filled/a1-08.xlsx", "filled/a2-01.xlsx")
NEW = f"{PATH}/approvals/new"


@pytest.fixture
def who(session: Session) -> User:
    the_catalogue()
    return an_operator()


def outcomes() -> list[tuple[str, str]]:
    wanted = select(RoundFile.outcome, RoundFile.reason).order_by(RoundFile.position)
    return [(row.outcome, row.reason) for row in db.session.execute(wanted)]


def begin(client: Client, values: dict[str, object], **asked: object) -> str:
    """The page of the round that is begun with `values`."""
    usual = {"recipient": "one", "number_to": TO, "reason": REASON}
    answer = client.post(
        f"{PATH}/approvals", data=usual | {"csrf_token": client.token(NEW)} | values, query_string=asked
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)[:3000]
    return str(answer.headers["Location"])


def run(client: Client, place: str) -> None:
    with client.application.app_context():
        jobs.file_round(place.rsplit("/", 1)[1])


@pytest.mark.rule("XLS-5")
def test_all_clean_ones_are_filed_and_nothing_else(client: Client, who: User) -> None:
    for name in (*CLEAN, "bad/bad-two-classes.xlsx", "filled/user-01.xlsx"):
        taken_in(who, name)
    sign_in(client, who)
    assert 'name="expected" value="3"' in client.get(NEW).get_data(as_text=True)
    place = begin(client, {"expected": 3})
    assert "順番を待っています" in client.get(place).get_data(as_text=True)
    run(client, place)
    html = client.get(place).get_data(as_text=True)
    assert "承認が終わりました" in html
    assert set(outcomes()) == {("filed", "")}
    assert len(applications()) == len(letters()) == 3
    assert all(application.source == "excel" for application in applications())
    states = {one.file_name: one.state for one in db.session.scalars(select(Workbook))}
    assert states["bad-two-classes.xlsx"] == "read"
    assert states["user-01.xlsx"] == "to-register"


@pytest.mark.rule("XLS-5")
def test_one_that_fails_does_not_stop_the_others(client: Client, who: User) -> None:
    ids, actor = [taken_in(who, name).id for name in CLEAN], acting(who)
    sign_in(client, who)
    place = begin(client, {"expected": 3})
    # Meanwhile one is set aside, and another comes to have an error.
    outcome.set_aside(actor, db.session.get_one(Workbook, ids[0]), "あとで")
    records_of(db.session.get_one(Workbook, ids[1]))[0].corrections = {"items[0].product": ""}
    db.session.commit()
    run(client, place)
    assert outcomes() == [("refused", "state"), ("refused", "errors"), ("filed", "")]
    assert len(applications()) == 1
    assert records_of(db.session.get_one(Workbook, ids[1]))[0].accepted == {}
    html = client.get(place, query_string={"outcome": "refused"}).get_data(as_text=True)
    assert "エラーが見つかりました" in html
    assert "a2-01.xlsx" not in html


@pytest.mark.rule("XLS-5")
def test_each_number_goes_to_its_own_sheets_address(client: Client, who: User) -> None:
    workbook = taken_in(who, CLEAN[0])
    shape = (records_of(workbook)[0].application or {})["end_user"]["email"]
    sign_in(client, who)
    run(client, begin(client, {"expected": 1, "recipient": "end_user", "number_to": ""}))
    assert [letter.to for letter in letters()] == [shape] == [one.filer_email for one in applications()]


@pytest.mark.rule("XLS-5")
def test_without_an_address_nothing_is_filed(client: Client, who: User) -> None:
    own = taken_in(who, CLEAN[0]).id
    records_of(db.session.get_one(Workbook, own))[0].corrections = {"reseller.email": ""}
    db.session.commit()
    sign_in(client, who)
    run(client, begin(client, {"expected": 1, "recipient": "reseller"}))
    assert outcomes() == [("refused", "no_address")]
    assert applications() == letters() == []
    assert records_of(db.session.get_one(Workbook, own))[0].accepted == {}


@pytest.mark.rule("XLS-5")
def test_those_that_are_ticked_are_filed(client: Client, who: User) -> None:
    ids = [str(taken_in(who, name).id) for name in (*CLEAN[:2], "bad/bad-two-classes.xlsx")]
    sign_in(client, who)
    html = client.get(NEW, query_string={"workbook": ids[1:]}).get_data(as_text=True)
    assert "選んだうちの1件は含みません" in html
    run(client, begin(client, {"workbook": ids[1:], "expected": 1}))
    assert [str(one) for one in db.session.scalars(select(RoundFile.workbook_id))] == ids[1:2]


def test_what_has_changed_meanwhile_is_asked_again(client: Client, who: User) -> None:
    taken_in(who, CLEAN[0])
    sign_in(client, who)
    values = {"recipient": "one", "number_to": TO, "reason": REASON, "csrf_token": client.token(NEW), "expected": 1}
    taken_in(an_operator(), CLEAN[1])
    answer = client.post(f"{PATH}/approvals", data=values)
    assert answer.status_code == 422
    assert "対象のファイルが変わりました" in answer.get_data(as_text=True)
    assert db.session.scalars(select(ApprovalRound)).all() == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"number_to": ""}, "受付番号を送るアドレスを入力してください"),
        ({"number_to": "見本"}, "アドレスの形を確認してください"),
        ({"recipient": ""}, "受付番号の送り先を選んでください"),
        ({"reason": " "}, "理由を入力してください"),
    ],
)
def test_what_is_missing_is_said_at_the_field(client: Client, who: User, values: dict[str, str], said: str) -> None:
    taken_in(who, CLEAN[0])
    sign_in(client, who)
    usual = {"recipient": "one", "number_to": TO, "reason": REASON, "csrf_token": client.token(NEW), "expected": 1}
    answer = client.post(f"{PATH}/approvals", data=usual | values)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_cancelled_it_stops_and_taken_up_it_goes_on(client: Client, who: User) -> None:
    for name in CLEAN:
        taken_in(who, name)
    sign_in(client, who)
    place = begin(client, {"expected": 3})
    assert client.submit(place, to=f"{place}/cancellation").status_code == 303
    run(client, place)
    assert {one for one, _reason in outcomes()} == {"waiting"}
    assert "いま「中止」です" in _after(client, place, "cancellation")
    assert "続きを始めました" in _after(client, place, "resumption")
    run(client, place)
    assert {one for one, _reason in outcomes()} == {"filed"}
    assert "いま「完了」です" in _after(client, place, "resumption")


def _after(client: Client, place: str, act: str) -> str:
    answer = client.submit(place, to=f"{place}/{act}")
    return client.get(answer.headers["Location"]).get_data(as_text=True)


def test_a_round_without_a_job_gets_a_new_one(who: User) -> None:
    wanted = Wanted(problems="clean")
    approvals.begin(acting(who), wanted, recipient="one", number_to=TO, reason=REASON)
    assert jobs.requeue_left_rounds() == 0
    db.session.connection().exec_driver_sql("DELETE FROM procrastinate_jobs")
    assert jobs.requeue_left_rounds() == 1


def test_an_auditor_looks_and_begins_nothing(client: Client, who: User, statements: list[str]) -> None:
    for name in CLEAN:
        taken_in(who, name)
    sign_in(client, who)
    place = begin(client, {"expected": 3})
    run(client, place)
    sign_in(client, an_auditor())
    for path in (place, f"{PATH}/approvals"):
        statements.clear()
        assert client.get(path).status_code == 200
        assert len(statements) <= 8
    assert client.get(NEW).status_code == 403
    assert "まとめて承認する" not in client.get(PATH).get_data(as_text=True)


@pytest.mark.parametrize("path", [NEW, f"{PATH}/approvals"])
def test_with_nothing_to_approve_the_page_says_so(client: Client, who: User, path: str) -> None:
    sign_in(client, who)
    html = client.get(path).get_data(as_text=True)
    assert "まとめて承認できるファイル" in html


@pytest.mark.parametrize("act", [approvals.cancel, approvals.resume])
def test_what_is_done_is_done(who: User, act: Callable[..., None]) -> None:
    one = approvals.begin(acting(who), Wanted(problems="clean"), recipient="one", number_to=TO, reason=REASON)
    db.session.commit()
    approvals.file_on(one.id, 1, validity=None)
    with pytest.raises(approvals.RoundStateChanged):
        act(acting(who), db.session.get_one(ApprovalRound, one.id))
