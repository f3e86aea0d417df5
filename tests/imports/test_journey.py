"""From the dropped file to the filed application, as an operator goes."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from tbc.applications import numbers
from tbc.audit.queries import list_about
from tests.client import Client
from tests.imports.given import PATH, REASON, TO, applications, letters, only_workbook, records_of, sample, upload
from tests.people import an_operator, sign_in
from tests.products import the_catalogue


@pytest.mark.rule("XLS-4")
@pytest.mark.rule("XLS-5")
def test_a_dropped_file_is_looked_through_corrected_and_filed(client: Client, session: Session) -> None:
    the_catalogue()
    sign_in(client, an_operator("雛形　二郎"))
    answer = upload(client, (sample("bad/bad-corporate-number.xlsx"), "高崎様_0715.xlsx"))
    assert answer.status_code == 303
    place = answer.headers["Location"]
    html = client.get(place).get_data(as_text=True)
    assert "高崎様_0715.xlsx" in html
    assert "契約者の法人番号" in html
    assert 'aria-disabled="true"' in html

    assert client.submit(place, {"number_to": TO}, to=f"{place}/approval").status_code == 422
    records = f"{place}/records/1"
    fix = {"path": "end_user.corporate_number", "value": "８９２８８８０３６１５６０", "from": "problems"}
    assert client.submit(place, fix, to=f"{records}/corrections").status_code == 303
    html = client.get(place).get_data(as_text=True)
    assert "8928880361560" in html
    assert "直した値" in html
    assert client.submit(place, {"reason": REASON}, to=f"{records}/acceptances").status_code == 303
    assert (
        client.submit(place, {"number_to": "ｈｉｎａｇａｔａ@dealer.example.co.jp"}, to=f"{place}/approval").status_code
        == 303
    )

    (application,) = applications()
    assert (application.source, application.state, application.filer_id) == ("excel", "filed", None)
    assert application.number
    assert numbers.read(application.number) == application.number
    assert application.content["end_user"]["corporate_number"] == "8928880361560"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", application.content["applied_on"])
    assert all(isinstance(item["quantity"], int) and item["product"] for item in application.content["items"])

    workbook = only_workbook()
    assert (workbook.state, workbook.number_to) == ("filed", TO)
    (record,) = records_of(workbook)
    assert record.application_id == application.id
    assert record.application["end_user"]["corporate_number"] is None
    assert record.corrections == {"end_user.corporate_number": "8928880361560"}
    assert {answer["reason"] for answer in record.accepted.values()} == {REASON}
    (letter,) = letters()
    assert letter.to == TO
    assert " ".join(numbers.groups(application.number)) in letter.body_text
    acts = [event.act for event in list_about("workbook", workbook.id)]
    assert acts == ["workbook-taken-in", "workbook-corrected", "workbook-warnings-accepted", "workbook-filed"]
    assert [event.actor_name for event in list_about("application", application.id)] == ["雛形　二郎"]

    own, company = application.id, application.company
    html = client.get(place).get_data(as_text=True)
    assert "申請になりました" in html
    for page in (f"/applications/{own}", f"/applications/{own}/filed", "/desk/applications"):
        assert company in client.get(page).get_data(as_text=True)
    assert client.get(f"/applications/{own}/filed.pdf").status_code == 200
    assert client.get(PATH).status_code == 200
