"""Reads 振込入金通知 (A, B) and 入出金取引明細, as 全国銀行協会 has them (PAY-1): whole, in order, totals right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from tbc.payments.reading import layouts
from tbc.payments.reading.layouts import NOTICE, STATEMENT, Row
from tbc.payments.reading.records import Account, BankFile, Counter, FileFaulty, Incoming, Statement
from tbc.payments.reading.splitting import is_zengin, one_byte_kana, records_of

_REIWA, _CENTURY = 2018, 2000
_LIQUID = frozenset("124")
# What may come behind a record of each sort, and at the beginning.
_FOLLOWS = {b"": b"1", b"1": b"28", b"2": b"28", b"8": b"19", b"9": b"1"}


def read_zengin(data: bytes, near: date) -> BankFile:
    """The file's accounts and what came in to them; years of two digits are taken as those next to `near`.

    Raises:
        FileFaulty: and nothing of it is to be used.
    """
    plain = one_byte_kana(data)
    if not is_zengin(plain) or b"\x00" in plain:
        raise FileFaulty("not-a-bank-file")
    kind = plain[layouts.KIND]
    if kind not in layouts.HEADERS:
        raise FileFaulty("wrong-kind", 1, kind=kind.decode())
    records = records_of(plain)
    reader = _Reader(kind, near)
    for number, record in enumerate(records, 1):
        reader.take(number, record)
    if reader.last != b"9":
        raise FileFaulty("half-file", len(records))
    return BankFile(reader.format, reader.statements)


@dataclass(slots=True)
class _Reader:
    """Goes through the records of one file: header, rows, trailer for each account, and an end."""

    kind: bytes
    near: date
    last: bytes = b""
    account: Account | None = None
    rows: list[Incoming] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    # Count and sum of what came in, and of what was taken back (01) or went out (03), and the rows of the account.
    totals: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    counted: int = 0
    begun_at: int = 1
    accounts: int = 0
    is_long: bool = False
    counter: Counter = field(default_factory=Counter)

    @property
    def format(self) -> str:
        if self.kind == STATEMENT:
            return "statement"
        return "notice-b" if self.is_long else "notice-a"

    def take(self, number: int, record: bytes) -> None:
        sort = record[:1]
        if record[0] not in _FOLLOWS[self.last]:
            raise FileFaulty("wrong-order", number)
        {b"1": self._header, b"2": self._row, b"8": self._trailer, b"9": self._end}[sort](number, record)
        self.last = sort

    def _header(self, number: int, record: bytes) -> None:
        if self.last in {b"", b"9"}:
            self.begun_at, self.accounts = number, 0
        if record[layouts.KIND] != self.kind:
            raise FileFaulty("wrong-kind", number, kind=_text(record[layouts.KIND]))
        at = layouts.HEADERS[self.kind]
        self.account = Account(
            bank_code=_digits(record[layouts.BANK_CODE], number),
            branch_code=_digits(record[layouts.BRANCH_CODE], number),
            kind=_text(record[at.kind]),
            number=_digits(record[at.number], number)[-7:],
            holder=_text(record[at.holder]),
        )
        if self.account.kind not in _LIQUID:
            raise FileFaulty("time-deposit", number)
        self.accounts += 1
        self.rows, self.totals, self.counted = [], [0, 0, 0, 0], 0

    def _row(self, number: int, record: bytes) -> None:
        self.counted += 1
        row = self._notice_row(number, record) if self.kind == NOTICE else self._statement_row(number, record)
        if row is not None and row.amount:
            self.rows.append(replace(row, checksum=self.counter.checksum(row)))

    def _notice_row(self, number: int, record: bytes) -> Incoming:
        amount, cheques = _yen(record[layouts.NOTICE_A.amount], number), record[layouts.NOTICE_A.cheques]
        is_long = _is_long(record, amount)
        if is_long:
            self.is_long = True
            amount = amount or _yen(record[layouts.AMOUNT_2], number)
            cheques += record[layouts.CHEQUES_2]
        is_cancellation = record[layouts.CANCELLED] == b"1"
        self._add(amount, 2 if is_cancellation else 0)
        at = layouts.NOTICE_B if is_long else layouts.NOTICE_A
        return self._incoming(number, record, at, amount, cheques, is_cancellation=is_cancellation)

    def _statement_row(self, number: int, record: bytes) -> Incoming | None:
        at, direction = layouts.STATEMENT_ROW, record[layouts.DIRECTION]
        if direction not in {layouts.IN, layouts.OUT}:
            raise FileFaulty("wrong-number", number)
        amount = _yen(record[at.amount], number)
        self._add(amount, 0 if direction == layouts.IN else 2)
        is_cancellation = record[layouts.TRANSACTION] == layouts.CORRECTION
        if direction == layouts.OUT and not is_cancellation:
            return None
        return self._incoming(number, record, at, amount, record[at.cheques], is_cancellation=is_cancellation)

    def _add(self, amount: int, side: int) -> None:
        self.totals[side] += 1
        self.totals[side + 1] += amount

    def _incoming(
        self, number: int, record: bytes, at: Row, amount: int, cheques: bytes, *, is_cancellation: bool
    ) -> Incoming:
        assert self.account is not None
        booked_on = _day(record[at.booked_on], self.near, number)
        value = record[at.value_on]
        return Incoming(
            account=self.account,
            booked_on=booked_on,
            value_on=_day(value, self.near, number) if value.strip(b" 0") else booked_on,
            amount=amount,
            payer_name=_text(record[at.payer_name]),
            payer_code=_code(record[at.payer_code]),
            sending_bank=_text(record[at.sending_bank]),
            sending_branch=_text(record[at.sending_branch]),
            edi=_text(record[at.edi]),
            text=_text(record[at.text]),
            is_cancellation=is_cancellation,
            is_uncleared=bool(cheques.strip(b" 0")),
            position=number,
        )

    def _trailer(self, number: int, record: bytes) -> None:
        places = layouts.NOTICE_TOTALS if self.kind == NOTICE else layouts.STATEMENT_TOTALS
        said = [_yen(record[place], number, blank=0) for place in places]
        if said != self.totals:
            raise FileFaulty("wrong-totals", number, said=said[1] + said[3], found=self.totals[1] + self.totals[3])
        if self.kind == STATEMENT and _yen(record[layouts.STATEMENT_RECORDS], number, blank=0) not in {0, self.counted}:
            raise FileFaulty("wrong-totals", number, said=said[0] + said[2], found=self.counted)
        assert self.account is not None
        self.statements.append(Statement(self.account, tuple(self.rows)))

    def _end(self, number: int, record: bytes) -> None:
        """The end counts records and accounts in 入出金取引明細, and at some banks in 振込入金通知 too."""
        for place, found in (
            (layouts.END_RECORDS, number - self.begun_at + 1),
            (layouts.END_ACCOUNTS, self.accounts),
        ):
            said = record[place].strip()
            if said.isdigit() and int(said) not in {0, found}:
                raise FileFaulty("wrong-totals", number, said=int(said), found=found)


def _is_long(record: bytes, amount: int) -> bool:
    """Whether the record is in layout B: 24 digits where A has its EDI field and blanks, and one of two amounts."""
    long = record[layouts.AMOUNT_2.start : layouts.CHEQUES_2.stop]
    return long.isdigit() and not (amount and int(record[layouts.AMOUNT_2]))


def _text(field_: bytes) -> str:
    return field_.decode("cp932", "replace").strip(" \u3000\x00")


def _code(field_: bytes) -> str:
    code = _text(field_)
    return "" if not code.strip("0") else code


def _digits(field_: bytes, number: int) -> str:
    if not field_.isdigit():
        raise FileFaulty("wrong-number", number)
    return field_.decode()


def _yen(field_: bytes, number: int, blank: int | None = None) -> int:
    plain = field_.lstrip(b" ")
    if plain.isdigit():
        return int(plain)
    if plain or blank is None:
        raise FileFaulty("wrong-number", number)
    return blank


def _day(field_: bytes, near: date, number: int) -> date:
    try:
        return _dated(field_, near)
    except ValueError:
        raise FileFaulty("wrong-date", number) from None


@lru_cache(maxsize=4096)
def _dated(field_: bytes, near: date) -> date:
    """A day YYMMDD: the year is Reiwa's by the format, and the Christian era's at some banks; 18 years tell them apart.

    Raises:
        ValueError: there is no such day.
    """
    if not field_.isdigit():
        raise ValueError(field_)
    year, month, day = int(field_[:2]), int(field_[2:4]), int(field_[4:6])
    nearest = min((_REIWA + year, _CENTURY + year), key=lambda full: abs(full - near.year))
    return date(nearest, month, day)
