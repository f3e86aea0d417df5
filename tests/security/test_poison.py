"""Whatever is typed stays text: on every page, on paper, in letters and sheets, for everybody who reads it."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from tbc.applications.record import STEPS
from tbc.applications.service import copying, filing
from tbc.kit.db import session as db_session
from tests.accounts.journeys import EMAIL, PASSWORD, WISH, letters, link
from tests.client import Client
from tests.mailbox import Mailbox, html_of, text_of
from tests.people import a_customer, acting, an_operator, sign_in
from tests.products import a_product
from tests.routes.actors import Cast, the_cast
from tests.routes.table import ACTORS, ROWS
from tests.routes.things import address_of, shared_addresses
from tests.security.crawling import crawl
from tests.security.poison import (
    POISON,
    SHORT,
    SUM,
    a_poisoned_draft,
    a_poisoned_filing,
    a_poisoned_order,
    a_poisoned_workbook,
    escaped_from,
    fields_of,
    poisoned,
)
from tests.worker import send_letters

QUERIES = (
    "q", "kind", "state", "since", "until", "after", "before", "to", "next", "language", "email", "name", "back",
    "words", "looked-up", "application_kind", "contract_class", "channel", "company", "mode",
)  # fmt: skip
FIELDS = (
    "email", "again", "password", "current", "name", "company", "kind", "next", "consent", "mode", "language",
    "reason", "privacy", "contract_class", "version", "act", "words",
)  # fmt: skip


def _world(cast: Cast) -> list[str]:
    """Poison wherever somebody may have put it; the addresses to begin at."""
    filer = cast.filer
    filer.name = filer.company = SHORT
    a_product("POISON-1", POISON, name_en=POISON, name_kana=SHORT)
    draft = a_poisoned_draft(filer).id
    filed = a_poisoned_filing(filer)
    copied = copying.copy_and_new(acting(filer), filed).id
    corrected = copying.correct(acting(filer), filed).id
    gone = a_poisoned_filing(filer)
    filing.withdraw(acting(filer), gone, POISON)
    orders = a_poisoned_order(filer)
    for letter in letters():
        letter.state, letter.last_error = "failed", POISON
    db_session.commit()
    ids = (draft, filed.id, copied, corrected, gone.id)
    steps = [f"/{step.path}" for step in STEPS]
    return [
        "/",
        "/desk",
        *orders,
        *(f"/applications/{id_}{page}" for id_ in ids for page in ("", "/filed", "/check", *steps)),
    ]


@pytest.mark.rule("APP-5")
def test_on_no_page_does_it_become_markup(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    addresses = _world(cast)
    for actor in ACTORS:
        answers = crawl(cast.browsers[actor], addresses)
        assert len(answers) > 20, actor
        shown = 0
        for path, answer in answers.items():
            assert answer.status_code < 500, (path, actor)
            if answer.mimetype in {"text/html", "text/plain"}:
                assert escaped_from(answer.text) == [], (path, actor)
                shown += "svg onload" in answer.text
        assert shown or actor == "anonymous"


@pytest.mark.parametrize("step", [step.path for step in STEPS])
def test_in_no_field_of_a_step_does_it_get_out(app: Flask, session: Session, step: str) -> None:
    """As it is typed, with the page that says what is wrong, and once more when the draft is opened again."""
    cast = the_cast(app)
    browser = cast.browsers["filer"]
    begun = browser.submit("/applications/new", {"kind": "new", "contract_class": "corporate"})
    here = begun.location.removesuffix("/products")
    answer = browser.submit(f"{here}/{step}", fields_of(poisoned(), step))
    assert answer.status_code == 422
    assert escaped_from(answer.text) == []
    assert "&lt;svg onload" in browser.get(f"{here}/{step}").text


def test_in_no_search_and_no_address_does_it_get_out(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    shared_address_of = shared_addresses(app, cast)
    for row in ROWS:
        if row.method != "GET" or row.endpoint == "static":
            continue
        path = shared_address_of(row)
        for actor in ("anonymous", "filer", "operator"):
            answer = cast.browsers[actor].get(path, query_string=dict.fromkeys(QUERIES, POISON))
            assert answer.status_code < 500, (row, actor)
            if answer.mimetype == "text/html":
                assert escaped_from(answer.text) == [], (row, actor)
            assert "Bcc" not in answer.headers
            answer.close()


def test_in_no_form_does_it_get_out(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    for row in ROWS:
        if row.method == "GET":
            continue
        path = address_of(app, row, cast)
        for actor in ("anonymous", "filer", "operator"):
            browser = cast.browsers[actor]
            values = {"csrf_token": browser.token("/reset-password"), **dict.fromkeys(FIELDS, POISON)}
            answer = browser.open(path, method=row.method, data=values)
            assert answer.status_code < 500, (row, actor)
            sent = answer.get_data()
            if answer.mimetype != "application/zip":
                assert escaped_from(sent.decode()) == [], (row, actor)
            assert "Bcc" not in answer.headers
            if row.endpoint in {"accounts.sign_out", "accounts.set_password", "accounts.change_password"}:
                cast = the_cast_again(app, cast)


@pytest.mark.rule("XLS-6")
def test_in_no_workbook_does_it_get_out(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    workbook = a_poisoned_workbook(an_operator()).id
    desk = f"/desk/imports/{workbook}"
    answers = crawl(cast.browsers["operator"], [desk, "/desk/imports", f"{desk}?all=1&edit=end_user.corporate_name"])
    shown = 0
    for path, answer in answers.items():
        assert answer.status_code < 500, path
        if answer.mimetype == "text/html":
            assert escaped_from(answer.text) == [], path
            shown += "svg onload" in answer.text
    assert shown > 1
    told = cast.browsers["operator"].get(f"{desk}/file").headers
    assert told["Content-Disposition"].startswith("attachment; ")
    assert "Bcc" not in told


def the_cast_again(_app: Flask, cast: Cast) -> Cast:
    """Whoever was signed out is signed in again."""
    sign_in(cast.browsers["filer"], cast.filer)
    sign_in(cast.browsers["operator"], an_operator())
    return cast


@pytest.mark.rule("MAI-1")
def test_in_no_letter_does_it_get_out(app: Flask, session: Session, mailbox: Mailbox) -> None:
    cast = the_cast(app)
    _world(cast)
    cast.nobody.submit("/sign-up", WISH | {"name": SHORT, "company": POISON[:100], "email": "new@takasaki.example.jp"})
    cast.nobody.submit("/reset-password", {"email": EMAIL})
    for letter in letters():
        letter.state = "queued"
    send_letters()
    assert len(mailbox.messages) >= 4
    for message, envelope in zip(mailbox.messages, mailbox.envelopes, strict=True):
        assert message["Bcc"] is None
        assert "\n" not in message["Subject"]
        assert envelope.rcpt_tos == [message["To"]]
        assert escaped_from(html_of(message)) == []
        assert SUM not in text_of(message)


@pytest.mark.rule("APP-6")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_on_paper_it_is_text(client: Client, language: str) -> None:
    filer = a_customer(SHORT)
    filed = a_poisoned_filing(filer)
    number = filed.number or "?"
    sign_in(client, filer)
    answer = client.get(f"/applications/{filed.id}/filed.pdf?language={language}")
    assert answer.status_code == 200
    reader = PdfReader(io.BytesIO(answer.data))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    assert SUM not in text
    assert "{{7777*7777}}" in text
    assert "#(7777*7777)" in text
    assert "/JavaScript" not in answer.data.decode("latin-1")
    assert number in answer.headers["Content-Disposition"]


@pytest.mark.rule("APP-10")
def test_in_a_sheet_it_is_no_formula(client: Client) -> None:
    filer = a_customer(SHORT)
    a_poisoned_filing(filer)
    a_poisoned_draft(filer)
    sign_in(client, filer)
    rows = list(csv.reader(io.StringIO(client.get("/applications/export.csv").data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/applications/export.xlsx").data))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert any("svg onload" in cell for row in rows for cell in row)
    assert any("svg onload" in cell.value for cell in cells)
    for text in (*(cell for row in rows for cell in row), *(cell.value for cell in cells)):
        assert not text.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
        assert SUM not in text
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_poisoned_name_comes_through_signing_up(client: Client, mailbox: Mailbox) -> None:
    assert client.submit("/sign-up", WISH | {"name": SHORT, "company": SHORT}).status_code == 303
    path = link(letters(EMAIL)[0])
    assert escaped_from(client.get(path).text) == []
    assert client.submit(path, {"password": PASSWORD}).status_code == 303
    for page in ("/", "/account/profile", "/account/profile/details", "/account/sessions", "/applications"):
        assert escaped_from(client.get(page).text) == []
    assert "&lt;svg onload" in client.get("/account/profile").text
