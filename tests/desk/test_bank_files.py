"""A bank file on the desk: brought, looked at, taken or thrown away; a CSV's columns are said once (PAY-1)."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tbc.invoices import house
from tbc.payments.models import BankFile, BankUpload, CsvMapping, Transfer
from tbc.payments.service import checking, taking
from tests.client import Client
from tests.conftest import settings_for
from tests.payments.files import Box, Paid, Said, joined, notice
from tests.payments.making import MAIN, SECOND, STAFF, an_open_invoice

pytestmark = pytest.mark.rule("PAY-1")
OURS, ODD = Paid(110_000, "ｶ)ﾐﾎﾝｼﾖｳｼﾞ"), Paid(5_500, "ﾀﾞﾚｶ")
CSV = """見本銀行 入出金明細
取引日,入金金額,出金金額,摘要
11/20/2026,"110,000",,カ）ミホンシヨウジ
11/20/2026,,330,テスウリョウ
合計,,,
"""
COLUMNS = {"name": "見本銀行", "bank_account": "main", "booked_on": "1", "amount": "2", "payer_name": "4"}
COLUMNS |= {"first_row": "3", "last_rows": "1", "dates": "mdy"}


def bring(clerk: Client, data: bytes, name: str = "bank.txt") -> tuple[int, str]:
    """The answer, and where it leads or what it says."""
    token = clerk.token("/desk/payments")
    answer = clerk.post("/desk/payments", data={"csrf_token": token, "file": (io.BytesIO(data), name)})
    return answer.status_code, answer.location if answer.status_code == 303 else answer.text


def taken(session: Session) -> tuple[int | None, int | None]:
    """How many files and transfers are kept."""
    return session.scalar(select(func.count(BankFile.id))), session.scalar(select(func.count(Transfer.id)))


def test_a_file_is_looked_at_before_it_is_taken(clerk: Client, session: Session) -> None:
    number = an_open_invoice().number
    session.commit()
    status, path = bring(clerk, joined(notice(Box((OURS, ODD)))))
    assert status == 303
    shown = clerk.get(path).text
    for told in ("まだ何も取り込んでいません。", "0999-123-7654321", "115,500円", f"{number} を自動で消込", "ダレカ"):
        assert told in shown
    assert taken(session) == (0, 0)
    assert "bank.txt" in clerk.get("/desk/payments").text
    assert clerk.submit(path, {"act": "take"}).location == path
    assert taken(session) == (1, 2)
    assert "取り込みました" in clerk.get(path).text
    # A second click finds it done.
    assert clerk.post(path, data={"csrf_token": clerk.token("/desk/payments"), "act": "take"}).location == path
    assert "すでに始まっています" in clerk.get(path).text
    assert taken(session) == (1, 2)
    assert session.scalar(select(BankUpload.body)) is None


def test_the_same_file_again_says_so(clerk: Client, session: Session) -> None:
    data = joined(notice(Box((ODD,))))
    _status, path = bring(clerk, data)
    assert bring(clerk, data, "again.txt") == (303, path)
    clerk.submit(path, {"act": "take"})
    status, text = bring(clerk, data, "third.txt")
    assert (status, "このファイルは取り込み済みです(again.txt)。" in text) == (422, True)
    _status, more = bring(clerk, joined(notice(Box((ODD, Paid(7, "ｱ"))))))
    assert "取り込み済み" in clerk.get(more).text
    clerk.submit(more, {"act": "take"})
    assert taken(session) == (2, 2)


def test_a_file_is_thrown_away(clerk: Client, session: Session) -> None:
    _status, path = bring(clerk, joined(notice(Box((ODD,)))))
    assert clerk.submit(path, {"act": "discard"}).location == "/desk/payments"
    assert session.scalars(select(BankUpload)).all() == []
    assert clerk.get(path).status_code == 404


def test_a_faulty_file_is_refused_with_its_record(clerk: Client, session: Session) -> None:
    status, text = bring(clerk, joined(notice(Box((ODD,)), said=Said(amount=6))))
    assert (status, "3件目のレコード: 合計が明細と一致しません" in text) == (422, True)
    assert bring(clerk, b"no file of a bank")[0] == 422
    assert session.scalars(select(BankUpload)).all() == []


def test_an_account_that_is_not_ours_is_pointed_out(clerk: Client, session: Session) -> None:
    _status, path = bring(clerk, joined(notice(Box((ODD,), number="1111111"))))
    shown = clerk.get(path).text
    assert "登録していない口座の明細があります" in shown
    assert "登録していない口座への入金です。" in shown


def test_the_columns_of_a_csv_are_said_once(clerk: Client, session: Session) -> None:
    an_open_invoice()
    session.commit()
    _status, path = bring(clerk, CSV.encode("cp932"), "a.csv")
    assert path.endswith("/columns")
    shown = clerk.get(path).text
    assert "カ）ミホンシヨウジ" in shown
    assert '<option value="2" selected>2列目 入金金額</option>' in shown
    answer = clerk.submit(path, COLUMNS | {"amount": "0"})
    assert (answer.status_code, "列を選んでください。" in answer.text) == (422, True)
    answer = clerk.submit(path, COLUMNS | {"dates": ""})
    assert (answer.status_code, "日付を読み取れません" in answer.text) == (422, True)
    checked = clerk.submit(path, COLUMNS).location
    assert "110,000円" in clerk.get(checked).text
    clerk.submit(checked, {"act": "take"})
    assert session.scalars(select(Transfer.state)).all() == ["booked"]
    # The next of the kind is read by itself.
    _status, following = bring(clerk, CSV.replace("11/20", "11/21").encode("utf-8"), "b.csv")
    assert not following.endswith("/columns")
    assert "見本銀行" in clerk.get(following).text


def test_a_mapping_is_changed_and_removed(clerk: Client, session: Session) -> None:
    _status, path = bring(clerk, CSV.encode(), "a.csv")
    clerk.submit(path, COLUMNS)
    own = session.scalars(select(CsvMapping.id)).one()
    assert "取引日、入金金額、出金金額、摘要" in clerk.get("/desk/payments/mappings").text
    here = f"/desk/payments/mappings/{own}"
    assert clerk.submit(here, COLUMNS | {"name": "", "act": "save"}).status_code == 422
    assert clerk.submit(here, COLUMNS | {"name": "別の名前", "act": "save"}).status_code == 303
    assert session.scalars(select(CsvMapping.name)).all() == ["別の名前"]
    token = clerk.token("/desk/payments")
    assert clerk.post(here, data={"csrf_token": token, "act": "remove"}).location == "/desk/payments/mappings"
    assert session.scalars(select(CsvMapping)).all() == []


def test_a_large_file_goes_on_in_the_background(
    clerk: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "STEP", 2)
    monkeypatch.setattr(checking, "FORESEEN_AT_MOST", 2)
    _status, path = bring(clerk, joined(notice(Box([Paid(at, "ｱ") for at in range(1, 6)]))))
    assert "件数が多いため" in clerk.get(path).text
    clerk.submit(path, {"act": "take"})
    assert taken(session) == (1, 0)
    shown = clerk.get(path).text
    assert "取り込んでいます" in shown
    assert "更新する" in shown
    upload = session.scalars(select(BankUpload)).one()
    assert checking.bring(STAFF, "again.txt", upload.body or b"").id == upload.id
    assert taking.list_left() == []


def test_a_csv_whose_account_is_gone_waits_for_it_and_says_so(
    clerk: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "STEP", 0)
    _status, columns = bring(clerk, CSV.encode(), "a.csv")
    path = clerk.submit(columns, COLUMNS).location
    clerk.submit(path, {"act": "take"})
    upload = session.scalars(select(BankUpload)).one()
    session.execute(text("DELETE FROM procrastinate_jobs"))
    house.set_up(settings_for(bank_accounts=(SECOND,)))
    assert taking.take_on(upload.id, 1.0) is False
    assert taking.list_left() == []
    shown = clerk.get(path).text
    assert "取り込みが止まっています" in shown
    assert "取り込んでいます" not in shown
    assert taken(session) == (1, 0)
    house.set_up(settings_for(bank_accounts=(MAIN, SECOND)))
    monkeypatch.setattr(taking, "STEP", 500)
    assert taking.list_left() == [upload.id]
    assert taking.take_on(upload.id, 9.0) is False
    assert "取り込みました" in clerk.get(path).text
    assert taken(session) == (1, 1)
