"""Teaching an unknown form on the desk: typed cells, a preview, a test on that very file, the next file of the kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.imports.models import TaughtForm, Workbook
from tbc.imports.reading import look_into
from tbc.imports.service import intake, taught_forms
from tbc.kit import db
from tests.client import Client
from tests.imports.given import PATH, records_of, taken_in, upload
from tests.imports.taught_given import NAME, TEACH, a_lesson, a_taught_form, sheet_file, unknown_workbook
from tests.legacy_excel.taught.dealer_sheet import NEXT, TYPED
from tests.people import a_customer, acting, an_auditor, an_operator, sign_in
from tests.products import the_catalogue


@pytest.fixture
def operator(client: Client, session: Session) -> User:
    the_catalogue()
    who = an_operator()
    sign_in(client, who)
    return who


def only_form() -> TaughtForm:
    """The one taught form that there is, as the database has it."""
    return db.session.query(TaughtForm).populate_existing().one()


def typed_form(**changes: str) -> dict[str, str]:
    """Everything a person types, as the page sends it."""
    return {f"cells-{slot}": cells for slot, cells in {**TYPED, **changes}.items()}


@pytest.mark.rule("XLS-2")
def test_an_unknown_form_is_taught_by_typing_and_the_next_file_is_read(client: Client, operator: User) -> None:
    place = f"{PATH}/{unknown_workbook(operator).id}"
    assert "この様式を教える" in client.get(place).get_data(as_text=True)
    begin = f"{place}/teaching"
    assert client.submit(begin, {"name": NAME, "form": "A-1", "sheet": "票"}).status_code == 303
    lesson = f"{TEACH}/{only_form().id}/cells"
    assert client.submit(lesson, typed_form()).status_code == 303
    page = client.get(lesson).get_data(as_text=True)
    assert "例示精機株式会社" in page
    assert "神奈川県 横浜市中区 山下町1-2 例示ビル 5F" in page
    assert "必須の項目 17/17を読み取れました。" in page

    here = f"{TEACH}/{only_form().id}"
    saved = client.submit(lesson, to=f"{here}/definition")
    assert (saved.status_code, only_form().state, only_form().test) == (303, "off", "passed")
    client.submit(here, {"act": "on"}, to=f"{here}/switch")
    assert only_form().state == "on"

    answer = upload(client, (sheet_file(NEXT), "次の手配票.xlsx"))
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "試供食品株式会社" in page
    assert "【A-1】" in page
    assert "1件" in client.get(here).get_data(as_text=True)


@pytest.mark.rule("XLS-2")
def test_words_that_are_known_are_proposed(client: Client, operator: User) -> None:
    place = f"{PATH}/{taken_in(operator, 'filled/a1-05.xlsx').id}/teaching"
    sheet = re.search(r'name="sheet"[^>]*value="([^"]+)"', client.get(place).get_data(as_text=True))
    assert sheet
    client.submit(place, {"name": "販売店の新規", "form": "A-1", "sheet": sheet[1]})
    taught = only_form()
    assert taught.typed["title"]
    proposed = {slot for slot in taught.typed if slot.startswith("end_user.")}
    assert {"end_user.company_name", "end_user.phone", "end_user.email"} <= proposed


@pytest.mark.rule("XLS-2")
def test_saving_is_refused_while_mandatory_fields_cannot_be_read(client: Client, operator: User) -> None:
    here = f"{TEACH}/{a_lesson(operator).id}"
    lesson = f"{here}/cells"
    client.submit(lesson, typed_form(**{"end_user.phone": "", "items.quantity": ""}))
    refused = client.submit(lesson, to=f"{here}/definition")
    page = refused.get_data(as_text=True)
    assert (refused.status_code, only_form().state) == (422, "draft")
    assert 'href="#cells-end_user.phone"' in page
    assert 'href="#cells-items.quantity"' in page
    assert "契約者の電話番号: 必須項目が空です。" in page or "契約者の電話番号: " in page


@pytest.mark.rule("XLS-2")
def test_what_cannot_be_understood_is_kept_and_said_at_its_field(client: Client, operator: User) -> None:
    here = f"{TEACH}/{a_lesson(operator).id}"
    lesson = f"{here}/cells"
    answer = client.submit(lesson, typed_form(**{"end_user.phone": "電話の右", "end_user.email": "D11"}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "「電話の右」はセルの番地として読めません。" in page
    assert "同じセルです。" in page or "D11" in page
    assert only_form().typed["end_user.phone"] == "電話の右"
    refused = client.submit(lesson, to=f"{here}/definition")
    assert (refused.status_code, only_form().state) == (422, "draft")


@pytest.mark.rule("XLS-2")
def test_the_last_step_can_be_taken_back(client: Client, operator: User) -> None:
    here = f"{TEACH}/{a_lesson(operator).id}"
    lesson = f"{here}/cells"
    client.submit(lesson, typed_form(**{"end_user.phone": "H11", "end_user.email": ""}))
    assert only_form().typed["end_user.phone"] == "H11"
    client.submit(lesson, {**typed_form(), "act": "take-back"})
    assert only_form().typed["end_user.phone"] == "D11"


@pytest.mark.rule("XLS-2")
def test_the_pages_own_script_gets_the_fields_alone(client: Client, operator: User) -> None:
    here = f"{TEACH}/{a_lesson(operator).id}"
    lesson = f"{here}/cells"
    sent = {**typed_form(), "csrf_token": client.token(lesson)}
    answer = client.post(lesson, data=sent, headers={"HX-Request": "true"})
    part = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<html" not in part
    assert 'data-keep="read-end_user.phone"' in part
    assert "045-555-0123" in part


@pytest.mark.rule("XLS-2")
def test_files_that_nobody_knew_are_read_again_when_the_form_is_on(client: Client, operator: User) -> None:
    first, waiting = a_taught_form(operator).id, unknown_like(operator)
    page = client.get(TEACH).get_data(as_text=True)
    assert re.search(r"様式の分からないファイルが\d件あります", page)
    client.submit(TEACH, to=f"{TEACH}/unknown")
    assert taught_forms.read_unknown_on(None, 20.0) is None
    found = db.session.get_one(Workbook, waiting)
    assert found.state == "read"
    assert [record.taught_form_id for record in records_of(found)] == [first]


@pytest.mark.rule("XLS-2")
def test_off_it_reads_nothing_more_and_what_it_read_stays(client: Client, operator: User) -> None:
    here = f"{TEACH}/{a_taught_form(operator).id}"
    client.submit(here, {"act": "off"}, to=f"{here}/switch")
    assert only_form().state == "off"
    upload(client, (sheet_file(NEXT), "次.xlsx"))
    page = client.get(PATH, query_string={"state": "failed"}).get_data(as_text=True)
    assert "次.xlsx" in page


@pytest.mark.rule("XLS-2", "AUT-1")
@pytest.mark.parametrize(("who", "read", "act"), [(a_customer, 404, 404), (an_auditor, 200, 403)])
def test_who_may_look_and_who_may_teach(
    client: Client, session: Session, who: Callable[[], User], read: int, act: int
) -> None:
    the_catalogue()
    taught = a_taught_form(an_operator(), is_on=False)
    here, workbook = f"{TEACH}/{taught.id}", taught.workbook_id
    sign_in(client, who())
    assert client.get(here).status_code == client.get(f"{here}/definition").status_code == read
    assert client.get(f"{here}/cells").status_code == act
    assert client.get(f"{PATH}/{workbook}/teaching").status_code == act
    sent = {"csrf_token": client.token("/desk" if read == 200 else "/")}
    for path in ("cells", "definition", "test", "switch", "removal"):
        assert client.post(f"{here}/{path}", data=sent).status_code == act, path
    if read == 200:
        page = client.get(here).get_data(as_text=True)
        assert "この様式を使う" not in page
        assert "セルを教える" not in page


def unknown_like(who: User) -> UUID:
    """A workbook of the taught kind that came while nobody knew it."""
    taken, _is_new = intake.take_in(acting(who), "先に届いた票.xlsx", sheet_file(NEXT))
    intake.keep(taken, look_into(taken.body))
    db.session.commit()
    assert taken.state == "failed"
    return taken.id
