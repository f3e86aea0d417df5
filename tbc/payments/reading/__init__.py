"""Reading of bank files: pure, without a database; what cannot be read whole is refused whole (PAY-1)."""

from __future__ import annotations

from datetime import date

from tbc.payments.reading.records import BYTES_AT_MOST, Account, BankFile, FileFaulty, Incoming, Statement
from tbc.payments.reading.sheets import Mapping, read_sheet
from tbc.payments.reading.splitting import is_ebcdic
from tbc.payments.reading.zengin import read_zengin

__all__ = [
    "Account",
    "BankFile",
    "FileFaulty",
    "Incoming",
    "Mapping",
    "Statement",
    "read_bank_file",
]


def read_bank_file(data: bytes, near: date, mapping: Mapping | None = None, account: Account | None = None) -> BankFile:
    """The file's rows: Zengin by its own header, and with a `mapping` a CSV of `account`.

    `near` is the day of reading: years of two digits are taken as those next to it.

    Raises:
        FileFaulty: and nothing of it is to be used.
    """
    if len(data) > BYTES_AT_MOST:
        raise FileFaulty("too-large", most=BYTES_AT_MOST // 1024 // 1024)
    if not data.strip():
        raise FileFaulty("empty")
    if is_ebcdic(data):
        raise FileFaulty("ebcdic")
    if mapping is not None and account is not None:
        return read_sheet(data, mapping, account)
    return read_zengin(data, near)
