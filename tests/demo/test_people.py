"""The demo's people: one click makes the reader each of them, and every page they start from looks lived in."""

from __future__ import annotations

import re

import pytest

from tbc.demo.people import PASSWORD, PEOPLE
from tests.client import Client

STARTS = {
    "customer": ("/applications", "サンプル髙﨑建設株式会社"),
    "colleague": ("/applications", "例﨑　かえで"),
    "asker": ("/applications", "模範　葵"),
    "newcomer": ("/account/mode", "モード"),
    "dealer": ("/applications", "雛形　一郎"),
    "creator": ("/applications", "雛形　二美"),
    "claimer": ("/applications", "架空　恵"),
    "restorer": ("/applications", "模擬　大輔"),
    "renewal-only": ("/renewals", "試用　花子"),
    "operator": ("/desk", "例田　カレン"),
    "administrator": ("/desk", "管野　理"),
    "auditor": ("/desk", "架空　洋子"),
}


def test_each_is_listed_with_what_to_try(visitor: Client) -> None:
    text = visitor.get("/demo").get_data(as_text=True)
    for person in PEOPLE:
        assert person.name in text
        assert str(person.tries[0]) in text
    assert text.count("この人でサインインする") == len(PEOPLE)


@pytest.mark.parametrize("key", STARTS)
def test_one_click_signs_in(visitor: Client, key: str) -> None:
    answer = visitor.submit("/demo", {"person": key}, to="/demo/sign-in")
    assert answer.status_code == 303
    start, words = STARTS[key]
    assert answer.location.startswith(start)
    page = visitor.get(answer.location)
    assert page.status_code == 200
    assert words in page.get_data(as_text=True)


def test_the_password_that_is_shown_works_too(visitor: Client) -> None:
    answer = visitor.submit("/sign-in", {"email": PEOPLE[0].email, "password": PASSWORD})
    assert answer.status_code == 303
    assert answer.location == "/applications"


@pytest.mark.rule("ACC-3")
def test_staff_come_in_with_the_password_and_the_code_that_are_shown(visitor: Client) -> None:
    operator = next(person for person in PEOPLE if person.key == "operator")
    answer = visitor.submit("/sign-in", {"email": operator.email, "password": PASSWORD})
    assert answer.location == "/sign-in/second-factor"
    shown = re.search(r'id="totp-now">([0-9]{6})<', visitor.get("/demo").get_data(as_text=True))
    assert shown
    answer = visitor.submit("/sign-in/second-factor", {"totp": shown[1]})
    assert answer.status_code == 303
    assert answer.location == "/desk"


def test_a_workbook_to_upload_keeps_its_name(visitor: Client) -> None:
    answer = visitor.get("/demo/workbooks/a2-05.xls")
    assert answer.data[:4] == b"\xd0\xcf\x11\xe0"
    assert "%E9%AB%99%EF%A8%91" in answer.headers["Content-Disposition"]
    assert visitor.get("/demo/workbooks/a1-01.xlsx").status_code == 404


def test_nobody_else_can_be_signed_in_as(visitor: Client) -> None:
    assert visitor.submit("/demo", {"person": "setsuko"}, to="/demo/sign-in").status_code == 404
    assert visitor.submit("/demo", {}, to="/demo/sign-in").status_code == 404


def test_a_click_from_elsewhere_signs_nobody_in(visitor: Client) -> None:
    assert visitor.post("/demo/sign-in", data={"person": "operator"}).status_code == 400


@pytest.mark.parametrize("path", ["/demo", "/demo/mail", "/demo/mail/1", "/demo/components"])
def test_there_are_no_such_pages_outside_of_the_demo(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_one_is_signed_in_outside_of_the_demo(client: Client) -> None:
    assert client.submit("/sign-in", {"person": "operator"}, to="/demo/sign-in").status_code == 404


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_every_page_that_the_menu_leads_to_answers(visitor: Client, person: object) -> None:
    visitor.submit("/demo", {"person": person.key}, to="/demo/sign-in")  # type: ignore[attr-defined]  # one of PEOPLE
    seen: set[str] = set()
    waiting = {"/", "/account/profile"}
    while waiting and len(seen) < 60:
        path = waiting.pop()
        seen.add(path)
        answer = visitor.get(path)
        assert answer.status_code in {200, 303}, path
        if answer.mimetype == "text/html":
            links = re.findall(r'<a [^>]*href="(/[^"#?]*)"', answer.get_data(as_text=True))
            waiting |= {link for link in links if "static" not in link and not link.startswith("/help/")} - seen
    assert len(seen) > 8


def test_somebody_is_listed_for_every_start() -> None:
    assert set(STARTS) == {person.key for person in PEOPLE}
