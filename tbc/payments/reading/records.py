"""What a bank file says, whichever format it came in, and how one that cannot be read is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from tbc.payments.names import wide

# A year of a busy account is 20 megabytes; what is larger was not meant for this.
BYTES_AT_MOST = 64 * 1024 * 1024

KINDS = ("notice-a", "notice-b", "statement", "csv")

FAULTS = (
    "empty",
    "too-large",
    "ebcdic",
    "not-a-bank-file",
    "wrong-kind",
    "time-deposit",
    "wrong-length",
    "wrong-order",
    "wrong-number",
    "wrong-date",
    "wrong-totals",
    "half-file",
    "no-encoding",
    "no-columns",
    "no-transfers",
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the bank names it: codes of 4 and 3 digits, `kind` 1 普通, 2 当座, 4 貯蓄, number of 7 digits."""

    bank_code: str
    branch_code: str
    kind: str
    number: str
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Money that came in: `amount` yen, counted from `value_on`, entered by the bank on `booked_on`.

    `payer_name` is as the bank sent it (half-width kana), `payer_code` the ordering party's code of up to 10 digits.
    `is_cancellation` takes an earlier row back; `is_uncleared` has cheques in it that may still bounce. `position` is
    the record or row in its file, from 1. `checksum` is the row's identity: see `with_checksums`.
    """

    account: Account
    booked_on: date
    value_on: date
    amount: int
    payer_name: str
    payer_code: str = ""
    sending_bank: str = ""
    sending_branch: str = ""
    edi: str = ""
    text: str = ""
    is_cancellation: bool = False
    is_uncleared: bool = False
    position: int = 0
    checksum: str = ""

    @property
    def payer_kana(self) -> str:
        """The payer's name for the screen, in full-width kana."""
        return wide(self.payer_name)


@dataclass(frozen=True, slots=True)
class Statement:
    """The rows of one account, in the file's order."""

    account: Account
    transfers: Sequence[Incoming]


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file that was read whole and whose totals are right; `kind` is one of KINDS."""

    kind: str
    statements: Sequence[Statement]

    @property
    def transfers(self) -> list[Incoming]:
        """The rows of all accounts, in the file's order."""
        return [transfer for statement in self.statements for transfer in statement.transfers]

    @property
    def amount(self) -> int:
        """What came in by all rows together, those that take another back left out."""
        return sum(transfer.amount for transfer in self.transfers if not transfer.is_cancellation)


class FileFaulty(Exception):
    """The file is not taken, nothing of it: `code` is one of FAULTS.

    `record` is the record or row where it went wrong, from 1; `values` hold what the sentence tells.
    """

    def __init__(self, code: str, record: int | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.record = record
        self.values: Mapping[str, object] = values


@dataclass(slots=True)
class Counter:
    """Counts equal rows, so that two equal transfers of a day stay two, and a row read again is the same row.

    Equal are rows of one account and day with the same amount, payer, code, EDI and direction. The bank's own number
    of a row is given anew with each file, and the value date and the text are in some formats only: they do not count.
    """

    seen: dict[str, int] = field(default_factory=dict)

    def checksum(self, row: Incoming) -> str:
        """The identity of `row` among all that were ever read: 64 hex digits."""
        account = row.account
        parts = (
            account.bank_code,
            account.branch_code,
            account.number,
            row.booked_on.isoformat(),
            str(row.amount),
            wide(row.payer_name) or wide(row.text),
            row.payer_code,
            wide(row.edi),
            "-" if row.is_cancellation else "+",
        )
        same = "\x1f".join(parts)
        occurrence = self.seen[same] = self.seen.get(same, 0) + 1
        return sha256(f"{same}\x1f{occurrence}".encode()).hexdigest()
