"""Reads a bank's CSV by a mapping that staff saved once: which column says what (PAY-1)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

from tbc.kit.text.dates import day
from tbc.payments.reading.records import Account, BankFile, Counter, FileFaulty, Incoming, Statement

_ENCODINGS = ("utf-8", "cp932")
_AMOUNT = re.compile(r"[¥\\]?([+-]?[0-9]{1,3}(?:,[0-9]{3})+|[+-]?[0-9]+)(?:\.0+)?円?")
_DELIMITERS = ",\t;"
# How a file may be written, where that does not show: '' tells by itself.
ENCODINGS = ("", "utf-8", "cp932", "utf-16")
DATES = ("", "mdy", "dmy")
AMOUNTS = ("", "dots")
FOREIGN_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
COLUMNS_AT_MOST = 100
# Twelve digits, as in the banks' own format.
YEN_AT_MOST = 10**12 - 1


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which columns, counted from 1, say what; 0 for one that the bank does not write.

    `first_row` is the first with a transfer, counted from 1; `last_rows` at the end are totals and the like. Where one
    column holds what comes in and what goes out, `direction` names the column that tells them apart, and
    `incoming_words` what it says of what came in. `encoding` is one of ENCODINGS, `dates` of DATES (the order of month
    and day where the year comes last), `amounts` of AMOUNTS (thousands set off by dots).
    """

    booked_on: int
    amount: int
    payer_name: int
    value_on: int = 0
    text: int = 0
    payer_code: int = 0
    edi: int = 0
    direction: int = 0
    incoming_words: tuple[str, ...] = ()
    first_row: int = 2
    last_rows: int = 0
    encoding: str = ""
    dates: str = ""
    amounts: str = ""

    @property
    def width(self) -> int:
        """How many columns the file must have."""
        return max(
            self.booked_on,
            self.amount,
            self.payer_name,
            self.value_on,
            self.text,
            self.payer_code,
            self.edi,
            self.direction,
        )


def read_sheet(data: bytes, mapping: Mapping, account: Account) -> BankFile:
    """The rows of `account` with an amount that came in; others are passed over.

    Raises:
        FileFaulty: and nothing of it is to be used.
    """
    rows = rows_of(data, mapping.encoding)
    body = rows[mapping.first_row - 1 : len(rows) - mapping.last_rows]
    counter, transfers = Counter(), []
    for number, cells in enumerate(body, mapping.first_row):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < mapping.width:
            raise FileFaulty("no-columns", number, needed=mapping.width, found=len(cells))
        row = _incoming(number, cells, mapping, account)
        if row is not None:
            transfers.append(replace(row, checksum=counter.checksum(row)))
    if not transfers:
        raise FileFaulty("no-transfers")
    return BankFile("csv", (Statement(account, tuple(transfers)),))


def rows_of(data: bytes, encoding: str = "") -> list[list[str]]:
    """The cells of a CSV, for reading and for the preview in which its mapping is made.

    Raises:
        FileFaulty: `no-encoding`, or `not-a-bank-file` for what is no text.
    """
    text = decoded(data, encoding)
    if "\x00" in text:
        raise FileFaulty("not-a-bank-file")
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise FileFaulty("not-a-bank-file") from None


def decoded(data: bytes, encoding: str = "") -> str:
    """The text of a CSV in UTF-8 (with BOM or without), UTF-16 with BOM, or cp932 (Shift_JIS as Windows writes it); or
    in the one `encoding` that is told.

    Raises:
        FileFaulty: `no-encoding`.
    """
    if encoding not in ("", "utf-16") or (encoding and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return _decoded_as(encoding, data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    plain = data.removeprefix(b"\xef\xbb\xbf").rstrip(b"\x1a")
    for encoding in _ENCODINGS:
        try:
            return plain.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileFaulty("no-encoding")


def _decoded_as(encoding: str, data: bytes) -> str:
    try:
        return data.removeprefix(b"\xef\xbb\xbf").rstrip(b"\x1a").decode(encoding)
    except UnicodeDecodeError:
        raise FileFaulty("no-encoding") from None


def _incoming(number: int, cells: Sequence[str], mapping: Mapping, account: Account) -> Incoming | None:
    if mapping.direction and cells[mapping.direction - 1].strip() not in mapping.incoming_words:
        return None
    amount = _yen(cells[mapping.amount - 1], number, mapping.amounts)
    if amount is None or amount <= 0:
        return None
    booked_on = _day(cells[mapping.booked_on - 1], number, mapping.dates)
    value = _cell(cells, mapping.value_on)
    return Incoming(
        account=account,
        booked_on=booked_on,
        value_on=_day(value, number, mapping.dates) if value else booked_on,
        amount=amount,
        payer_name=_cell(cells, mapping.payer_name),
        payer_code=_cell(cells, mapping.payer_code),
        edi=_cell(cells, mapping.edi),
        text=_cell(cells, mapping.text),
        position=number,
    )


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column - 1].strip() if column else ""


def _yen(typed: str, number: int, amounts: str = "") -> int | None:
    plain = normalize("NFKC", typed).replace(" ", "")
    if amounts == "dots":
        plain = plain.translate({ord("."): ",", ord(","): "."})
    if not plain or plain in {"-", "ー"}:
        return None
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise FileFaulty("wrong-number", number)
    amount = int(found[1].replace(",", ""))
    if abs(amount) > YEN_AT_MOST:
        raise FileFaulty("wrong-number", number)
    return amount


def _day(typed: str, number: int, dates: str = "") -> date:
    foreign = FOREIGN_DAY.fullmatch(normalize("NFKC", typed).strip()) if dates else None
    if foreign:
        month, day_ = (foreign[1], foreign[2]) if dates == "mdy" else (foreign[2], foreign[1])
        typed = f"{foreign[3]}/{month}/{day_}"
    reading = day(typed)
    if reading.fault or not reading.value:
        raise FileFaulty("wrong-date", number)
    return date.fromisoformat(reading.value)
