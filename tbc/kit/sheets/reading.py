"""Reads uploaded workbooks and CSV files as rows of text; workbooks are opened in a child process (XLS-6)."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NoReturn

from flask_babel import gettext as _

import legacy_excel

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 200
PATIENCE = 10  # seconds by the clock; the child's own limit is 2 s of processor time

_CHILD = Path(__file__).with_name("child.py")
_READER = Path(legacy_excel.__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[r][c]` is a cell's text, counted from 0 at A1; days are ISO; rows end with their last cell."""

    name: str
    rows: list[list[str]]

    def cell(self, row: int, column: int) -> str:
        """The text there, empty beyond what is filled."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""


class SheetsRefused(Exception):
    """The file as a whole cannot be read: `too_large`, `encrypted`, `unreadable_file` or `too_much`."""

    def __init__(self, code: str, most_rows: int = MOST_ROWS, largest: int = LARGEST) -> None:
        super().__init__(code)
        self.code = code
        self.most_rows = most_rows
        self.largest = largest

    @property
    def sentence(self) -> str:
        """What to do about it, in the reader's language."""
        sentences: dict[str, str] = {
            "too_large": _(
                "ファイルが大きすぎます。%(size)s MB以下にしてください。", size=self.largest // 1024 // 1024
            ),
            "encrypted": _("ファイルにパスワードがかかっています。パスワードを外して保存し直してください。"),
            "too_much": _(
                "行か列が多すぎます。%(rows)s行、%(columns)s列までにしてください。",
                rows=f"{self.most_rows:,}",
                columns=MOST_COLUMNS,
            ),
        }
        return sentences.get(self.code) or str(
            _("ファイルを開けません。Excelで開いて、.xlsx形式で保存し直してください。")
        )


def read_sheets(data: bytes, file_name: str, most_rows: int = MOST_ROWS, largest: int = LARGEST) -> list[Sheet]:
    """The visible sheets of a workbook (.xlsx, .xlsm, .xls, .ods), or the one of a CSV file (UTF-8 or Shift_JIS).

    Raises:
        SheetsRefused: too large, encrypted, damaged, hostile, or taking too long.
    """
    if len(data) > largest:
        raise SheetsRefused("too_large", largest=largest)
    if file_name.lower().endswith((".csv", ".txt")):
        return [_checked(Sheet("CSV", _csv_rows(data)), most_rows)]
    return [_checked(Sheet(name, rows), most_rows) for name, rows in _workbook(data, most_rows)]


def address(row: int, column: int) -> str:
    """A1 for (0, 0)."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _checked(sheet: Sheet, most_rows: int) -> Sheet:
    if len(sheet.rows) > most_rows or any(len(row) > MOST_COLUMNS for row in sheet.rows):
        raise SheetsRefused("too_much", most_rows)
    return sheet


def _csv_rows(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), strict=True))
        except csv.Error:
            break
    raise SheetsRefused("unreadable_file")


def _workbook(data: bytes, most_rows: int) -> list[tuple[str, list[list[str]]]]:
    with NamedTemporaryFile(suffix=".workbook") as file:
        file.write(data)
        file.flush()
        try:
            done = subprocess.run(
                # Nothing of the portal's environment, settings or secrets is handed to what reads a stranger's file.
                [sys.executable, "-P", "-B", str(_CHILD), file.name, str(most_rows)],
                env={"PYTHONPATH": str(_READER), "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            _refuse("too_much", most_rows)
    # A child that was killed, or died of the file, has written no whole answer.
    if done.returncode not in (0, 3):
        _refuse("unreadable_file", most_rows)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        _refuse(answer["refused"], most_rows)
    return [(name, rows) for name, rows in answer["sheets"]]


def _refuse(code: str, most_rows: int) -> NoReturn:
    raise SheetsRefused(code, most_rows) from None
