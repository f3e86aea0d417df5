"""The archive on the desk: by day, amount and counterparty, together, page by page, exported (BIL-3)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tbc.invoices.queries import archive
from tbc.invoices.queries.archive import Filter, list_documents
from tbc.invoices.service.issuing import Addressee
from tests.client import Client
from tests.invoices.making import ISSUED, a_line, a_quote, an_invoice
from tests.people import a_customer, an_auditor, sign_in

pytestmark = pytest.mark.rule("BIL-3")


@pytest.fixture
def three(client: Client) -> list[str]:
    """The numbers of quotes of 1,100, 2,200 and 3,300 yen, on three days, for three companies; an auditor reads."""
    holder = a_customer()
    made = [
        a_quote(
            holder,
            issued_on=ISSUED + timedelta(days=at),
            addressee=Addressee(company=name),
            lines=(a_line(quantity=1, unit_price=1_000 * (at + 1)),),
        ).number
        for at, name in enumerate(("高崎見本工業株式会社", "株式会社サンプル商事", "見本食品㈱"))
    ]
    sign_in(client, an_auditor())
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", [2, 1, 0]),
        ("since=2026/11/21", [2, 1]),
        ("until=令和8年11月21日", [1, 0]),
        ("since=2026/11/21&until=2026/11/21", [1]),
        ("least=2,200", [2, 1]),
        ("most=２２００円", [1, 0]),
        ("least=1101&most=3299", [1]),
        ("q=サンプル", [1]),
        ("q=見本食品", [2]),
        ("q=QUO-2026-000001", [0]),
        ("kind=quote", [2, 1, 0]),
        ("kind=invoice", []),
        ("q=見本&since=2026/11/20&least=1200", [2]),
    ],
)
def test_documents_are_found_by_day_amount_and_counterparty(
    client: Client, three: list[str], asked: str, found: list[int]
) -> None:
    page = client.get(f"/desk/documents?{asked}").get_data(as_text=True)
    listed = re.findall(r'<span class="code">(QUO-[0-9-]+)</span></a>', page)
    assert listed == [three[at] for at in found]
    exported = client.get(f"/desk/documents/export.csv?{asked}").data.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0].strip('"') for line in exported] == [three[at] for at in found]


def test_what_makes_no_sense_is_said_and_narrows_nothing(client: Client, three: list[str]) -> None:
    page = client.get("/desk/documents?since=tomorrow&least=much&after=x").get_data(as_text=True)
    assert "年月日で入力してください" in page
    assert "金額を数字で入力してください" in page
    assert all(number in page for number in three)


def test_an_invoice_shows_its_state(client: Client, three: list[str]) -> None:
    an_invoice()
    assert "お支払い待ち" in client.get("/desk/documents?kind=invoice").get_data(as_text=True)
    sheet = client.get("/desk/documents/export.xlsx?kind=invoice")
    assert sheet.data[:2] == b"PK"


def test_pages_go_on_without_a_gap_and_back(session: Session) -> None:
    holder = a_customer()
    numbers = [a_quote(holder, issued_on=date(2026, 11, 20 + at // 3)).number for at in range(7)][::-1]
    first = list_documents(Filter(), limit=3)
    second = list_documents(Filter(), after=first.older, limit=3)
    third = list_documents(Filter(), after=second.older, limit=3)
    assert [row.number for one in (first, second, third) for row in one.rows] == numbers
    assert (first.newer, third.older) == (None, None)
    back = list_documents(Filter(), before=third.newer, limit=3)
    assert [row.number for row in back.rows] == numbers[3:6]
    assert [row.number for row in archive.list_all_documents(Filter(), chunk=2)] == numbers
