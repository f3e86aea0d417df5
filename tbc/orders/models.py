"""Orders and their lines, and the sheets that many of them come by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, CHAR, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id

STATES = ("entered", "shipped", "cancelled")
SOURCES = ("staff", "batch", "api", "import", "renewal")


class Order(Base):
    """An order (受注, ORD-1). One that renews by invoice has no application, exactly then.

    `keeps_number` while no other order may quote the reception number: the live order, and one that was cancelled
    after shipping (NUM-3, ORD-3). `is_begun` once something was shipped; `shipped_at` when the last line was.
    `delivery_email` is the application's, corrected before shipping if need be. Cancelling after shipping takes two
    persons: the first asks (`cancel_asked_…`), another confirms. `reseller_reference` has 8 digits or is empty.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("number ~ '^ORDC[0-9]{7}$'", name="number_shape"),
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state_known"),
        CheckConstraint(f"source IN ({', '.join(repr(s) for s in SOURCES)})", name="source_known"),
        CheckConstraint("(source = 'renewal') = (application_id IS NULL)", name="renewals_quote_no_number"),
        CheckConstraint("kind IN ('new', 'additional', 'renewal')", name="kind_known"),
        CheckConstraint("reseller_reference ~ '^([0-9]{8})?$'", name="reseller_reference_shape"),
        CheckConstraint("char_length(dealer_note) <= 200", name="dealer_note_length"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_says_when"),
        CheckConstraint("state <> 'cancelled' OR cancel_reason <> ''", name="cancelled_for_a_reason"),
        CheckConstraint("state <> 'shipped' OR (is_begun AND shipped_at IS NOT NULL)", name="shipped_says_when"),
        CheckConstraint("keeps_number = (state <> 'cancelled' OR is_begun)", name="number_kept_while_used"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        Index(
            "uq_orders_application_id",
            "application_id",
            unique=True,
            postgresql_where=text("keeps_number AND application_id IS NOT NULL"),
        ),
        Index("ix_orders_application_id", "application_id"),
        Index("ix_orders_entered", text("entered_at DESC"), text("id DESC")),
        Index("ix_orders_state", "state", text("entered_at DESC"), text("id DESC")),
        Index("ix_orders_customer_po", "customer_po", postgresql_where=text("customer_po <> ''")),
        Index("ix_orders_search_pairs", "search_pairs", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(CHAR(11, collation="C"), unique=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    keeps_number: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(Text, default="entered")
    is_begun: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(Text, default="staff")
    kind: Mapped[str] = mapped_column(Text)
    company: Mapped[str] = mapped_column(Text)
    customer_po: Mapped[str] = mapped_column(Text, default="")
    reseller_reference: Mapped[str] = mapped_column(Text, default="")
    dealer_note: Mapped[str] = mapped_column(Text, default="")
    differences: Mapped[str] = mapped_column(Text, default="")
    delivery_email: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, default="ja")
    entered_at: Mapped[datetime] = mapped_column(default=now)
    entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    entered_by_name: Mapped[str] = mapped_column(Text, default="")
    shipped_at: Mapped[datetime | None]
    cancel_asked_at: Mapped[datetime | None]
    cancel_asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    cancel_asked_by_name: Mapped[str] = mapped_column(Text, default="")
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    cancelled_at: Mapped[datetime | None]
    cancelled_by_name: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)


class OrderLine(Base):
    """One line of an order, counted from 1: what is bought, and for additions and renewals of what."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("position >= 1 AND quantity >= 1 AND term_years >= 1", name="counts_from_one"),
        Index("ix_order_lines_product_code", "product_code"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product_code: Mapped[str] = mapped_column(ForeignKey("products.code"))
    product_name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    term_years: Mapped[int]
    license_id: Mapped[str] = mapped_column(Text, default="")
    activation_code: Mapped[str] = mapped_column(Text, default="")
    serial_number: Mapped[str] = mapped_column(Text, default="")
    current_end_on: Mapped[date | None]
    held_quantity: Mapped[int | None]


class OrderBatch(Base):
    """A sheet of orders that was uploaded: it waits until somebody enters it, once, or throws it away (ORD-1).

    `rows` is what was read: per row `row` (counted from 1) and the cells by key, as typed. `results` is what came of
    each: `{"row", "order_id", "order_number", "company"}`, or `{"row", "problem"}` for one that was left out.
    """

    __tablename__ = "order_batches"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'entered', 'discarded')", name="state_known"),
        CheckConstraint("(state = 'entered') = (entered_at IS NOT NULL)", name="entered_says_when"),
        Index("ix_order_batches_uploaded", text("uploaded_at DESC"), text("id DESC")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_name: Mapped[str] = mapped_column(Text)
    rows: Mapped[list[Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text, default="waiting")
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    uploaded_by_name: Mapped[str] = mapped_column(Text, default="")
    entered_at: Mapped[datetime | None]
    entered_by_name: Mapped[str] = mapped_column(Text, default="")
    results: Mapped[list[Any]] = mapped_column(JSONB, default=list)
