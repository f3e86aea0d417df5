"""`tbc import-bank`: a bank file on the command line, all or nothing, and clear words for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.payments.commands import import_bank
from tbc.payments.models import CsvMapping, Transfer
from tbc.payments.reading import FileFaulty
from tbc.payments.reading.records import FAULTS
from tbc.payments.rules import DOUBTS, EVIDENCE
from tbc.payments.sentences import REASONS, REFUSED, why_not
from tbc.payments.service.deciding import REFUSALS
from tests.payments.files import Box, Paid, Said, joined, notice
from tests.payments.making import an_open_invoice

FILE = joined(notice(Box((Paid(110_000, "ｶ)ﾐﾎﾝｼﾖｳｼﾞ"), Paid(500, "ﾀﾞﾚｶ")))))
SHEET = "日付,入金,名義\n2026/11/20,110000,カ）ミホンシヨウジ\n".encode("cp932")


def run(app: Flask, path: Path, data: bytes, *options: str) -> Result:
    file = path / "bank.txt"
    file.write_bytes(data)
    with app.app_context():
        return CliRunner().invoke(import_bank, [str(file), *options])


def rows(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Transfer)) or 0


@pytest.mark.rule("PAY-1")
def test_a_file_is_taken_and_told(app: Flask, session: Session, tmp_path: Path) -> None:
    an_open_invoice()
    done = run(app, tmp_path, FILE)
    assert done.exit_code == 0, done.output
    assert done.output == "2 transfers, 110,500 yen.\n2 new: 1 booked by themselves, 1 wait for staff.\n"
    assert rows(session) == 2


@pytest.mark.rule("PAY-1")
def test_a_preview_writes_nothing(app: Flask, session: Session, tmp_path: Path) -> None:
    done = run(app, tmp_path, FILE, "--preview")
    assert done.output.splitlines() == [
        "0999-123-7654321: 2 transfers, 110,500 yen",
        "2 transfers, 110,500 yen (preview; nothing was written).",
    ]
    assert rows(session) == 0


@pytest.mark.rule("PAY-1")
def test_the_same_file_twice_is_refused(app: Flask, session: Session, tmp_path: Path) -> None:
    run(app, tmp_path, FILE)
    done = run(app, tmp_path, FILE)
    assert done.exit_code == 1
    assert "was taken before" in done.output
    assert rows(session) == 2


@pytest.mark.rule("PAY-1")
def test_a_faulty_file_is_refused_with_its_record(app: Flask, session: Session, tmp_path: Path) -> None:
    done = run(app, tmp_path, joined(notice(Box((Paid(5),)), said=Said(amount=6))))
    assert done.exit_code == 1
    assert "3件目のレコード: 合計が明細と一致しません(ファイルの合計 6、明細の合計 5)。" in done.output
    assert "Nothing was written." in done.output
    assert rows(session) == 0


@pytest.mark.rule("PAY-1")
def test_a_mapping_of_columns_is_used_and_saved(app: Flask, session: Session, tmp_path: Path) -> None:
    an_open_invoice()
    columns = ("--columns", "booked_on=1,amount=2,payer_name=3")
    done = run(app, tmp_path, SHEET, *columns, "--account", "main", "--mapping", "みほん銀行")
    assert "1 new: 1 booked" in done.output
    assert session.scalars(select(CsvMapping.name)).all() == ["みほん銀行"]
    again = run(app, tmp_path, SHEET + b"2026/11/20,7,x\n", "--mapping", "みほん銀行")
    assert "1 new: 0 booked" in again.output


@pytest.mark.rule("PAY-1")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--mapping", "x"), "No mapping is called 'x'."),
        (("--columns", "booked_on=1,amount=2,payer_name=3", "--account", "x"), "No account 'x' is configured"),
        (("--columns", "booked_on=1"), "--columns cannot be used"),
        (("--columns", "what"), "--columns cannot be used"),
        (("--columns", "booked_on=0,amount=2,payer_name=3"), "--columns cannot be used: booked_on."),
        (("--columns", "booked_on=1,amount=2,payer_name=3,direction=4"), "--columns cannot be used: incoming_words."),
        (("--columns", "booked_on=1,amount=2,payer_name=3,colour=4"), "--columns cannot be used: colour."),
    ],
)
def test_what_cannot_be_used_is_said(
    app: Flask, session: Session, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = run(app, tmp_path, SHEET, *options)
    assert done.exit_code == 1
    assert said in done.output
    assert rows(session) == 0


def test_each_code_has_a_sentence(app: Flask) -> None:
    assert set(REASONS) == {*EVIDENCE, *DOUBTS}
    assert set(REFUSALS) <= set(REFUSED)
    values = dict.fromkeys(("most", "kind", "said", "found", "needed", "length"), 1)
    with app.test_request_context():
        for code in FAULTS:
            assert "%" not in why_not(FileFaulty(code, **values))
            assert why_not(FileFaulty(code, 7, **values)) != why_not(FileFaulty(code, **values))
