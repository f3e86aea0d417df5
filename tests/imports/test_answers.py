"""What staff answer: candidates, reasons, lines, one after the other and two at once; and who may not."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.audit.queries import list_about
from tbc.imports.models import Workbook
from tbc.imports.service import answers, lines, outcome
from tbc.kit import db
from tests.client import Client
from tests.imports.given import PATH, REASON, TO, applications, only_workbook, records_of, settled, taken_in_with
from tests.people import a_customer, acting, an_auditor, an_operator, sign_in
from tests.products import the_catalogue

FIELD = "end_user.contact_name"
DOUBT = {"code": "uncertain", "field": FIELD, "cell": "B-1!J16", "candidates": ["B-1!J16", "B-1!J14"]}
QUANTITY = {"code": "invalid_quantity", "field": "items[0].quantity", "cell": "B-1!AL48"}
MISMATCH = {"code": "postal_mismatch", "field": "end_user.postal_code", "cell": "B-1!K18"}


@pytest.fixture
def who(session: Session) -> User:
    the_catalogue()
    return an_operator("雛形　一郎")


@pytest.fixture
def place(client: Client, who: User) -> str:
    """The page of a workbook with a doubtful name, an unreadable quantity, and a postal code of another prefecture."""
    workbook = taken_in_with(who, "filled/b1-02.xlsx", DOUBT, QUANTITY, MISMATCH)
    sign_in(client, who)
    return f"{PATH}/{workbook.id}"


def corrections() -> dict[str, Any]:
    (record,) = records_of(only_workbook())
    return dict(record.corrections)


def shown(client: Client, place: str, **asked: str) -> str:
    return client.get(place, query_string=asked or None).get_data(as_text=True)


def open_problem(html: str) -> str:
    (found,) = re.findall(r'<details class="problem[^>]* open data-problem="([^"]+)"', html)
    return str(found)


@pytest.mark.rule("XLS-4")
def test_a_doubtful_value_is_taken_from_a_candidates_cell(client: Client, place: str) -> None:
    html = shown(client, place, problem=f"uncertain@{FIELD}")
    assert re.search(r'<td id="cell-J14" class="[^"]*is-candidate', html)
    assert "この値にする" in html
    sent = {"path": FIELD, "cell": "B-1!J14", "seen": "試験　次郎", "from": "problems", "at": "1"}
    assert client.submit(place, sent, to=f"{place}/records/1/corrections").status_code == 303
    assert corrections() == {FIELD: "情報センター"}
    html = shown(client, place)
    assert "<del>試験 次郎</del>" in html
    assert "雛形　一郎" in html
    event = list_about("workbook", only_workbook().id)[-1]
    assert event.details == {
        "record": 1, "field": FIELD, "was": "試験　次郎", "now": "情報センター", "cell": "B-1!J14",
    }  # fmt: skip


@pytest.mark.parametrize("cell", ["B-1!ZZ99", "B-9!J14", "J14", "!"])
def test_a_cell_that_there_is_not_is_404(client: Client, place: str, cell: str) -> None:
    sent = {"path": FIELD, "cell": cell}
    assert client.submit(place, sent, to=f"{place}/records/1/corrections").status_code == 404


@pytest.mark.rule("XLS-4")
def test_each_answer_leads_to_the_next_problem(client: Client, place: str) -> None:
    html = shown(client, place)
    assert open_problem(html) == "invalid_quantity@items[0].quantity"
    acts: list[tuple[str, dict[str, str]]] = [
        ("corrections", {"path": "items[0].quantity", "value": "１２０本", "from": "problems"}),
        ("acceptances", {"key": f"uncertain@{FIELD}", "problem": f"uncertain@{FIELD}"}),
        ("acceptances", {"key": "postal_mismatch@end_user.postal_code", "reason": REASON}),
    ]
    for act, sent in acts:
        answer = client.submit(place, {**sent, "at": "0"}, to=f"{place}/records/1/{act}")
        to = urlsplit(answer.headers["Location"])
        assert to.fragment == "problems"
        assert parse_qs(to.query)["problem"] == [open_problem(shown(client, answer.headers["Location"]))]
    answer = client.submit(place, {"reason": REASON}, to=f"{place}/records/1/acceptances")
    assert urlsplit(answer.headers["Location"]).fragment == "approval"
    assert corrections() == {"items[0].quantity": "120"}
    assert only_workbook().errors == only_workbook().warnings == 0


@pytest.mark.rule("XLS-5")
def test_most_warnings_stand_only_for_a_reason(client: Client, place: str) -> None:
    key = "postal_mismatch@end_user.postal_code"
    before = only_workbook().warnings
    sent = {"key": key, "problem": key, "reason": "　 "}
    answer = client.submit(place, sent, to=f"{place}/records/1/acceptances")
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "理由を入力してください" in html
    assert open_problem(html) == key
    assert only_workbook().warnings == before


def test_htmx_gets_the_part_with_the_next_problem(client: Client, place: str) -> None:
    headers = {"HX-Request": "true", "X-CSRFToken": client.token(place)}
    sent = {"path": "items[0].quantity", "value": "120", "from": "problems", "at": "0"}
    answer = client.post(f"{place}/records/1/corrections", data=sent, headers=headers)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.lstrip().startswith('<div class="review"')
    assert open_problem(html) == f"uncertain@{FIELD}"
    assert parse_qs(urlsplit(answer.headers["HX-Replace-Url"]).query)["problem"] == [f"uncertain@{FIELD}"]


@pytest.mark.rule("XLS-4")
def test_whoever_saw_an_older_value_is_told_who_was_faster(client: Client, place: str, who: User) -> None:
    answers.correct(acting(who), only_workbook(), 1, FIELD, "見本 花子 様")
    db.session.commit()
    sent = {"path": FIELD, "value": "試験 太郎", "seen": "試験　次郎", "from": "problems"}
    answer = client.submit(place, sent, to=f"{place}/records/1/corrections")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "雛形　一郎さんが先に「見本　花子」に直しました" in html
    assert 'value="試験 太郎"' in html
    assert corrections() == {FIELD: "見本　花子"}
    sent["seen"] = "見本　花子"
    assert client.submit(place, sent, to=f"{place}/records/1/corrections").status_code == 303
    assert corrections() == {FIELD: "試験　太郎"}
    answer = client.submit(place, {"path": FIELD, "act": "take-back", "seen": "x"}, to=f"{place}/records/1/corrections")
    assert answer.status_code == 409


@pytest.mark.rule("XLS-5")
def test_an_approval_of_what_has_changed_since_is_asked_again(client: Client, who: User) -> None:
    actor, workbook = acting(who), settled(who)
    place = f"{PATH}/{workbook.id}"
    sign_in(client, who)
    (seen,) = re.findall(r'data-approve>.*?name="seen" value="(\w+)"', shown(client, place), re.DOTALL)
    answers.correct(actor, only_workbook(), 1, "remarks", "至急")
    db.session.commit()
    answer = client.submit(place, {"number_to": TO, "seen": seen}, to=f"{place}/approval")
    assert answer.status_code == 409
    assert "ほかの担当が内容を直しました" in answer.get_data(as_text=True)
    assert applications() == []


@pytest.mark.rule("XLS-4")
def test_lines_are_added_left_out_and_taken_in_again(client: Client, place: str, who: User) -> None:
    to = f"{place}/records/1/lines"
    (record,) = records_of(only_workbook())
    many = len((record.application or {})["items"])
    answer = client.submit(place, {"act": "add", "part": "items"}, to=to)
    assert unquote(urlsplit(answer.headers["Location"]).fragment) == f"line-items[{many}]"
    html = shown(client, place)
    assert f'id="field-items[{many}].product"' in html
    assert f"required@items[{many}].product" in html
    assert client.submit(place, {"act": "remove", "line": "items[0]"}, to=to).status_code == 303
    html = shown(client, place)
    assert "申請に入れない行です" in html
    assert 'id="field-items[0].quantity"' not in html
    assert "invalid_quantity@items[0].quantity" not in html
    assert client.submit(place, {"act": "remove", "line": f"items[{many}]"}, to=to).status_code == 303
    assert client.submit(place, {"act": "restore", "line": "items[0]"}, to=to).status_code == 303
    assert corrections() == {f"items[{many}]": "removed"}
    acts = [event.act for event in list_about("workbook", only_workbook().id)][1:]
    assert acts == ["workbook-line-added", "workbook-line-removed", "workbook-line-removed", "workbook-line-restored"]


@pytest.mark.rule("XLS-5")
def test_what_is_left_out_is_not_filed(who: User) -> None:
    workbook = settled(who, "filled/b1-02.xlsx")
    (record,) = records_of(workbook)
    serials = [item["license_id"] for item in (record.application or {})["items"]]
    lines.remove_line(acting(who), workbook, 1, "items[1]")
    (application,) = outcome.file(acting(who), workbook, TO, validity=None)
    assert [item["license_id"] for item in application.content["items"]] == [serials[0], *serials[2:]]


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "remove", "line": "items[99]"},
        {"act": "remove", "line": "items[0].quantity"},
        {"act": "remove", "line": "end_user"},
        {"act": "restore", "line": "items[0]"},
        {"act": "add", "part": "end_user"},
        {"act": "remove", "line": "<script>"},
    ],
)
def test_a_line_that_there_is_not_is_404(client: Client, place: str, sent: dict[str, str]) -> None:
    assert client.submit(place, sent, to=f"{place}/records/1/lines").status_code == 404


def test_no_more_lines_than_an_application_has(client: Client, place: str) -> None:
    token = client.token(place)
    sent = {"act": "add", "part": "contact_persons", "csrf_token": token}
    for _line in range(7):
        assert client.post(f"{place}/records/1/lines", data=sent).status_code == 303
    assert len(corrections()) == 5
    assert "5行までです" in shown(client, place)


@pytest.mark.rule("XLS-5")
@pytest.mark.parametrize(("someone", "status"), [(an_auditor, 403), (a_customer, 404)])
def test_whoever_may_not_cannot(client: Client, who: User, someone: Any, status: int) -> None:
    workbook: Workbook = settled(who)
    place = f"{PATH}/{workbook.id}"
    sign_in(client, someone())
    token = client.token("/account")
    for act, sent in (
        ("corrections", {"path": "remarks", "value": "x"}),
        ("acceptances", {"reason": REASON}),
        ("lines", {"act": "add", "part": "items"}),
    ):
        answer = client.post(f"{place}/records/1/{act}", data={"csrf_token": token, **sent})
        assert answer.status_code == status
    assert corrections() == {}
    if status == 403:
        html = shown(client, place)
        assert "直す" not in html
        assert "キー操作" not in html
