"""What is owed at the end of a day: listed, summed by age, exported; and how payments were cleared by month."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from tbc.desk.queries.months import count_by_month
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries import owing
from tbc.invoices.queries.owing import Wanted, list_owing, sum_by_age
from tbc.invoices.rules import AGES, age_of
from tbc.invoices.service.replacing import cancel
from tbc.invoices.service.standing import lapse, settle
from tbc.kit.clock import TOKYO, today, told
from tbc.kit.db import session as portal
from tbc.payments.models import Reconciliation
from tests.client import Client
from tests.invoices.making import a_line, an_invoice
from tests.payments.making import STAFF
from tests.people import acting, an_auditor, an_operator, sign_in

pytestmark = pytest.mark.rule("BIL-1")
ISSUED = date(2026, 6, 10)
DUE = date(2026, 8, 10)


def owed(issued_on: date = ISSUED, yen: int = 1_000, **more: object) -> Invoice:
    """An invoice of so many yen without tax, due two months after its issue."""
    return an_invoice(issued_on=issued_on, lines=(a_line(quantity=1, unit_price=yen),), **more)


def numbers_on(on: date, **more: str) -> list[str]:
    return [row.number for row in list_owing(Wanted(on, **more)).rows]


def at_noon(day: date) -> AbstractContextManager[None]:
    """As if it were noon of that day in Tokyo."""
    return told(datetime.combine(day, time(12), TOKYO))


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (-1, "not-due"),
        (0, "not-due"),
        (1, "to-30"),
        (30, "to-30"),
        (31, "to-60"),
        (60, "to-60"),
        (61, "over-60"),
        (900, "over-60"),
    ],
)
def test_the_list_and_the_rule_say_the_same_age(session: Session, days: int, age: str) -> None:
    invoice, on = owed(), DUE + timedelta(days=days)
    assert age_of(DUE, on) == age
    assert [name for name, one in sum_by_age(Wanted(on)).items() if one.count] == [age]
    assert [name for name in AGES if numbers_on(on, age=name)] == [age]
    assert bool(numbers_on(on, age="overdue")) == (age != "not-due")
    assert sum_by_age(Wanted(on))[age] == owing.Sum(1, invoice.amount)


def test_an_invoice_is_owed_from_its_issue_until_the_day_before_its_value_date(session: Session) -> None:
    invoice = owed()
    settle(STAFF, invoice, date(2026, 7, 15))
    assert numbers_on(ISSUED - timedelta(days=1)) == []
    assert numbers_on(ISSUED) == numbers_on(date(2026, 7, 14)) == [invoice.number]
    assert numbers_on(date(2026, 7, 15)) == []


def test_what_was_cancelled_or_lapsed_is_owed_until_then(session: Session) -> None:
    staff = acting(an_operator())
    with at_noon(date(2026, 7, 20)):
        cancelled = owed()
        cancel(staff, portal.get_one(Document, cancelled.document_id), "誤り")
    with at_noon(date(2026, 8, 20)):
        lapsed = owed()
        lapse(staff, lapsed)
    assert numbers_on(date(2026, 7, 19)) == [cancelled.number, lapsed.number]
    assert numbers_on(date(2026, 7, 20)) == numbers_on(date(2026, 8, 19)) == [lapsed.number]
    assert numbers_on(date(2026, 8, 20)) == []
    settle(staff, lapsed, date(2026, 9, 2))
    assert numbers_on(date(2026, 9, 1)) == [lapsed.number]


def test_pages_go_on_without_a_gap_the_earliest_due_first(session: Session) -> None:
    made = [owed(ISSUED - timedelta(days=at)).number for at in range(5)][::-1]
    first = list_owing(Wanted(ISSUED), limit=2)
    second = list_owing(Wanted(ISSUED), after=first.older, limit=2)
    assert [row.number for row in (*first.rows, *second.rows)] == made[:4]
    back = list_owing(Wanted(ISSUED), before=second.newer, limit=2)
    assert ([row.number for row in back.rows], back.newer) == (made[:2], None)
    assert [row.number for row in owing.list_all_owing(Wanted(ISSUED), chunk=2)] == made


def test_the_page_begins_with_the_end_of_last_month(client: Client, session: Session) -> None:
    with at_noon(date(2026, 8, 25)):
        here, later = owed(), owed(date(2026, 8, 3), 2_000)
        numbers, sums = (here.number, later.number), f"{here.amount:,}円"
        portal.commit()
        sign_in(client, an_auditor())
        page = client.get("/desk/invoices").get_data(as_text=True)
    assert 'value="2026/07/31"' in page
    assert numbers[0] in page
    assert numbers[1] not in page
    assert f"1件、{sums}" in page


def test_the_list_is_narrowed_and_exported(client: Client, session: Session) -> None:
    with at_noon(date(2026, 8, 25)):
        here, later = owed().number, owed(date(2026, 8, 3)).number
        portal.commit()
        sign_in(client, an_auditor())
        for asked, found in (
            ("on=2026/08/25", [here, later]),
            ("on=2026/08/25&age=to-30", [here]),
            ("on=2026/08/25&age=overdue", [here]),
            ("on=2026/08/25&age=not-due", [later]),
            ("on=2026/08/25&q=高崎見本", [here, later]),
            (f"on=2026/08/25&q={later}", [later]),
            ("on=2026/08/25&q=ほかの会社", []),
        ):
            page = client.get(f"/desk/invoices?{asked}").get_data(as_text=True)
            assert re.findall(r'<a class="code" href="[^"]+">(INV-[0-9-]+)</a>', page) == found, asked
            lines = client.get(f"/desk/invoices/export.csv?{asked}").data.decode("utf-8-sig").splitlines()[1:]
            assert [line.split(",")[1] for line in lines] == found, asked
        assert client.get("/desk/invoices/export.xlsx?on=2026/08/25").data[:2] == b"PK"
        assert "15日超過" in client.get("/desk/invoices?on=2026/08/25").get_data(as_text=True)


def test_a_day_to_come_is_refused(client: Client, session: Session) -> None:
    sign_in(client, an_auditor())
    page = client.get(f"/desk/invoices?on={today() + timedelta(days=1):%Y/%m/%d}").get_data(as_text=True)
    assert "今日までの日を入力してください。" in page


@pytest.mark.rule("STF-1")
def test_payments_are_counted_by_month_and_by_who_cleared_them(client: Client, session: Session) -> None:
    for at, (month, automatic, undone) in enumerate(
        [
            ("2026-10-31T15:00Z", True, False),
            ("2026-11-15T00:00Z", False, False),
            ("2026-11-15T00:00Z", True, True),
            ("2026-10-31T14:59Z", True, False),
            ("2025-11-30T15:00Z", False, False),
            ("2025-11-30T14:59Z", True, False),
        ]
    ):
        moment = datetime.fromisoformat(month)
        ended = {"undone_at": moment, "undone_because": "誤り"} if undone else {}
        portal.add(Reconciliation(is_automatic=automatic, decided_at=moment, decided_by_name=f"{at}", **ended))
    portal.commit()
    with at_noon(date(2026, 11, 20)):
        counted = count_by_month()
        sign_in(client, an_auditor())
        page = client.get("/desk/invoices").get_data(as_text=True)
    assert (len(counted), min(counted), max(counted)) == (12, date(2025, 12, 1), date(2026, 11, 1))
    some = {month: both for month, both in counted.items() if any(both)}
    assert some == {date(2025, 12, 1): (0, 1), date(2026, 10, 1): (1, 0), date(2026, 11, 1): (1, 1)}
    assert "直近の12か月、合計4件" in page
    assert "表で見る" in page
