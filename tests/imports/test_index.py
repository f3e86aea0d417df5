"""The list of workbooks: search, filters in the address, pages by place; and who may do what."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.imports.queries import PAGE
from tbc.imports.service import intake
from tbc.kit import db
from tests.client import Client
from tests.imports.given import PATH, TO, taken_in
from tests.people import a_customer, acting, an_administrator, an_auditor, an_operator, sign_in
from tests.products import the_catalogue


@pytest.mark.rule("XLS-3")
def test_filters_narrow_the_list_and_can_be_taken_off(client: Client, session: Session) -> None:
    the_catalogue()
    who = an_operator("雛形　二郎")
    for name in ("filled/b1-01.xlsx", "filled/user-01.xlsx", "bad/bad-two-classes.xlsx", "bad/bad-encrypted.xlsx"):
        taken_in(who, name)
    sign_in(client, who)

    def shown(**asked: str) -> set[str]:
        html = client.get(PATH, query_string=asked).get_data(as_text=True)
        return {name for name in ("b1-01", "user-01", "two-classes", "encrypted") if f"{name}.xlsx" in html}

    assert shown() == {"b1-01", "user-01", "two-classes", "encrypted"}
    assert shown(q="例示県庁") == {"b1-01"}
    assert shown(q="二郎") == shown(state="nonsense") == shown()
    assert shown(state="to-register") == shown(form="USER") == {"user-01"}
    assert shown(state="failed") == {"encrypted"}
    assert shown(problems="errors") == {"two-classes", "encrypted"}
    assert shown(problems="warnings") == {"b1-01"}
    assert shown(problems="clean") == {"b1-01"}
    assert shown(code="ambiguous_choice") == {"two-classes"}
    assert shown(person="雛形　二郎") == shown(code="nonsense", batch="nonsense") == shown()
    assert shown(person="ほか　三郎") == set()
    assert shown(until="2020/01/01") == set()
    assert shown(since="2020/01/01") == shown()
    html = client.get(PATH, query_string={"form": "B-1", "q": "例示"}).get_data(as_text=True)
    assert f'href="{PATH}?form=B-1"' in html
    assert "条件に合うファイルはありません" in client.get(f"{PATH}?q=zzzz").get_data(as_text=True)


def test_an_empty_list_says_how_to_fill_it(client: Client, session: Session) -> None:
    sign_in(client, an_auditor())
    html = client.get(PATH).get_data(as_text=True)
    assert "取り込んだファイルはまだありません" in html
    assert 'type="file"' not in html


def test_the_list_is_turned_page_by_page(client: Client, session: Session, statements: list[str]) -> None:
    who = an_operator()
    ids = [intake.take_in(acting(who), f"No{n:03}.xlsx", uuid4().bytes)[0].id for n in range(2 * PAGE + 1)]
    db.session.commit()
    sign_in(client, who)
    first = client.get(PATH).get_data(as_text=True)
    assert f"No{2 * PAGE:03}" in first
    assert f"older={ids[PAGE + 1]}" in first
    second = client.get(f"{PATH}?older={ids[PAGE + 1]}").get_data(as_text=True)
    assert f"No{PAGE:03}" in second
    assert f"newer={ids[PAGE]}" in second
    statements.clear()
    again = client.get(f"{PATH}?newer={ids[PAGE]}").get_data(as_text=True)
    assert f"No{2 * PAGE:03}" in again
    assert len(statements) <= 5


@pytest.mark.parametrize(
    ("who", "read", "act"),
    [(a_customer, 404, 404), (an_auditor, 200, 403), (an_operator, 200, 303), (an_administrator, 200, 303)],
)
def test_who_may_read_and_who_may_act(
    client: Client, session: Session, who: Callable[[], User], read: int, act: int
) -> None:
    the_catalogue()
    place = f"{PATH}/{taken_in(an_operator()).id}"
    sign_in(client, who())
    assert client.get(PATH).status_code == (read if read == 200 else 403)
    assert client.get(place).status_code == client.get(f"{place}/file").status_code == read
    token = client.token("/desk" if read == 200 else "/")
    sent = {"csrf_token": token, "path": "remarks", "value": "x", "reason": "x", "why": "x", "number_to": TO}
    for path in ("records/1/corrections", "records/1/acceptances", "approval", "set-aside", "taking-up", "reading"):
        assert client.post(f"{place}/{path}", data=sent).status_code == act, path
    assert client.post(PATH, data=sent).status_code == (422 if act == 303 else 403)


def test_the_auditors_page_offers_no_act(client: Client, session: Session) -> None:
    the_catalogue()
    place = f"{PATH}/{taken_in(an_operator()).id}"
    sign_in(client, an_auditor())
    html = client.get(place, query_string={"edit": "remarks"}).get_data(as_text=True)
    assert f'action="{place}' not in html
    assert "オペレーターと管理者ができます" in html


def test_nobody_is_led_to_sign_in(client: Client, session: Session) -> None:
    assert client.get(PATH).headers["Location"].startswith("/sign-in")


def test_an_unknown_workbook_is_404(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert client.get(f"{PATH}/{uuid4()}").status_code == 404
