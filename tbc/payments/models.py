"""Bank files and their rows, what they were booked on, and what staff have taught the matching."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.payments.reading.records import KINDS
from tbc.payments.rules import BOOKING_KINDS, TRANSFER_STATES, UPLOAD_STATES


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class BankFile(Base):
    """A file that was taken (PAY-1): `rows` are those of money that came in, `amount` their sum in yen.

    `new_rows` were in no file before, `booked_rows` of them were booked by themselves.
    """

    __tablename__ = "bank_files"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_shape"),
        CheckConstraint(_one_of("kind", KINDS), name="kind_known"),
        CheckConstraint("rows >= new_rows AND new_rows >= booked_rows AND booked_rows >= 0", name="counts_fit"),
        Index("ix_bank_files_taken", text("taken_at DESC"), text("id DESC")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    file_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)
    new_rows: Mapped[int] = mapped_column(default=0)
    booked_rows: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime] = mapped_column(default=now)
    taken_by_name: Mapped[str] = mapped_column(Text, default="")


class Transfer(Base):
    """A row of a bank file: `amount` yen that came in, counted from `value_on`; what the bank said never changes.

    `checksum` is its identity in all files (`reading.records.Counter`). `account_key` is the configured account, empty
    for one that is not ours; `name_key` the payer's name as it is compared. `reasons` are why it was booked, or why it
    was left to staff (`rules.EVIDENCE`, `rules.DOUBTS`); `comment` what staff noted as they put it aside. One that they
    have put back `is_held`: it waits for them alone. `looked_at` is when matching last looked at it.
    """

    __tablename__ = "transfers"
    __table_args__ = (
        CheckConstraint("checksum ~ '^[0-9a-f]{64}$'", name="checksum_shape"),
        CheckConstraint("amount >= 1", name="amount_is_something"),
        CheckConstraint("position >= 1 AND version >= 1", name="counts_from_one"),
        CheckConstraint("virtual_account ~ '^([0-9]{7})?$'", name="virtual_account_shape"),
        CheckConstraint(_one_of("state", TRANSFER_STATES), name="state_known"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_says_when"),
        CheckConstraint("NOT is_cancellation OR state <> 'booked'", name="cancellation_settles_nothing"),
        Index("ix_transfers_state", "state", "id"),
        Index("ix_transfers_bank_file_id", "bank_file_id", "position"),
        Index("ix_transfers_name_key", "name_key", "amount", postgresql_where=text("name_key <> ''")),
        Index("ix_transfers_cancellations", "amount", postgresql_where=text("is_cancellation")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    bank_file_id: Mapped[UUID] = mapped_column(ForeignKey("bank_files.id"))
    position: Mapped[int]
    checksum: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    account_key: Mapped[str] = mapped_column(Text(collation="C"))
    bank_code: Mapped[str] = mapped_column(Text)
    branch_code: Mapped[str] = mapped_column(Text)
    account_number: Mapped[str] = mapped_column(Text)
    virtual_account: Mapped[str] = mapped_column(Text(collation="C"), default="")
    booked_on: Mapped[date]
    value_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    payer_name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text(collation="C"))
    payer_code: Mapped[str] = mapped_column(Text, default="")
    sending_bank: Mapped[str] = mapped_column(Text, default="")
    sending_branch: Mapped[str] = mapped_column(Text, default="")
    edi: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    is_cancellation: Mapped[bool] = mapped_column(default=False)
    is_uncleared: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(Text, default="waiting")
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    comment: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    decided_by_name: Mapped[str] = mapped_column(Text, default="")
    is_held: Mapped[bool] = mapped_column(default=False)
    looked_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)


class Reconciliation(Base):
    """One act of booking (消込): these transfers settle those invoices, to the yen.

    `difference` is what was missing (given as a discount) or, negative, too much; only staff decide on one, and say
    why in `comment`. Undone it stays, and says when and why.
    """

    __tablename__ = "reconciliations"
    __table_args__ = (
        CheckConstraint("difference = 0 OR (comment <> '' AND NOT is_automatic)", name="difference_is_explained"),
        CheckConstraint("(undone_at IS NULL) = (undone_because = '')", name="undone_says_why"),
        Index("ix_reconciliations_decided", text("decided_at DESC"), text("id DESC")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    is_automatic: Mapped[bool] = mapped_column(default=False)
    difference: Mapped[int] = mapped_column(BigInteger, default=0)
    comment: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime] = mapped_column(default=now)
    decided_by_name: Mapped[str] = mapped_column(Text, default="")
    undone_at: Mapped[datetime | None]
    undone_by_name: Mapped[str] = mapped_column(Text, default="")
    undone_because: Mapped[str] = mapped_column(Text, default="")


class Booking(Base):
    """So many yen of a transfer on an invoice, or of a difference that is no transfer's.

    The database keeps the sums: while they are not undone, those of a transfer are its amount, and those of an invoice
    its amount; a booking is never removed.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint(_one_of("kind", BOOKING_KINDS), name="kind_known"),
        CheckConstraint("(kind = 'transfer') = (transfer_id IS NOT NULL)", name="transfer_named"),
        CheckConstraint("amount <> 0 AND (kind = 'difference' OR amount > 0)", name="amount_is_something"),
        Index("ix_bookings_reconciliation_id", "reconciliation_id"),
        Index("ix_bookings_transfer_id", "transfer_id", postgresql_where=text("transfer_id IS NOT NULL")),
        Index("ix_bookings_invoice_id", "invoice_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    reconciliation_id: Mapped[UUID] = mapped_column(ForeignKey("reconciliations.id"))
    kind: Mapped[str] = mapped_column(Text, default="transfer")
    transfer_id: Mapped[UUID | None] = mapped_column(ForeignKey("transfers.id"))
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.document_id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    is_undone: Mapped[bool] = mapped_column(default=False)


class PayerAlias(Base):
    """A name by which a payer has paid before, as staff decided: `name_key` on the bank's side is that payer's key."""

    __tablename__ = "payer_aliases"
    __table_args__ = (CheckConstraint("name_key <> '' AND payer_key <> ''", name="keys_are_something"),)

    name_key: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    payer_key: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    reconciliation_id: Mapped[UUID] = mapped_column(ForeignKey("reconciliations.id"), index=True)
    learned_at: Mapped[datetime] = mapped_column(default=now)
    learned_by_name: Mapped[str] = mapped_column(Text, default="")


class CsvMapping(Base):
    """Which columns of a bank's CSV say what: `columns` are the fields of `reading.sheets.Mapping`.

    `head` is the row of headings above the transfers: a file with the same one is read by this mapping.
    """

    __tablename__ = "csv_mappings"
    __table_args__ = (CheckConstraint("name <> ''", name="name_is_something"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text, unique=True)
    account_key: Mapped[str] = mapped_column(Text(collation="C"))
    columns: Mapped[dict[str, Any]]
    head: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by_name: Mapped[str] = mapped_column(Text, default="")


class BankUpload(Base):
    """A bank's file that staff have brought, kept as `body` until it is taken (PAY-1).

    In state `unmapped` it waits to be told which columns say what; `checked` it was read, `findings` say what taking it
    would do (`service.checking`); of `taking` the first `done` of its `rows` are taken, each of them once. `columns`
    and `account_key` are a CSV's mapping as it was used. `uploaded_by` brought it, or has said to take it.
    """

    __tablename__ = "bank_uploads"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_shape"),
        CheckConstraint(_one_of("kind", ("", *KINDS)), name="kind_known"),
        CheckConstraint(_one_of("state", UPLOAD_STATES), name="state_known"),
        CheckConstraint("(state = 'unmapped') = (kind = '')", name="read_has_a_kind"),
        CheckConstraint("(state = 'taken') = (body IS NULL)", name="body_until_taken"),
        CheckConstraint("(state IN ('taking', 'taken')) = (bank_file_id IS NOT NULL)", name="taking_has_its_file"),
        CheckConstraint("done BETWEEN 0 AND rows", name="done_fits"),
        Index("ix_bank_uploads_state", "state", "uploaded_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    file_name: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, default="")
    mapping_id: Mapped[UUID | None] = mapped_column(ForeignKey("csv_mappings.id", ondelete="SET NULL"), index=True)
    mapping_name: Mapped[str] = mapped_column(Text, default="")
    columns: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    account_key: Mapped[str] = mapped_column(Text(collation="C"), default="")
    rows: Mapped[int] = mapped_column(default=0)
    amount: Mapped[int] = mapped_column(BigInteger, default=0)
    findings: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    done: Mapped[int] = mapped_column(default=0)
    bank_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("bank_files.id"), unique=True)
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    uploaded_by_id: Mapped[UUID | None]
    uploaded_by_name: Mapped[str] = mapped_column(Text, default="")
