"""Orders from a file: the template, the preview row by row, entering once, the result (ORD-1)."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.orders.batch.columns import MOST_ROWS
from tbc.orders.models import Order, OrderBatch
from tests.client import Client
from tests.orders.making import an_application, an_order
from tests.orders.sheets import TITLES, a_sheet
from tests.people import a_customer, an_auditor, an_operator, sign_in

PATH = "/desk/orders/batch"


@pytest.fixture
def staff(client: Client, session: Session) -> Client:
    """A browser of somebody who enters orders."""
    return sign_in(client, an_operator())


def a_number(**record: object) -> str:
    """The number of an application that waits for its order."""
    return an_application(record=record).number or ""


def send(browser: Client, body: bytes, name: str = "受注.xlsx") -> str:
    """Upload a sheet; where it leads to."""
    answer = browser.submit(PATH, {"file": (io.BytesIO(body), name)}, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def token_of(browser: Client, path: str) -> dict[str, str]:
    """The form's fields that say what was shown."""
    html = browser.get(path).get_data(as_text=True)
    return {"token": html.partition('name="token" value="')[2].partition('"')[0]}


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Order)) or 0


@pytest.mark.rule("ORD-1")
def test_a_sheet_is_shown_and_entered_exactly_once(staff: Client, session: Session) -> None:
    one, other = a_number(), a_number(customer_po="PO-1")
    path = send(staff, a_sheet((one, "PO-9", "12345678", "急ぎ"), (other, "PO-2", "", "")))
    html = staff.get(path).get_data(as_text=True)
    assert count(session) == 0
    assert "2件の受注を登録する" in html
    assert "得意先PO#が申請と違います" in html
    seen = token_of(staff, path)
    assert staff.submit(path, seen | {"act": "all"}).status_code == 303
    assert count(session) == 2
    assert {order.source for order in session.scalars(select(Order))} == {"batch"}
    html = staff.get(path).get_data(as_text=True)
    assert all(order.number in html for order in session.scalars(select(Order)))


@pytest.mark.rule("ORD-1")
def test_the_same_click_sent_again_finds_it_done(staff: Client, session: Session) -> None:
    path = send(staff, a_sheet((a_number(), "", "", "")))
    sent = token_of(staff, path) | {"csrf_token": staff.token(path), "act": "all"}
    assert [staff.post(path, data=sent).status_code for _ in range(3)] == [303, 303, 303]
    assert count(session) == 1


@pytest.mark.rule("ORD-1")
def test_each_faulty_row_is_told_and_only_the_good_ones_can_be_entered(staff: Client, session: Session) -> None:
    good = a_number()
    number = session.get_one(Application, an_order().application_id).number or ""
    rows = [
        (good, "", "", ""),
        (number, "", "", ""),
        ("XXXX", "", "", ""),
        (good, "", "", ""),
        (a_number(), "", "ABC", "あ" * 201),
    ]
    path = send(staff, a_sheet(*rows))
    html = staff.get(path).get_data(as_text=True)
    for text in (
        "で使われています",
        "受付番号は24文字です",
        "2行目と同じ受付番号です",
        "販売店管理番号は8桁",
        "通信欄は200文字",
    ):
        assert text in html
    assert "登録できる1件だけ登録する" in html
    seen = token_of(staff, path)
    assert staff.submit(path, seen | {"act": "all"}).status_code == 409
    assert staff.submit(path, seen | {"act": "good"}).status_code == 303
    assert count(session) == 2
    body = staff.get(f"{path}/result.csv").get_data(as_text=True).removeprefix("\ufeff")
    header, *results = list(csv.reader(io.StringIO(body)))
    told = [dict(zip(header, row, strict=True)) for row in results]
    assert [bool(row["受注番号"]) for row in told] == [True, False, False, False, False]
    assert [bool(row["登録しなかった理由"]) for row in told] == [False, True, True, True, True]


@pytest.mark.rule("ORD-1")
def test_what_changed_since_the_preview_enters_nothing(staff: Client, session: Session) -> None:
    one, other = a_number(), a_number()
    path = send(staff, a_sheet((one, "", "", ""), (other, "", "", "")))
    seen = token_of(staff, path)
    session.scalars(select(Application).filter_by(number=one)).one().state = "withdrawn"
    session.commit()
    for act in ("all", "good"):
        answer = staff.submit(path, seen | {"act": act})
        assert answer.status_code == 409
        assert "取り下げられています" in answer.get_data(as_text=True)
    assert count(session) == 0


@pytest.mark.rule("ORD-1")
def test_a_sheet_can_be_thrown_away_and_is_then_not_entered(staff: Client, session: Session) -> None:
    path = send(staff, a_sheet((a_number(), "", "", "")))
    seen = token_of(staff, path) | {"csrf_token": staff.token(path)}
    assert staff.post(path, data=seen | {"act": "discard"}).status_code == 303
    assert staff.post(path, data=seen | {"act": "all"}).status_code == 303
    assert count(session) == 0


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (a_sheet(("1", "2", "3", "4"), titles=("番号", "PO", "x", "y")), "この見出しの列が必要です。"),
        (a_sheet(titles=TITLES), "受注の行がありません。"),
        (b"PK nonsense", "ファイルを開けません。"),
        (a_sheet(*[("X", "", "", "")] * (MOST_ROWS + 1)), "500行までにしてください。"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(staff: Client, session: Session, body: bytes, sentence: str) -> None:
    answer = staff.submit(PATH, {"file": (io.BytesIO(body), "受注.xlsx")}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(OrderBatch)) == 0


@pytest.mark.rule("ORD-1")
def test_the_templates_are_read_back_and_hold_no_row(staff: Client, session: Session) -> None:
    book = openpyxl.load_workbook(io.BytesIO(staff.get(f"{PATH}/template.xlsx").get_data()))
    titles = [cell.value for cell in next(book.worksheets[0].iter_rows())]
    assert titles[0] == "受付番号※"
    body = staff.get(f"{PATH}/template.csv").get_data()
    number = a_number()
    filled = body + f"{number},PO-1,,,,\r\n".encode()
    path = send(staff, filled, "orders.csv")
    assert "1件の受注を登録する" in staff.get(path).get_data(as_text=True)


@pytest.mark.rule("ORD-1")
def test_a_preview_of_many_rows_takes_no_more_statements(
    staff: Client, session: Session, statements: list[str]
) -> None:
    counts = []
    for rows in (2, 40):
        numbers = [a_number() for _ in range(rows // 2)] + ["X" * 24] * (rows // 2)
        path = send(staff, a_sheet(*[(number, "", "", "") for number in numbers]))
        statements.clear()
        staff.get(path)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


@pytest.mark.rule("ORD-1")
def test_who_only_reads_looks_and_enters_nothing(client: Client, session: Session) -> None:
    path = send(sign_in(client, an_operator()), a_sheet((a_number(), "", "", "")))
    for who, look, enter in ((an_auditor, 200, 403), (a_customer, 404, 404)):
        sign_in(client, who())
        assert client.get(path).status_code == look
        sent = {"csrf_token": client.token("/reset-password"), "token": "x", "act": "all"}
        assert client.post(path, data=sent).status_code == enter
    assert count(session) == 0
