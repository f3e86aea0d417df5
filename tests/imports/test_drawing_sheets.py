"""Sheets are drawn when somebody first opens a workbook: by a child, once, and with a calm page where that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.imports import readers
from tbc.imports.models import Workbook, WorkbookSheet
from tbc.imports.reading import Shown
from tbc.imports.service import batches, settling, sheets
from tbc.kit import db
from tests.client import Client
from tests.imports.archives import a_zip
from tests.imports.database import bound_to
from tests.imports.given import PATH, only_workbook, records_of, sample, unlike_others
from tests.people import acting, an_auditor, an_operator, sign_in
from tests.products import the_catalogue

SENT = {"a.xlsx": sample("filled/b1-01.xlsx")}
AWAITED, DRAWN = "シートを準備しています", '<td id="cell-J12"'


class Counting(readers.Drawer):
    """A drawer that keeps count."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = 0

    def draw(self, body: bytes) -> list[Shown]:
        self.drawn += 1
        return super().draw(body)


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counting]:
    counting = Counting()
    monkeypatch.setattr(sheets, "drawer", counting)
    yield counting
    counting.close()


def a_workbook(**files: bytes) -> Workbook:
    """A workbook that came in a batch, and that nobody has opened so far."""
    batch = batches.begin(acting(an_operator()), [batches.Sent("x.zip", a_zip(files or SENT))])
    assert settling.read_on(batch.id, 60) is False
    return only_workbook()


def count_sheets() -> int:
    return db.session.scalar(select(func.count()).select_from(WorkbookSheet)) or 0


@pytest.fixture
def place(client: Client, session: Session) -> str:
    the_catalogue()
    place = f"{PATH}/{a_workbook().id}"
    sign_in(client, an_operator())
    return place


@pytest.mark.rule("XLS-4")
def test_a_batch_draws_nothing_and_the_first_look_does(client: Client, place: str, drawer: Counting) -> None:
    assert (only_workbook().sheets, count_sheets()) == ("undrawn", 0)
    html = client.get(place, query_string={"cell": "J12"}).get_data(as_text=True)
    assert AWAITED in html
    assert DRAWN not in html
    assert "読み取った内容" in html
    asked = re.search(r'hx-post="([^"]*/sheets[^"]*)" hx-trigger="load"', html)
    assert asked is not None
    assert drawer.drawn == 0

    answer = client.submit(place, {}, to=asked[1].replace("&amp;", "&"))
    assert answer.status_code == 303
    assert "cell=J12" in answer.headers["Location"]
    html = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert AWAITED not in html
    assert re.search(rf'{DRAWN} class="[^"]*is-lit', html)
    assert (only_workbook().sheets, drawer.drawn) == ("drawn", 1)


@pytest.mark.rule("XLS-4")
def test_the_second_look_draws_nothing(client: Client, place: str, drawer: Counting, statements: list[str]) -> None:
    for _time in range(2):
        assert client.submit(place, {}, to=f"{place}/sheets").status_code == 303
    assert drawer.drawn == 1
    many = count_sheets()
    statements.clear()
    assert DRAWN in client.get(place).get_data(as_text=True)
    assert len(statements) <= 8
    assert (count_sheets(), drawer.drawn) == (many, 1)


@pytest.mark.rule("XLS-4")
def test_the_page_redraws_itself_when_the_script_asked(client: Client, place: str, drawer: Counting) -> None:
    headers = {"HX-Request": "true"}
    sent = {"csrf_token": client.token(place)}
    answer = client.post(f"{place}/sheets", data=sent, query_string={"cell": "J12"}, headers=headers)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'id="review" data-by-itself' in html
    assert DRAWN in html
    assert "<title>" not in html


@pytest.mark.rule("XLS-4")
def test_drawing_takes_few_statements_and_no_more_for_more_sheets(
    client: Client, place: str, drawer: Counting, statements: list[str]
) -> None:
    client.get(place)
    statements.clear()
    client.submit(place, {}, to=f"{place}/sheets")
    assert len(statements) <= 14, "\n".join(statements)


@pytest.mark.rule("XLS-4")
def test_auditors_see_it_too(client: Client, session: Session, drawer: Counting) -> None:
    the_catalogue()
    place = f"{PATH}/{a_workbook().id}"
    sign_in(client, an_auditor())
    assert client.submit(place, {}, to=f"{place}/sheets").status_code == 303
    assert DRAWN in client.get(place).get_data(as_text=True)


@pytest.mark.rule("XLS-6")
def test_a_sheet_that_cannot_be_drawn_leaves_a_calm_page_and_another_try(
    client: Client, place: str, drawer: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No workbook can be read in so little time.
    monkeypatch.setattr(readers, "SECONDS_TO_DRAW", 0.0)
    assert client.submit(place, {}, to=f"{place}/sheets").status_code == 303
    assert (only_workbook().sheets, count_sheets()) == ("undrawable", 0)
    html = client.get(place).get_data(as_text=True)
    assert "シートを表示できませんでした" in html
    assert "hx-trigger" not in html
    assert "読み取った内容" in html
    drawer.close()
    monkeypatch.undo()
    assert client.submit(place, {}, to=f"{place}/sheets").status_code == 303
    assert only_workbook().sheets == "drawn"


@pytest.mark.rule("XLS-6")
def test_what_was_refused_has_nothing_to_draw(client: Client, session: Session, drawer: Counting) -> None:
    sign_in(client, an_operator())
    place = f"{PATH}/{a_workbook(**{'鍵.xlsx': sample('bad/bad-encrypted.xlsx')}).id}"
    html = client.get(place).get_data(as_text=True)
    assert only_workbook().sheets == "undrawable"
    assert "シートを" not in html


@pytest.mark.rule("XLS-6")
def test_what_was_left_alone_is_said(client: Client, session: Session) -> None:
    the_catalogue()
    sign_in(client, an_operator())
    body = BytesIO(SENT["a.xlsx"])
    with ZipFile(body, "a") as package:
        package.writestr("xl/vbaProject.bin", b"no macro at all")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    html = client.get(f"{PATH}/{a_workbook(**{'a.xlsm': body.getvalue()}).id}").get_data(as_text=True)
    assert "このファイルにはマクロがあります" in html
    assert "別のファイルへのリンクがあります" in html


@pytest.mark.rule("XLS-2")
def test_teaching_waits_for_the_sheets_of_an_unknown_form(client: Client, session: Session, drawer: Counting) -> None:
    sign_in(client, an_operator())
    own = f"{PATH}/{a_workbook(**{'未知.xlsx': sample('bad/bad-unknown.xlsx')}).id}"
    place = f"{own}/teaching"
    assert AWAITED in client.get(own).get_data(as_text=True)
    assert AWAITED in client.get(place).get_data(as_text=True)
    answer = client.submit(place, {"next": place}, to=f"{own}/sheets")
    assert answer.headers["Location"] == place
    assert 'name="sheet"' in client.get(place).get_data(as_text=True)
    abroad = client.submit(place, {"next": "//elsewhere.example.com"}, to=f"{own}/sheets")
    assert abroad.headers["Location"] == own


@pytest.mark.rule("XLS-4")
def test_a_value_from_a_cell_that_nobody_has_seen_is_there(client: Client, place: str, drawer: Counting) -> None:
    sheet = records_of(only_workbook())[0].sheet
    sent = {"path": "remarks", "cell": f"{sheet}!J12"}
    answer = client.submit(place, sent, to=f"{place}/records/1/corrections")
    assert answer.status_code == 303
    assert drawer.drawn == 1


@pytest.mark.rule("XLS-4")
def test_of_many_who_open_it_at_the_same_time_one_has_it_drawn(fresh_database: str, drawer: Counting) -> None:
    with bound_to(fresh_database):
        the_catalogue()
        own = a_workbook().id
        db.session.commit()
        with ThreadPoolExecutor(4) as people:
            many = list(people.map(lambda _person: _open(own), range(4)))
        assert drawer.drawn == 1
        assert many == [many[0]] * 4
        assert many[0] == count_sheets() > 0


@pytest.mark.rule("XLS-6")
def test_the_child_stays_for_the_next_sheet_and_ends_when_nobody_comes() -> None:
    drawer = readers.Drawer(idle=0.2)
    body = unlike_others(SENT["a.xlsx"])
    assert drawer.draw(body)
    first = drawer._pool
    assert drawer.draw(body)
    assert first is not None
    (child,) = first.child_ids()
    assert drawer._pool is first
    assert drawer._timer is not None
    drawer._timer.join(20)
    assert first.child_ids() == []
    assert drawer._pool is None
    assert child


def _open(own: UUID) -> int:
    """What somebody finds who asks for the sheets."""
    try:
        with db.unit_of_work() as session:
            sheets.draw(session.get_one(Workbook, own))
            return count_sheets()
    finally:
        db.session.remove()
