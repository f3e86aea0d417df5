"""Orders on the desk: listed, found, exported, looked at (ORD-1)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tbc.orders.queries import PAGE, late_before
from tests.applications.given import PARTY
from tests.client import Client
from tests.orders.making import an_application, an_order, apart
from tests.people import a_customer, an_administrator, an_auditor, an_operator, sign_in

PATH = "/desk/orders"


def of_company(name: str, **details: str) -> Order:
    """An order of a company."""
    return an_order(record={"end_user": {**PARTY, "corporate_name": name}}, **details)


@pytest.mark.rule("ORD-1")
def test_orders_are_found_by_words_state_source_and_day(client: Client, session: Session) -> None:
    first = of_company("甲株式会社", customer_po="PO-甲", reseller_reference="12345678")
    other = of_company("乙有限会社", delivery_email="otsu@takasaki.example.jp")
    other.source, other.entered_at = "api", late_before() - timedelta(minutes=1)
    session.commit()
    number = session.get_one(Application, first.application_id).number or ""
    first = apart(first)
    sign_in(client, an_operator())

    def shown(**asked: str) -> set[str]:
        html = client.get(PATH, query_string=asked).get_data(as_text=True)
        return {name for name in ("甲株式会社", "乙有限会社") if name in html}

    assert shown() == shown(state="open") == shown(state="nonsense") == {"甲株式会社", "乙有限会社"}
    assert shown(q=first.number) == shown(q="po-甲") == shown(q="12345678") == {"甲株式会社"}
    assert shown(q=" ".join(number[at : at + 4] for at in range(0, 24, 4))) == shown(q=number) == {"甲株式会社"}
    assert shown(q="otsu@") == shown(source="api") == shown(state="late") == {"乙有限会社"}
    assert shown(since="2999/01/01") == shown(state="shipped") == shown(state="cancelled") == set()
    assert "出荷の遅れ" in client.get(PATH, query_string={"state": "late"}).get_data(as_text=True)


@pytest.mark.rule("ORD-1")
def test_the_list_is_turned_page_by_page_with_few_statements(
    client: Client, session: Session, statements: list[str]
) -> None:
    staff, filer = an_operator(), a_customer()
    numbers = [an_order(filer=filer, staff=staff).number for _ in range(PAGE + 1)]
    sign_in(client, an_auditor())
    statements.clear()
    html = client.get(PATH).get_data(as_text=True)
    assert len(statements) <= 6
    assert numbers[-1] in html
    assert numbers[0] not in html
    older = html.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    html = client.get(older).get_data(as_text=True)
    assert numbers[0] in html
    newer = html.partition('rel="prev"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert numbers[-1] in client.get(newer).get_data(as_text=True)


@pytest.mark.rule("ORD-1")
def test_what_is_found_is_exported_and_nothing_becomes_a_formula(client: Client, session: Session) -> None:
    order = of_company("=1+1株式会社", customer_po="@PO", dealer_note="+81", differences="-1")
    of_company("乙有限会社")
    order = apart(order)
    sign_in(client, an_auditor())
    answer = client.get(f"{PATH}/export.csv", query_string={"q": order.number})
    header, row = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    cells = dict(zip(header, row, strict=True))
    assert cells["受注番号"] == order.number
    assert [cells[name] for name in ("契約者", "得意先PO#", "通信欄", "注文書との違い")] == [
        "'=1+1株式会社",
        "'@PO",
        "'+81",
        "'-1",
    ]
    assert (cells["製品コード"], cells["数量"], cells["状態"]) == ("SGE-ADV", "300", "受注済み")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{PATH}/export.xlsx").get_data())).active
    assert sheet is not None
    assert sheet.max_row == 3


@pytest.mark.rule("ORD-1")
def test_the_record_tells_all_of_an_order(client: Client, session: Session) -> None:
    order = an_order(
        record={"customer_po": "PO-1"}, customer_po="PO-2", dealer_note="急ぎです", differences="数量は確認済み"
    )
    order = apart(order)
    sign_in(client, an_auditor())
    html = client.get(f"{PATH}/{order.id}").get_data(as_text=True)
    for text in (
        order.number,
        "PO-2",
        "急ぎです",
        "数量は確認済み",
        "サンプルガード",
        "ご購入受付",
        "受注を登録しました",
    ):
        assert text in html
    assert "</span>PO-1</del>" in html
    assert f"/applications/{order.application_id}" in html
    for act in ("受注を取り消す", "次の受注を登録する", "/delivery-email"):
        assert act not in html


@pytest.mark.rule("ORD-1")
def test_the_application_leads_to_its_order(client: Client, session: Session) -> None:
    order, waiting = apart(an_order()), an_application()
    number, asked = waiting.number, f"/applications/{waiting.id}"
    sign_in(client, an_operator())
    assert f"{PATH}/{order.id}" in client.get(f"/applications/{order.application_id}").get_data(as_text=True)
    html = client.get(asked).get_data(as_text=True)
    assert f"{PATH}/new?number={number}" in html


@pytest.mark.rule("ORD-1")
def test_the_filer_sees_that_it_was_ordered_and_not_by_whom(client: Client, session: Session) -> None:
    filer = a_customer()
    order = apart(an_order(filer=filer, staff=an_operator("雛形　秘密")))
    sign_in(client, filer)
    html = client.get(f"/applications/{order.application_id}").get_data(as_text=True)
    assert "受注済み" in html
    assert order.number in html
    assert "雛形　秘密" not in html
    assert PATH not in html
    assert "この番号は使われています" in client.get(f"/applications/{order.application_id}/filed").get_data(
        as_text=True
    )


@pytest.mark.parametrize(
    ("who", "status"), [(a_customer, 403), (an_auditor, 200), (an_operator, 200), (an_administrator, 200)]
)
def test_only_staff_look(client: Client, session: Session, who: Callable[[], User], status: int) -> None:
    sign_in(client, who())
    assert client.get(PATH).status_code == status


def test_an_empty_list_says_how_it_fills(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert "まだ受注がありません" in client.get(PATH).get_data(as_text=True)
    assert "条件に合う受注はありません" in client.get(f"{PATH}?q=x").get_data(as_text=True)


@pytest.mark.rule("ORD-2")
def test_the_acceptance_mail_is_not_sent_again_even_if_it_failed(client: Client, session: Session) -> None:
    order = an_order()
    letter = session.query(Letter).filter_by(about=order.id).one()
    letter.state, own = "failed", letter.id
    session.commit()
    sign_in(client, an_operator())
    html = client.get(f"/desk/mail/{own}").get_data(as_text=True)
    assert "もう一度送る" not in html
    token = client.token("/desk")
    assert client.post(f"/desk/mail/{own}", data={"csrf_token": token}).status_code == 303
    assert session.get_one(Letter, own, populate_existing=True).state == "failed"
