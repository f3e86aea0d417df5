"""Documents that never change, the series that number them, and what has become of each invoice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.invoices.rules import KINDS, STATES
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings


class DocumentSeries(Base):
    """The last number of a kind in a year; drawn in the transaction of the document, so that none is left out."""

    __tablename__ = "document_series"
    __table_args__ = (CheckConstraint("last >= 1", name="last_counts_from_one"),)

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Document(Standings, Base):
    """A quote, invoice or receipt, or what cancels or corrects one (BIL-2, BIL-3): never changed, never removed.

    `addressee` is `{company, department, person, postal_code, address}`, each text; `counterparty` is whom archives
    find it by. `lines` are `[{name, quantity, unit_price, tax_rate, amount}]`, `taxes` `[{rate, net, tax}]`, `total`
    yen with tax. `issuer` is `{name, address, registration_number}` and `account` the bank account (`BankAccount`) as
    they were; of the invoice alone are `account`, `due_on` and `transfer_hint`, what is put before the transfer name.
    `names_id` is the document that a cancellation or correction names, `invoice_id` the invoice that a receipt is of,
    `about` what all of them are for. It is the company account's, or else its holder's.
    """

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(k) for k in KINDS)})", name="kind_known"),
        CheckConstraint("number ~ '^(QUO|INV|RCP|CAN|COR)-[0-9]{4}-[0-9]{6,}$'", name="number_shape"),
        CheckConstraint("total >= 0", name="total_is_none_below_zero"),
        CheckConstraint(
            "(kind IN ('cancellation', 'correction')) = (names_id IS NOT NULL) AND (names_id IS NULL) = (reason = '')",
            name="replacing_names_the_old",
        ),
        CheckConstraint("kind <> 'receipt' OR invoice_id IS NOT NULL", name="receipt_is_of_an_invoice"),
        CheckConstraint(
            "kind <> 'invoice' OR (due_on IS NOT NULL AND account IS NOT NULL)", name="invoice_says_how_to_pay"
        ),
        CheckConstraint("kind <> 'receipt' OR paid_on IS NOT NULL", name="receipt_says_when"),
        CheckConstraint("company_account_id IS NOT NULL OR holder_id IS NOT NULL", name="belongs_to_somebody"),
        Index("uq_documents_sequence", "kind", "year", "sequence", unique=True),
        Index("uq_documents_names_id", "names_id", unique=True, postgresql_where=text("names_id IS NOT NULL")),
        Index("ix_documents_invoice_id", "invoice_id", postgresql_where=text("invoice_id IS NOT NULL")),
        Index("ix_documents_about", "about", "id"),
        Index("ix_documents_issued", text("issued_on DESC"), text("id DESC")),
        Index("ix_documents_kind_issued", "kind", text("issued_on DESC"), text("id DESC")),
        Index("ix_documents_total", "total"),
        Index("ix_documents_search_pairs", "search_pairs", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(default=now)
    issued_by_name: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(Text, default="ja")
    company_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("company_accounts.id"))
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    about: Mapped[UUID]
    addressee: Mapped[dict[str, Any]]
    counterparty: Mapped[str] = mapped_column(Text)
    lines: Mapped[list[Any]] = mapped_column(JSONB)
    taxes: Mapped[list[Any]] = mapped_column(JSONB)
    total: Mapped[int] = mapped_column(BigInteger)
    issuer: Mapped[dict[str, Any]]
    due_on: Mapped[date | None]
    account: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    transfer_hint: Mapped[str] = mapped_column(Text, default="")
    paid_on: Mapped[date | None]
    invoice_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    names_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    names_number: Mapped[str] = mapped_column(Text, default="")
    names_kind: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pdf_sha256: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)


class Invoice(Base):
    """What has become of an invoice, beside its document (BIL-1): only its state ever changes.

    `paid_on` is the value date that settled it, `closed_on` the day on which it was cancelled or lapsed: with either it
    is open until the day before.

    `amount` is yen with tax. A transfer counts by value date until `counts_until`. `account_key` is the configured
    account that it is to arrive on, `virtual_account` seven digits of its own there, if the bank gives such.
    `transfer_name_kana` is the payer's 振込名義 in kana as they typed it, `transfer_key` the same as matching compares
    names (the upper room's key). `receipt_id` is the receipt that stands.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state_known"),
        CheckConstraint("amount >= 1", name="amount_is_something"),
        CheckConstraint("issued_on <= due_on AND due_on <= counts_until", name="days_in_order"),
        CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_says_when"),
        CheckConstraint("(state IN ('cancelled', 'lapsed')) = (closed_on IS NOT NULL)", name="closed_says_when"),
        CheckConstraint("receipt_id IS NULL OR state = 'paid'", name="receipt_once_paid"),
        CheckConstraint("virtual_account ~ '^([0-9]{7})?$'", name="virtual_account_shape"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        Index(
            "uq_invoices_virtual_account",
            "account_key",
            "virtual_account",
            unique=True,
            postgresql_where=text("state = 'open' AND virtual_account <> ''"),
        ),
        Index("ix_invoices_open_amount", "amount", "account_key", postgresql_where=text("state = 'open'")),
        Index("ix_invoices_open_transfer_key", "transfer_key", postgresql_where=text("state = 'open'")),
        Index("ix_invoices_open_due", "due_on", "document_id", postgresql_where=text("state = 'open'")),
        Index(
            "ix_invoices_closed_transfer_key",
            "transfer_key",
            "amount",
            postgresql_where=text("state IN ('cancelled', 'lapsed')"),
        ),
        Index("ix_invoices_ended", text("coalesce(paid_on, closed_on)"), postgresql_where=text("state <> 'open'")),
        Index("ix_invoices_virtual_account", "account_key", "virtual_account", text("document_id DESC")),
        Index("ix_invoices_about", "about"),
    )

    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    number: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    about: Mapped[UUID]
    amount: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(Text, default="open")
    issued_on: Mapped[date]
    due_on: Mapped[date]
    counts_until: Mapped[date]
    account_key: Mapped[str] = mapped_column(Text(collation="C"))
    virtual_account: Mapped[str] = mapped_column(Text(collation="C"), default="")
    transfer_name_kana: Mapped[str] = mapped_column(Text, default="")
    transfer_key: Mapped[str] = mapped_column(Text, default="")
    payer_company: Mapped[str] = mapped_column(Text)
    paid_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    receipt_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)
