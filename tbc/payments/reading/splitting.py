"""A Zengin file cut into its records of 200 bytes, whatever became of its line ends and trailing blanks on the way."""

from __future__ import annotations

import re

from tbc.payments.reading.layouts import LENGTH
from tbc.payments.reading.records import FileFaulty

_LINE_END = re.compile(rb"\r\n|\n|\r")
_KINDS = b"1289"
_EBCDIC_DIGITS = bytes(range(0xF0, 0xFA))


def is_zengin(data: bytes) -> bool:
    """Whether `data` begins like a header of any Zengin file: 1, a kind of two digits, and JIS or EBCDIC."""
    return re.match(rb"1[0-9]{2}[01]", data) is not None


def is_ebcdic(data: bytes) -> bool:
    """Whether `data` is a Zengin header in the code of mainframes: there digits are 0xF0–0xF9, and a space is 0x40."""
    head = data[:LENGTH]
    return len(head) > 3 and head[0] == 0xF1 and all(byte in _EBCDIC_DIGITS for byte in head[1:4])


def one_byte_kana(data: bytes) -> bytes:
    """`data` as a bank sends it: one that an editor has saved as UTF-8 has its half-width kana in one byte again."""
    plain = data.removeprefix(b"\xef\xbb\xbf").rstrip(b"\x1a\x00")
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain
    # Some pairs of half-width kana are UTF-8 for letters with accents by chance; those no bank sends.
    if plain.isascii() or any(ord(sign) > 0x7F and not "\uff61" <= sign <= "\uff9f" for sign in text):
        return plain
    return text.encode("cp932")


def records_of(data: bytes) -> list[bytes]:
    """The records, each of exactly 200 bytes.

    Raises:
        FileFaulty: `wrong-length`, with the record.
    """
    records: list[bytes] = []
    for line in _LINE_END.split(data):
        if line.strip():
            records += _records_in(line, len(records))
    return records


def _records_in(line: bytes, before: int) -> list[bytes]:
    if len(line) > LENGTH and not line[LENGTH:].strip():
        # Blanks beyond a record are some banks' habit.
        return [line[:LENGTH]]
    cut = [line[start : start + LENGTH].ljust(LENGTH) for start in range(0, len(line), LENGTH)]
    for number, record in enumerate(cut, before + 1):
        if record[0] not in _KINDS:
            raise FileFaulty("wrong-length", number)
    short = len(line) % LENGTH
    # Where no line end says that blanks were cut, only the last record may be short: behind its fields all is blank.
    if short and len(cut) > 1 and cut[-1][0] not in b"89":
        raise FileFaulty("wrong-length", before + len(cut), length=short)
    return cut
