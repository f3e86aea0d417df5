"""Taught forms as files and side by side, tested again, switched, discarded; what hostile definitions come to."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.audit.queries import list_about
from tbc.imports.models import TaughtForm, WorkbookRecord
from tbc.imports.queries import teaching as queries
from tbc.imports.service import batches, intake, settling, taught_forms
from tbc.imports.service.teaching import NotPossible
from tbc.kit import db
from tests.client import Client
from tests.imports.given import PATH, records_of
from tests.imports.taught_given import NAME, TEACH, a_kept_form, sheet_file
from tests.legacy_excel.taught.dealer_sheet import NEXT
from tests.legacy_excel.taught.dealer_sheet import workbook as dealer_workbook
from tests.people import acting, an_auditor, an_operator, sign_in
from tests.products import the_catalogue


@pytest.fixture
def operator(client: Client, session: Session) -> User:
    the_catalogue()
    who = an_operator()
    sign_in(client, who)
    return who


def form_now(name: str = NAME) -> TaughtForm:
    """A taught form as the database has it."""
    return db.session.query(TaughtForm).populate_existing().filter_by(name=name).one()


def take_in(client: Client, body: bytes, name: str = "様式.toml") -> Any:
    """Choose a file on the page of taught forms."""
    return client.post(
        TEACH,
        data={"csrf_token": client.token(TEACH), "file": (BytesIO(body), name)},
        content_type="multipart/form-data",
    )


@pytest.mark.rule("XLS-2")
def test_a_definition_is_exported_and_taken_in_elsewhere(client: Client, operator: User) -> None:
    here = f"{TEACH}/{a_kept_form(operator).id}"
    sent = client.get(f"{here}/definition")
    assert sent.headers["Content-Type"].startswith("application/toml")
    assert "attachment" in sent.headers["Content-Disposition"]
    client.submit(here, to=f"{here}/removal")
    assert queries.find_by_name(NAME) is None

    assert take_in(client, sent.data).status_code == 303
    taken = form_now()
    assert (taken.state, taken.test, taken.workbook_id, taken.definition.encode()) == ("off", "none", None, sent.data)
    there = f"{TEACH}/{taken.id}"
    assert client.submit(there, {"act": "on"}, to=f"{there}/switch").status_code == 422
    page = client.get(there).get_data(as_text=True)
    assert "試すファイル" in page
    workbook = queries.list_unknown()[0].id
    assert client.submit(there, {"workbook": str(workbook)}, to=f"{there}/test").status_code == 303
    assert client.submit(there, {"act": "on"}, to=f"{there}/switch").status_code == 303
    assert (form_now().state, form_now().test) == ("on", "passed")


@pytest.mark.rule("XLS-2")
def test_tried_on_a_sheet_that_was_moved_its_cells_are_those_of_that_sheet(client: Client, operator: User) -> None:
    kept, who = a_kept_form(operator), acting(operator)
    sent = kept.definition.encode()
    taught_forms.discard(who, kept)
    body, book = BytesIO(), dealer_workbook(NEXT)
    sheet = book.worksheets[0]
    for area in [str(one) for one in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    sheet.move_range("A1:J31", rows=2)
    book.save(body)
    moved, _is_new = intake.take_in(who, "下にずれた票.xlsx", body.getvalue())
    intake.read(moved)
    taken = taught_forms.take_in(who, sent)
    taught_forms.try_on(who, taken, moved)
    assert taken.typed["end_user.contact_name"] == "D12"
    assert taken.typed["items.rows"] == "26:30"
    assert (taken.expected or {})["application"]["end_user"]["contact_name"] == "試供　太郎"


@pytest.mark.rule("XLS-2")
def test_a_name_is_given_once(client: Client, operator: User) -> None:
    here = f"{TEACH}/{a_kept_form(operator).id}"
    sent = client.get(f"{here}/definition").data
    refused = take_in(client, sent)
    assert refused.status_code == 422
    assert "同じ名前の様式があります" in refused.get_data(as_text=True)


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"PK\x03\x04 a workbook",
        b"\xff\xfe" * 50,
        b"format = 1\nname = 'x'\nform = 'A-1'\n[fields.__import__]\nos = { cells = 'A1' }\n",
        b"format = 1\nname = '<script>alert(1)</script>'\nform = 'A-1'\nevil = 1\n",
        b"format = 1\nname = 'x'\nform = '../../etc/passwd'\n",
        b"x = " + b"[" * 3000 + b"]" * 3000,
        b"# big\n" + b"a" * 300_000,
        b"format = 1\nname = 'x'\nform = 'A-1'\n[labels]\nA1 = '" + "見".encode() * 5000 + b"'\n",
    ],
)
def test_what_is_no_definition_is_refused_with_a_sentence(client: Client, operator: User, body: bytes) -> None:
    refused = take_in(client, body)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "<script>alert" not in page
    assert 'class="field__error"' in page
    assert db.session.query(TaughtForm).count() == 0


@pytest.mark.rule("XLS-2")
def test_markup_in_a_name_is_shown_as_it_is(client: Client, operator: User) -> None:
    a_kept_form(operator, "<b>太字</b> & 様式")
    page = client.get(TEACH).get_data(as_text=True)
    assert "&lt;b&gt;太字&lt;/b&gt; &amp; 様式" in page


@pytest.mark.rule("XLS-2")
def test_two_forms_stand_side_by_side_with_their_differences(client: Client, operator: User) -> None:
    one, other = a_kept_form(operator), a_kept_form(operator, "もう一つの手配票")
    other.definition = other.definition.replace('phone = { cells = "D11:F11"', 'phone = { cells = "D12:F12"')
    db.session.commit()
    asked = {"one": str(one.id), "other": str(other.id)}
    page = client.get(f"{TEACH}/comparison", query_string=asked).get_data(as_text=True)
    assert "D11:F11（K-16 直通）" in page
    assert "D12:F12（K-16 直通）" in page
    assert "違い 1か所" in page
    for wrong in ({}, {"one": asked["one"]}, {"one": "x", "other": "y"}):
        assert client.get(f"{TEACH}/comparison", query_string=wrong).status_code == 404


@pytest.mark.rule("XLS-2")
def test_a_form_that_reads_its_own_file_otherwise_is_switched_off(client: Client, operator: User) -> None:
    kept = a_kept_form(operator, state="on")
    here = f"{TEACH}/{kept.id}"
    changed = dict(kept.expected or {})
    changed["application"] = changed["application"] | {"remarks": "別の備考"}
    kept.expected = changed
    db.session.commit()
    client.submit(here, to=f"{here}/test")
    assert (form_now().state, form_now().test) == ("off", "failed")
    refused = client.submit(here, {"act": "on"}, to=f"{here}/switch")
    assert refused.status_code == 422
    assert "保存したときと同じには読み取れません" in refused.get_data(as_text=True)


@pytest.mark.rule("XLS-2")
def test_two_forms_that_read_the_same_file_are_not_on_together(client: Client, operator: User) -> None:
    a_kept_form(operator, state="on")
    here = f"{TEACH}/{a_kept_form(operator, 'もう一つの手配票').id}"
    refused = client.submit(here, {"act": "on"}, to=f"{here}/switch")
    assert refused.status_code == 422
    assert f"様式「{NAME}」が、このファイルをもう読み取れます。" in refused.get_data(as_text=True)


@pytest.mark.rule("XLS-2")
def test_a_form_that_has_read_something_is_never_deleted(client: Client, operator: User) -> None:
    kept = a_kept_form(operator, state="on")
    workbook, _is_new = intake.take_in(acting(operator), "次.xlsx", sheet_file(NEXT))
    intake.read(workbook)
    assert [record.taught_form_id for record in records_of(workbook)] == [kept.id]
    taught_forms.switch_off(acting(operator), kept)
    db.session.commit()
    here = f"{TEACH}/{kept.id}"
    with pytest.raises(NotPossible):
        taught_forms.discard(acting(operator), kept)
    refused = client.submit(here, to=f"{here}/removal")
    assert refused.status_code == 422
    assert "削除できません" in refused.get_data(as_text=True)
    assert form_now().state == "off"


@pytest.mark.rule("XLS-2")
def test_a_definition_that_can_no_longer_be_used_does_not_stop_the_others(client: Client, operator: User) -> None:
    kept = a_kept_form(operator, state="on")
    broken = a_kept_form(operator, "壊れた様式", state="on")
    broken.definition = "format = 99"
    db.session.commit()
    assert [one.name for one in queries.forms_in_use()] == [kept.name]
    assert client.get(f"{TEACH}/{broken.id}").status_code == 200
    assert client.get(PATH).status_code == 200


@pytest.mark.rule("XLS-2", "XLS-3")
def test_a_batch_is_read_by_the_forms_that_are_on(client: Client, operator: User) -> None:
    kept = a_kept_form(operator, state="on").id
    sent = [batches.Sent(f"票{number}.xlsx", sheet_file(replace(NEXT, month=number))) for number in (4, 5)]
    batch = batches.begin(acting(operator), sent).id
    db.session.commit()
    while settling.read_on(batch, 20.0):
        pass
    records = db.session.query(WorkbookRecord).filter_by(taught_form_id=kept).all()
    assert sorted(record.application["applied_on"] for record in records if record.application) == [
        "2025-04-03",
        "2025-05-03",
    ]


@pytest.mark.rule("XLS-2", "AUD-1")
def test_each_act_is_in_the_audit_trail(client: Client, operator: User) -> None:
    kept = a_kept_form(operator)
    own, here = kept.id, f"{TEACH}/{kept.id}"
    client.submit(here, {"act": "on"}, to=f"{here}/switch")
    client.submit(here, {"act": "off"}, to=f"{here}/switch")
    client.submit(here, to=f"{here}/removal")
    acts = [event.act for event in list_about("taught-form", own)]
    expected = {"taught-form-tested", "taught-form-switched-on", "taught-form-switched-off", "taught-form-discarded"}
    assert set(acts) == expected


def test_the_auditor_sees_the_list_and_no_act(client: Client, session: Session) -> None:
    the_catalogue()
    a_kept_form(an_operator(), state="on")
    sign_in(client, an_auditor())
    page = client.get(TEACH).get_data(as_text=True)
    assert NAME in page
    assert "定義を取り込む" not in page
