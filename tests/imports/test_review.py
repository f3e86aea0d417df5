"""The review page: sheet and record light each other up, corrections stand beside the original, poison stays text."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.imports.models import Workbook
from tbc.imports.reading import Look, Shown
from tbc.imports.service import intake, outcome
from tbc.kit import db
from tests.client import Client
from tests.imports.given import PATH, TO, only_workbook, records_of, settled, taken_in
from tests.people import acting, an_operator, sign_in
from tests.products import a_product, the_catalogue

FORMULA = "=cmd|'/C calc'!A1"
POISON = "\"><svg onload=alert(1)>{{7*7}}'--"


def record_after(client: Client, place: str, **sent: str) -> dict[str, Any]:
    answer = client.submit(place, sent, to=f"{place}/records/1/corrections")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    (record,) = records_of(only_workbook())
    return dict(record.corrections)


@pytest.fixture
def who(session: Session) -> User:
    the_catalogue()
    return an_operator()


@pytest.mark.rule("XLS-4")
def test_a_chosen_cell_lights_its_field_and_the_other_way_round(client: Client, who: User) -> None:
    place = f"{PATH}/{taken_in(who).id}"
    sign_in(client, who)
    html = client.get(place, query_string={"record": 1, "cell": "J12"}).get_data(as_text=True)
    assert re.search(r'<td id="cell-J12" class="[^"]*is-lit', html)
    assert re.search(r'<div class="record__row is-lit" id="field-end_user.corporate_name"', html)
    assert html.count("record__row is-lit") == 1
    assert re.search(
        r'<a href="[^"]*cell=J12#field-end_user.corporate_name" data-path="end_user.corporate_name">', html
    )
    assert "元: 例示県庁 御中" in html


@pytest.mark.rule("XLS-4")
def test_a_value_of_several_cells_is_lit_as_a_whole(client: Client, who: User) -> None:
    place = f"{PATH}/{taken_in(who, 'bad/bad-corporate-number.xlsx').id}"
    sign_in(client, who)
    html = client.get(place).get_data(as_text=True)
    assert len(re.findall(r'<td id="cell-\w+12" class="is-char is-problem is-lit[ "]', html)) == 13


@pytest.mark.rule("XLS-4")
def test_a_correction_is_read_as_on_the_web_and_can_be_taken_back(client: Client, who: User) -> None:
    place = f"{PATH}/{taken_in(who).id}"
    sign_in(client, who)
    path = "end_user.phone"
    assert record_after(client, place, path=path, value="０３（５５５５）１２３４") == {path: "03-5555-1234"}
    html = client.get(place).get_data(as_text=True)
    assert "直した値" in html
    assert "<del>03-5555-4893</del>" in html
    assert record_after(client, place, path=path, act="take-back") == {}


@pytest.mark.rule("XLS-4")
@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        ("end_user.email", "no address", "メールアドレスの形を確認してください"),
        ("end_user.email", "", "必須項目"),
        ("applied_on", "昨日", "申請日は年月日で入力してください"),
        ("items[0].quantity", "たくさん", "数量は数字で入力してください"),
        ("items[0].product", "そんな製品はない", "カタログにありません"),
        ("remarks", "あ" * 1001, "1000字以内"),
        ("support_contact.same_as", "reseller", "選んでください"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(
    client: Client, who: User, path: str, typed: str, sentence: str
) -> None:
    place = f"{PATH}/{taken_in(who).id}"
    sign_in(client, who)
    answer = client.submit(place, {"path": path, "value": typed}, to=f"{place}/records/1/corrections")
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert sentence in html
    assert typed in html
    (record,) = records_of(only_workbook())
    assert record.corrections == {}


@pytest.mark.parametrize("path", ["", "nonsense", "items[9].quantity", "end_user.same_as", "items[0].x", "__class__"])
def test_a_field_that_there_is_not_is_404(client: Client, who: User, path: str) -> None:
    place = f"{PATH}/{taken_in(who).id}"
    sign_in(client, who)
    answer = client.submit(place, {"path": path, "value": "x"}, to=f"{place}/records/1/corrections")
    assert answer.status_code == 404
    assert (
        client.submit(place, {"path": "remarks", "value": "x"}, to=f"{place}/records/7/corrections").status_code == 404
    )


@pytest.mark.rule("XLS-5")
def test_a_product_in_doubt_is_chosen_from_candidates(client: Client, session: Session) -> None:
    who = an_operator()
    a_product("MVC-X", "見本ウイルスチェッカー コーポレート版")
    a_product("OTHER", "まったく別の製品")
    workbook = taken_in(who, "filled/b1-01.xlsx")
    assert workbook.errors == 3
    place = f"{PATH}/{workbook.id}"
    sign_in(client, who)
    html = client.get(place).get_data(as_text=True)
    assert 'value="MVC-X"' in html
    assert 'value="OTHER"' not in html
    assert record_after(client, place, path="items[0].product", value="MVC-X")["items[0].product"] == "MVC-X"
    typed = record_after(client, place, path="items[1].product", typed="ｏｔｈｅｒ")
    assert typed["items[1].product"] == "OTHER"
    assert only_workbook().errors == 1


@pytest.mark.rule("XLS-5")
def test_a_section_that_the_form_lacks_can_be_chosen(client: Client, who: User) -> None:
    place = f"{PATH}/{taken_in(who).id}"
    sign_in(client, who)
    before = only_workbook().warnings
    record_after(client, place, path="renewal_contact.same_as", value="end_user")
    assert only_workbook().warnings == before - 1


def test_an_unreadable_optional_value_may_be_left_blank(client: Client, who: User) -> None:
    place = f"{PATH}/{taken_in(who, 'bad/bad-corporate-number.xlsx').id}"
    sign_in(client, who)
    assert "空欄にして進む" in client.get(place).get_data(as_text=True)
    record_after(client, place, path="end_user.corporate_number", act="blank")
    assert only_workbook().errors == 0


def poisoned(who: User) -> Workbook:
    """A workbook whose every text is poison, as if a sheet had said so."""
    (record,) = records_of(taken_in(who))
    application = _with_poison(dict(record.application or {}))
    application |= {"kind": "new", "contract_class": "corporate"}
    provenance = {path: origin | {"raw": POISON} for path, origin in record.provenance.items()}
    shape = {
        "sheet": POISON, "form": "B-1", "version": POISON, "application": application, "problems": [],
        "provenance": provenance,
    }  # fmt: skip
    problems = [
        {"code": "uncertain", "field": "end_user.phone", "cell": f"{POISON}!A1", "candidates": [f"{POISON}!B2"]}
    ]
    cells = {
        "cells": [[0, 0, 1, 1, POISON, 0], [1, 1, 1, 1, FORMULA, 0]], "looks": ["bold"], "widths": [], "heights": [],
        "has_lines": True, "is_hidden": False,
    }  # fmt: skip
    workbook, _is_new = intake.take_in(acting(who), f"{POISON}\r\n.xlsx", uuid4().bytes)
    intake.keep(workbook, Look([shape | {"problems": problems}], [Shown(POISON, 2, 2, cells, is_cut=True)]))
    db.session.commit()
    return workbook


def _with_poison(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_poison(one) for name, one in value.items()}
    return [_with_poison(one) for one in value] if isinstance(value, list) else POISON if value else value


@pytest.mark.rule("XLS-6")
def test_poison_from_a_sheet_stays_text(client: Client, who: User) -> None:
    place = f"{PATH}/{poisoned(who).id}"
    sign_in(client, who)
    fields = [
        (place, {}),
        (place, {"all": "1"}),
        (place, {"cell": POISON, "sheet": POISON, "edit": POISON}),
        (PATH, {}),
    ]
    for path, asked in fields:
        html = client.get(path, query_string=asked).get_data(as_text=True)
        assert "<svg onload" not in html
        assert "&lt;svg onload" in html
    html = client.get(place).get_data(as_text=True)
    assert FORMULA.replace("'", "&#39;") in html
    assert "一部だけを表示しています" in html


@pytest.mark.parametrize(
    "name", ["filled/b1-01.xlsx", "filled/b3-01.xlsx", "filled/multi-01.xlsx", "bad/bad-bomb.xlsx"]
)
def test_a_page_needs_few_statements(client: Client, who: User, statements: list[str], name: str) -> None:
    place = f"{PATH}/{taken_in(who, name).id}"
    sign_in(client, who)
    client.get(place)
    statements.clear()
    client.get(place)
    assert len(statements) <= 8, statements


@pytest.mark.parametrize("name", ["filled/b1-02.xlsx", "filled/multi-01.xlsx"])
def test_a_filed_workbook_needs_few_statements(client: Client, who: User, statements: list[str], name: str) -> None:
    workbook = settled(who, name)
    outcome.file(acting(who), workbook, TO, validity=None)
    db.session.commit()
    place = f"{PATH}/{workbook.id}"
    sign_in(client, who)
    client.get(place)
    statements.clear()
    html = client.get(place).get_data(as_text=True)
    assert len(statements) <= 8, statements
    assert html.count("data-copy=") == only_workbook().records


@pytest.mark.rule("XLS-5")
@pytest.mark.parametrize("name", ["a1-01.xlsx", "a2-04.xlsx", "b1-06.xlsx", "b2-05.ods", "b2hw-04.xls", "b3-02.xlsx"])
def test_each_form_becomes_an_application_that_shows_well(client: Client, who: User, name: str) -> None:
    workbook = settled(who, f"filled/{name}")
    (application,) = outcome.file(acting(who), workbook, TO, validity=None)
    db.session.commit()
    own, company = application.id, application.company
    sign_in(client, who)
    for path in (f"/applications/{own}", f"/applications/{own}/filed", "/desk/applications"):
        assert company in client.get(path).get_data(as_text=True)
    assert client.get(f"/applications/{own}/filed.pdf").status_code == 200
