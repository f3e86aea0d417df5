"""Reading uploads and writing exports as sheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tbc.kit.sheets import SheetsRefused, address, neutral, read_sheets, stream_csv, write_xlsx

SAMPLES = Path(__file__).parents[1] / "legacy_excel" / "samples" / "bad"
BEGINNINGS = ("=", "+", "-", "@", "\t", "\0", "\r", "\n", "＝", "＋", "－", "＠", " =", "\x01=")


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_no_text_is_exported_as_a_formula(beginning: str) -> None:
    text = beginning + "cmd|' /C calc'!A0"
    assert neutral(text).startswith("'")
    (row,) = list(csv.reader(io.StringIO(_csv([text]).removeprefix("\ufeff"))))[1:]
    assert row[0].startswith("'")
    cell = openpyxl.load_workbook(io.BytesIO(write_xlsx(["題"], [[text]]))).active["A2"]  # type: ignore[index]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_ordinary_text_numbers_and_names_are_exported_as_they_are() -> None:
    assert neutral("髙﨑𠮷㈱①") == "髙﨑𠮷㈱①"
    assert neutral("二行\nある") == "二行\nある"
    assert neutral("a\x07b\ufffec") == "abc"
    assert _csv(["株式会社　見本", 12, None]) == "\ufeff題\r\n株式会社　見本,12,\r\n"


def test_a_csv_comes_in_pieces_while_rows_are_read() -> None:
    read = []

    def rows() -> object:
        for number in range(1000):
            read.append(number)
            yield [number]

    pieces = stream_csv(["番号"], rows())  # type: ignore[arg-type]  # a generator of rows
    next(pieces)
    assert len(read) < 1000
    assert b"".join(pieces).count(b"\r\n") == 800


def test_what_is_written_reads_back() -> None:
    sheets = read_sheets(write_xlsx(["氏名", "数"], [["髙﨑　一郎", 3]], "一覧/a"), "a.xlsx")
    assert [(s.name, s.rows) for s in sheets] == [("一覧 a", [["氏名", "数"], ["髙﨑　一郎", "3"]])]
    assert sheets[0].cell(1, 0) == "髙﨑　一郎"
    assert sheets[0].cell(9, 9) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_is_read_in_utf8_and_shift_jis(encoding: str) -> None:
    data = 'コード,名前\r\nA-1,"見本, ①"\r\n'.encode(encoding)
    assert read_sheets(data, "PRODUCTS.CSV")[0].rows == [["コード", "名前"], ["A-1", "見本, ①"]]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bad-bomb", "too_large"),
        ("bad-corrupt", "unreadable_file"),
        ("bad-encrypted", "encrypted"),
        ("bad-entity", "unreadable_file"),
    ],
)
def test_a_hostile_or_damaged_workbook_is_refused(name: str, code: str) -> None:
    with pytest.raises(SheetsRefused) as refused:
        read_sheets((SAMPLES / f"{name}.xlsx").read_bytes(), f"{name}.xlsx")
    assert refused.value.code == code


@pytest.mark.rule("XLS-6")
def test_a_file_that_kills_its_reader_is_refused_and_we_live(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    killer = tmp_path / "child.py"
    killer.write_text("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", encoding="ascii")
    monkeypatch.setattr("tbc.kit.sheets.reading._CHILD", killer)
    with pytest.raises(SheetsRefused, match="unreadable_file"):
        read_sheets(b"PK\x03\x04", "a.xlsx")


@pytest.mark.rule("XLS-6")
def test_the_reader_gets_little_memory_and_none_of_our_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TBC_SECRET_KEY", "secret")
    teller = tmp_path / "child.py"
    teller.write_text(
        "import json, os; print(json.dumps({'sheets': [['env', [sorted(os.environ)]]]}))", encoding="ascii"
    )
    monkeypatch.setattr("tbc.kit.sheets.reading._CHILD", teller)
    assert not [name for name in read_sheets(b"", "a.xlsx")[0].rows[0] if name.startswith("TBC_")]


def test_too_many_rows_or_bytes_are_refused_and_never_cut() -> None:
    with pytest.raises(SheetsRefused, match="too_much"):
        read_sheets(write_xlsx(["a"], [[n] for n in range(2100)]), "a.xlsx")
    with pytest.raises(SheetsRefused, match="too_much"):
        read_sheets(("a\n" * 2001).encode(), "a.csv")
    with pytest.raises(SheetsRefused, match="too_large"):
        read_sheets(b" " * (5 * 1024 * 1024 + 1), "a.xlsx")


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"\xff\xfe\x00", b'"never closed'])
def test_what_is_no_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(SheetsRefused, match="unreadable_file"):
        read_sheets(data, "a.xlsx")


def test_a_csv_that_is_no_text_is_refused() -> None:
    with pytest.raises(SheetsRefused, match="unreadable_file"):
        read_sheets(b"\xff\xfe\x81", "a.csv")


def test_cells_are_named_as_in_a_spreadsheet() -> None:
    assert [address(0, 0), address(11, 25), address(0, 26), address(2, 701)] == ["A1", "Z12", "AA1", "ZZ3"]


def _csv(row: list[object]) -> str:
    return b"".join(stream_csv(["題"], [row])).decode()  # type: ignore[list-item]  # each test gives what cells hold
