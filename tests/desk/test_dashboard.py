"""The desk's front page in full: what came in by day, what is due first, what runs out, at any size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tbc.deliveries.models import StockCode
from tbc.desk.queries.days import DAYS, count_by_day
from tbc.desk.queries.figures import get_figures, list_first_due, list_scarce
from tbc.kit.clock import now, today, told
from tbc.kit.db import session as portal
from tests.applications.given import a_filed
from tests.client import Client
from tests.deliveries.making import a_delivery
from tests.imports.database import bound_to
from tests.orders.making import an_order
from tests.payments.files import Paid
from tests.payments.making import an_open_invoice, brought
from tests.people import a_customer, an_auditor, an_operator, sign_in
from tests.products import a_product
from tests.renewals.given import held
from tests.requests.test_requests import a_request

pytestmark = pytest.mark.rule("STF-1")

MANY_DRAFTS = """
    INSERT INTO applications SELECT (jsonb_populate_record(filed, jsonb_build_object(
        'id', gen_random_uuid(), 'number', NULL, 'state', 'draft', 'filed_at', NULL))).*
    FROM applications AS filed, generate_series(1, 2000)
"""

MANY_ORDERS = """
    INSERT INTO orders SELECT (jsonb_populate_record(entered, jsonb_build_object(
        'id', gen_random_uuid(), 'number', 'ORDC' || to_char(day, 'FM0000000'), 'application_id', NULL,
        'source', 'renewal', 'entered_at', entered.entered_at - make_interval(days => day)))).*
    FROM orders AS entered, generate_series(1, 2000) AS day
    WHERE entered.source <> 'renewal' ON CONFLICT DO NOTHING
"""


def given_codes(code: str, free: int, given: int, ago: int = 1) -> None:
    """So many codes of a product that are free, and that were given some days ago."""
    for number in range(free):
        portal.add(StockCode(product_code=code, kind="activation-code", code=f"{code}-F{number}"))
    delivery = a_delivery() if given else None
    for number in range(given):
        portal.add(
            StockCode(
                product_code=code, kind="activation-code", code=f"{code}-G{number}", delivery_id=delivery.id,
                position=1, given_at=now() - timedelta(days=ago),
            )
        )  # fmt: skip
    portal.commit()


def test_days_are_those_of_tokyo_and_there_are_thirty(session: Session) -> None:
    # One second before and after midnight in Tokyo, which is 15:00 in UTC.
    midnight = datetime(2026, 11, 19, 15, tzinfo=UTC)
    for moment in (midnight - timedelta(seconds=1), midnight + timedelta(seconds=1), midnight - timedelta(days=40)):
        with told(moment):
            a_filed(a_customer())
    with told(midnight + timedelta(hours=9)):
        counted = count_by_day()
    assert (len(counted), max(counted)) == (DAYS, date(2026, 11, 20))
    filed = {day: kinds["quick"] for day, kinds in counted.items() if kinds}
    assert filed == {date(2026, 11, 19): 1, date(2026, 11, 20): 1}


def test_orders_are_counted_by_the_day_they_were_entered(session: Session) -> None:
    an_order()
    an_order()
    assert count_by_day()[today()] == {"orders": 2, "quick": 2}
    assert get_figures().orders == 2


def test_an_order_that_nobody_ships_is_late(session: Session) -> None:
    with told(now() - timedelta(days=20)):
        an_order()
    assert (get_figures().orders, get_figures().late_orders) == (1, 1)


def test_what_is_due_first_stands_first_and_is_five(client: Client, session: Session) -> None:
    for ago in (3, 20, 0, 9, 1, 2, 1):
        with told(now() - timedelta(days=ago)):
            a_request()
    portal.commit()
    due = [row.due_on for row in list_first_due()]
    assert (due, len(due)) == (sorted(due), 5)
    sign_in(client, an_auditor())
    html = client.get("/desk").get_data(as_text=True)
    late = (today() - due[0]).days
    assert f"{late}日超過" in html
    assert html.index("先に片づけること") < html.index("申請の件数")
    assert get_figures().requests == 7
    assert get_figures().overdue >= 2


@pytest.mark.rule("RNW-8")
def test_what_waits_of_renewals_and_payments(client: Client, session: Session) -> None:
    an_open_invoice(account_key="other")
    overdue = an_open_invoice(counts_until=today() - timedelta(days=1)).number
    for days in (-1, 0, 60, 61):
        held(days=days)
    brought(Paid(999))
    portal.commit()
    found = get_figures()
    assert (found.transfers, found.invoices, found.overdue_invoices, found.ending) == (1, 2, 1, 2)
    sign_in(client, an_operator())
    html = client.get("/desk").get_data(as_text=True)
    assert "お支払い待ちの2件のうち" in html
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/desk/[a-z]+\?[^"]+)"', html)]
    (to_invoices,) = [link for link in links if link.startswith("/desk/invoices?on=")]
    assert overdue in client.get(to_invoices).get_data(as_text=True)
    assert client.get("/desk/licenses?ends=60").get_data(as_text=True).count('<tr role="row">') == 3


def test_what_a_month_takes_and_more_is_no_scarcity(session: Session) -> None:
    for code in ("ENOUGH", "SCARCE", "GONE-1", "UNUSED", "LONGAGO"):
        a_product(code)
    given_codes("ENOUGH", free=3, given=3)
    given_codes("SCARCE", free=1, given=3)
    given_codes("GONE-1", free=0, given=1)
    given_codes("UNUSED", free=0, given=0)
    given_codes("LONGAGO", free=0, given=5, ago=40)
    found = [(one.code, one.free, one.used) for one in list_scarce() if one.code != "SGE-ADV"]
    assert found == [("GONE-1", 0, 1), ("SCARCE", 1, 3)]


def test_what_open_orders_lack_comes_first(client: Client, session: Session) -> None:
    a_product("SCARCE")
    given_codes("SCARCE", free=1, given=3)
    an_order()
    portal.commit()
    lacking, *_rest = list_scarce()
    assert (lacking.free, lacking.needed) == (0, 1)
    sign_in(client, an_auditor())
    assert "出荷待ちに1" in client.get("/desk").get_data(as_text=True)


def test_the_charts_say_their_numbers_in_tables(client: Client, session: Session) -> None:
    an_order()
    a_product("SCARCE", "見本スキャナー")
    given_codes("SCARCE", free=1, given=3)
    sign_in(client, an_operator())
    html = client.get("/desk").get_data(as_text=True)
    assert html.count("表で見る") == 2
    assert html.count('role="img"') == 4
    assert "残り1 / 30日で3" in html
    assert 'href="/desk/stock/SCARCE"' in html


@pytest.fixture
def plans(fresh_database: str) -> Iterator[list[str]]:
    """How PostgreSQL goes about each statement that the test asks, in a database where no other test has left holes."""
    found: list[str] = []

    def explain(connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        if statement.startswith("SELECT"):
            cursor = connection.connection.cursor()  # type: ignore[attr-defined]  # SQLAlchemy's own
            rows = cursor.execute(f"EXPLAIN {statement}", values).fetchall()
            found.append("\n".join(row[0] for row in rows))

    with bound_to(fresh_database):
        bind = portal.get_bind()
        event.listen(bind, "before_cursor_execute", explain)
        yield found
        event.remove(bind, "before_cursor_execute", explain)


def test_many_applications_and_codes_are_counted_in_indexes(plans: list[str]) -> None:
    an_order()
    # With hardly any rows several indexes cost the same: these are drafts, which nothing here counts, and old orders.
    portal.execute(text(MANY_DRAFTS))
    portal.execute(text(MANY_ORDERS))
    portal.execute(text("ANALYZE applications, orders"))
    portal.execute(text("SET LOCAL enable_seqscan = off"))
    portal.execute(text("SET LOCAL enable_bitmapscan = off"))
    plans.clear()
    count_by_day()
    list_scarce()
    by_day, stock = plans
    assert "Index Only Scan using ix_applications_filed_listed" in by_day
    assert "Index Only Scan using ix_orders_entered" in by_day
    assert "Index Only Scan using ix_stock_codes_given" in stock
    assert "Index Only Scan using ix_stock_codes_free" in stock
