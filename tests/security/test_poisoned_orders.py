"""Whatever is typed into orders, deliveries, contracts, requests, the catalogue and webhooks stays text everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import openpyxl
import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.client import Client
from tests.routes.actors import Cast, the_cast
from tests.routes.table import ROWS, Row
from tests.routes.things import address_of, shared_addresses
from tests.security.crawling import crawl
from tests.security.poison import POISON, SUM, escaped_from
from tests.security.poisoned_orders import a_poisoned_delivery, poison_what_is_typed, poisoned_requests
from tests.security.test_poison import FIELDS, QUERIES

# Where the pages of these rooms stand.
PLACES = (
    "/desk/orders", "/desk/deliveries", "/desk/stock", "/desk/licenses", "/desk/requests", "/desk/calendar",
    "/desk/catalog", "/desk/webhooks", "/desk/api-access", "/deliver", "/contracts", "/verify", "/api/v1/docs",
)  # fmt: skip
READERS = ("filer", "manager", "operator", "administrator", "auditor")
# Behind the door of the delivery site; what programs read; and what is there for a moment after a form was sent.
ELSEWHERE = {
    "deliveries.delivery", "deliveries.download", "deliveries.certificate", "deliveries.certificate_pdf",
    "deliveries.asked", "api.openapi", "desk.preview_catalog", "licenses.claimed",
}  # fmt: skip
# What the forms of these pages ask for, beside what others do.
MORE = (
    "number", "customer_po", "reseller_reference", "dealer_note", "differences", "delivery_email", "seen", "tracking",
    "pasted", "product", "code", "text", "note", "old_email", "new_email", "contract_person", "phone", "department",
    "prefecture", "city", "day", "days", "url", "kinds", "scopes", "decision", "where", "license_id", "codes-1",
    "line-1", "delivery_number", "topic", "reference", "person", "fate", "ends", "unit_price", "valid_from", "years",
    "name_ja", "name_en", "address", "file_name", "sha256",
)  # fmt: skip


def _rows(app: Flask, method: str) -> list[Row]:
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    return [row for row in ROWS if row.method == method and rules[row.endpoint].startswith(PLACES)]


def _world(app: Flask, cast: Cast) -> dict[str, list[str]]:
    """Poison everywhere; for each reader the addresses of all pages of these rooms that they may open."""
    shipped = a_poisoned_delivery(cast)
    number, token, order = shipped.delivery.number, shipped.delivery.token, shipped.order.id
    on_desk = [f"/desk/orders/{order}", f"/desk/deliveries/{shipped.delivery.id}", *poisoned_requests(shipped)]
    own = [f"/deliveries/{shipped.delivery.id}{page}" for page in ("", "/certificate")]
    starts: dict[str, list[str]] = {actor: [f"/verify/{token}"] for actor in READERS}
    starts["filer"] += own
    starts["operator"] += on_desk
    starts["administrator"] += on_desk
    shared_address_of = shared_addresses(app, cast)
    for row in _rows(app, "GET"):
        address = shared_address_of(row)
        for actor in READERS:
            if row.statuses[actor] == 200:
                starts[actor].append(address)
    poison_what_is_typed()
    assert number
    return starts


@pytest.mark.rule("APP-5")
def test_on_no_page_does_it_become_markup(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    for actor, addresses in _world(app, cast).items():
        assert _read(crawl(cast.browsers[actor], addresses)) > 3, actor


@pytest.mark.rule("DLV-4")
def test_on_the_delivery_site_it_stays_text(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    shipped = a_poisoned_delivery(cast)
    given = {"delivery_number": shipped.delivery.number, "password": shipped.password}
    browser = cast.browsers["anonymous"]
    assert browser.submit("/delivery/sign-in", given).status_code == 303
    poison_what_is_typed()
    answers = crawl(browser, ["/delivery", "/delivery/certificate", "/delivery/help"])
    assert _read(answers) > 1
    assert answers["/delivery"].status_code == answers["/delivery/certificate"].status_code == 200


def test_each_page_of_these_rooms_is_opened_by_somebody(app: Flask) -> None:
    """A new page needs a row in the table of routes under which one of the readers sees it."""
    seen = {row.endpoint for row in _rows(app, "GET") if 200 in {row.statuses[actor] for actor in READERS}}
    known = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and rule.rule.startswith(PLACES)
    }
    assert sorted(known - seen - ELSEWHERE) == []


def test_in_no_search_does_it_get_out(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    shared_address_of = shared_addresses(app, cast)
    query = dict.fromkeys((*QUERIES, *MORE), POISON)
    for row in _rows(app, "GET"):
        path = shared_address_of(row)
        for actor in ("anonymous", "filer", "operator", "administrator"):
            _assert_harmless(row, cast.browsers[actor].get(path, query_string=query))


@pytest.mark.parametrize("actor", ["anonymous", "filer", "operator", "administrator"])
def test_in_no_form_does_it_get_out(app: Flask, session: Session, actor: str) -> None:
    cast = the_cast(app)
    for row in _rows(app, "POST"):
        browser = cast.browsers[actor]
        values = {"csrf_token": browser.token("/reset-password"), **dict.fromkeys((*FIELDS, *MORE), POISON)}
        _assert_harmless(row, browser.post(address_of(app, row, cast), data=values))


@pytest.mark.rule("APP-10")
def test_in_a_sheet_it_is_no_formula(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    starts = _world(app, cast)
    sheets = 0
    for actor in ("filer", "administrator"):
        for path in starts[actor]:
            cells = _cells(cast.browsers[actor], path)
            for cell in cells:
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")), path
                assert SUM not in cell
            sheets += any("svg onload" in cell for cell in cells)
    assert sheets >= 4


@pytest.mark.rule("DLV-4")
def test_on_a_certificate_it_is_text(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    shipped = a_poisoned_delivery(cast)
    poison_what_is_typed()
    answer = cast.browsers["filer"].get(f"/deliveries/{shipped.delivery.id}/certificate.pdf")
    assert answer.status_code == 200
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages).replace("\n", "")
    assert "{{7777*7777}}" in text
    assert SUM not in text
    assert "/JavaScript" not in answer.data.decode("latin-1")


def _read(answers: dict[str, TestResponse]) -> int:
    """On how many pages the poison stands, and on none as markup."""
    shown = 0
    for path, answer in answers.items():
        assert answer.status_code < 500, path
        assert "Bcc" not in answer.headers
        if answer.mimetype in {"text/html", "text/plain"}:
            assert escaped_from(answer.text) == [], path
            shown += "svg onload" in answer.text
    return shown


def _assert_harmless(row: Row, answer: TestResponse) -> None:
    assert answer.status_code < 500, row
    assert "Bcc" not in answer.headers
    if answer.mimetype == "text/html":
        assert escaped_from(answer.text) == [], row
    answer.close()


def _cells(browser: Client, path: str) -> Iterable[str]:
    """The texts of a sheet at `path`; none if it is no sheet."""
    if not path.partition("?")[0].endswith((".csv", ".xlsx")):
        return []
    answer = browser.get(path)
    assert answer.status_code == 200, path
    if ".csv" in path:
        return [cell for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))) for cell in row]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    found = [cell for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert {cell.data_type for cell in found} <= {"s"}, path
    return [cell.value for cell in found]
