"""The clerk's reconciliation: what waits with its reasons, and deciding on it without a script."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.invoices.models import Invoice
from tbc.payments.models import Reconciliation, Transfer
from tests.client import Client
from tests.payments.files import Paid, swapped
from tests.payments.making import an_open_invoice, brought

ODD = Paid(110_000, "ﾔﾏﾀﾞ ﾀﾛｳ")


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
    assert (answer.status_code, answer.location) == (303, f"/desk/payments/{following}?last={transfer}")
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


@pytest.mark.rule("PAY-2")
def test_with_script_the_next_transfer_comes_as_a_part(clerk: Client, session: Session) -> None:
    transfer = waiting(session, ODD, Paid(7, "ﾂｷﾞ"))
    path = f"/desk/payments/{transfer}"
    values = {"csrf_token": clerk.token(path), "act": "refund", "comment": "二重振込"}
    answer = clerk.post(path, data=values, headers={"HX-Request": "true"})
    following = session.scalars(select(Transfer.id).where(Transfer.state == "waiting")).one()
    assert answer.headers["HX-Push-Url"] == f"/desk/payments/{following}?last={transfer}"
    assert "<html" not in answer.text
    assert 'data-done="返金にしました。"' in answer.text
    assert "ツギ" in answer.text


@pytest.mark.rule("PAY-2")
def test_what_waits_is_looked_at_again(clerk: Client, session: Session) -> None:
    transfer = waiting(session, ODD, Paid(7, "ﾂｷﾞ"))
    an_open_invoice(name="ヤマダ　タロウ")
    session.commit()
    assert "2件を照合し直し、1件を消し込みました。" in pressed(clerk)
    assert state_of(session, transfer) == "booked"


@pytest.mark.rule("PAY-2")
def test_where_nothing_waits_nothing_is_looked_at(clerk: Client) -> None:
    assert "照合し直す入金はありません。" in pressed(clerk)


def pressed(clerk: Client) -> str:
    assert clerk.post("/desk/payments/look", data={"csrf_token": clerk.token("/desk/payments")}).status_code == 303
    return clerk.get("/desk/payments").text


@pytest.mark.rule("PAY-2")
def test_a_cancellation_names_what_it_takes_back(clerk: Client, session: Session) -> None:
    first = waiting(session, ODD, swapped(ODD, cancelled=True))
    other = session.scalars(select(Transfer.id).where(Transfer.is_cancellation)).one()
    assert f"/desk/payments/{other}" in clerk.get(f"/desk/payments/{first}").text
    assert "この入金の取消" in clerk.get(f"/desk/payments/{first}").text
    assert "取り消す入金の候補" in clerk.get(f"/desk/payments/{other}").text
