"""The clerk's reconciliation: a bank file, what waits with its reasons, and deciding on it without a script."""

from __future__ import annotations

import io
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.invoices.models import Invoice
from tbc.payments.models import Reconciliation, Transfer
from tests.client import Client
from tests.payments.files import Box, Paid, Said, joined, notice
from tests.payments.making import accounts_known, an_open_invoice, brought
from tests.people import an_operator, sign_in

ODD = Paid(110_000, "ﾔﾏﾀﾞ ﾀﾛｳ")


@pytest.fixture(autouse=True)
def _accounts() -> Iterator[None]:
    with accounts_known():
        yield


@pytest.fixture
def clerk(client: Client) -> Client:
    sign_in(client, an_operator())
    return client


def waiting(session: Session, *paid: Paid) -> UUID:
    """The first of the transfers."""
    brought(*paid)
    session.commit()
    return session.scalars(select(Transfer.id).order_by(Transfer.position).limit(1)).one()


def state_of(session: Session, row: UUID) -> str:
    """What became of a transfer or an invoice."""
    found = session.get(Transfer, row, populate_existing=True) or session.get(Invoice, row, populate_existing=True)
    assert found is not None
    return found.state


def upload(clerk: Client, data: bytes, name: str = "bank.txt") -> tuple[int, str]:
    token = clerk.token("/desk/payments")
    answer = clerk.post("/desk/payments", data={"csrf_token": token, "file": (io.BytesIO(data), name)})
    return answer.status_code, clerk.get("/desk/payments").text if answer.status_code == 303 else answer.text


@pytest.mark.rule("PAY-1")
def test_a_file_is_taken_and_its_totals_are_told(clerk: Client, session: Session) -> None:
    an_open_invoice()
    session.commit()
    data = joined(notice(Box((Paid(110_000, "ｶ)ﾐﾎﾝｼﾖｳｼﾞ"), Paid(5_500, "ﾀﾞﾚｶ")))))
    status, text = upload(clerk, data)
    assert status == 303
    assert "2件" in text
    assert "1件を自動で消し込み、1件が要確認です。" in text
    assert "ダレカ" in text
    assert "振込名義に当たる請求書がありません。" in text
    status, text = upload(clerk, data, "again.txt")
    assert (status, "このファイルは取り込み済みです(bank.txt)。" in text) == (422, True)


@pytest.mark.rule("PAY-1")
def test_a_faulty_file_is_refused_with_its_record(clerk: Client, session: Session) -> None:
    status, text = upload(clerk, joined(notice(Box((ODD,)), said=Said(amount=6))))
    assert status == 422
    assert "3件目のレコード: 合計が明細と一致しません" in text
    assert session.scalars(select(Transfer)).all() == []


@pytest.mark.rule("PAY-2")
def test_a_transfer_is_matched_and_the_next_one_is_shown(clerk: Client, session: Session) -> None:
    invoice = an_open_invoice()
    own, number = invoice.document_id, invoice.number
    transfer = waiting(session, ODD, Paid(7, "ﾂｷﾞ"))
    path = f"/desk/payments/{transfer}"
    shown = clerk.get(path).text
    assert number in shown
    assert "金額が一致" in shown
    answer = clerk.submit(path, {"act": "match", "invoice": str(own)})
    following = session.scalars(select(Transfer.id).where(Transfer.state == "waiting")).one()
    assert (answer.status_code, answer.location) == (303, f"/desk/payments/{following}")
    assert state_of(session, own) == "paid"


@pytest.mark.rule("PAY-2")
def test_a_difference_is_shown_before_it_is_decided(clerk: Client, session: Session) -> None:
    invoice = an_open_invoice(110_440)
    own, number = invoice.document_id, invoice.number
    transfer = waiting(session, ODD)
    path = f"/desk/payments/{transfer}?q={number}"
    chosen = {"act": "match", "invoice": str(own)}
    answer = clerk.submit(path, chosen)
    assert answer.status_code == 422
    assert "440円足りません" in answer.text
    assert 'name="difference" value="440"' in answer.text
    answer = clerk.submit(path, chosen | {"difference": "440"})
    assert (answer.status_code, "理由を入力してください。" in answer.text) == (422, True)
    answer = clerk.submit(path, chosen | {"difference": "440", "comment": "振込手数料"})
    assert answer.status_code == 303
    assert session.scalars(select(Reconciliation.difference)).all() == [440]


@pytest.mark.rule("PAY-2")
@pytest.mark.parametrize(("act", "state"), [("refund", "refund"), ("discard", "discarded")])
def test_what_is_no_payment_is_put_aside_and_taken_up(clerk: Client, session: Session, act: str, state: str) -> None:
    transfer = waiting(session, ODD)
    path = f"/desk/payments/{transfer}"
    assert clerk.submit(path, {"act": act}).status_code == 422
    assert clerk.submit(path, {"act": act, "comment": "二重振込"}).status_code == 303
    assert state_of(session, transfer) == state
    assert "ヤマダ" in clerk.get(f"/desk/payments?state={state}").text
    assert clerk.submit(path, {"act": "take-up"}).status_code == 303
    assert state_of(session, transfer) == "waiting"


@pytest.mark.rule("PAY-2")
def test_a_booking_is_taken_back(clerk: Client, session: Session) -> None:
    invoice = an_open_invoice()
    own = invoice.document_id
    brought(Paid(110_000, "ｶ)ﾐﾎﾝｼﾖｳｼﾞ"))
    session.commit()
    path = f"/desk/payments/{session.scalars(select(Transfer.id)).one()}"
    assert "自動で消し込みました。" in clerk.get(path).text
    assert clerk.submit(path, {"act": "undo"}).status_code == 422
    assert clerk.submit(path, {"act": "undo", "comment": "組戻し"}).status_code == 303
    assert state_of(session, own) == "open"


@pytest.mark.rule("PAY-2")
def test_several_transfers_of_a_payer_settle_one_invoice(clerk: Client, session: Session) -> None:
    invoice = an_open_invoice(300, "カ）ベツ")
    own, number = invoice.document_id, invoice.number
    transfer = waiting(session, Paid(100, "ﾔﾏﾀﾞ"), Paid(200, "ﾔﾏﾀﾞ"))
    other = session.scalars(select(Transfer.id).where(Transfer.id != transfer)).one()
    path = f"/desk/payments/{transfer}?q={number}"
    assert str(other) in clerk.get(path).text
    sent = {"act": "match", "invoice": str(own), "transfer": str(other)}
    assert clerk.submit(path, sent).location == "/desk/payments"
    assert state_of(session, own) == "paid"
