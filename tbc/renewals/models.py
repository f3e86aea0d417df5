"""Renewals by invoice and their lines, the reminders that have gone out, and who wants none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings
from tbc.renewals.rules import STATES


class Renewal(Standings, Base):
    """Licenses that are renewed together: one payer, one invoice (RNW-1, RNW-3).

    `quoted` while it is put together, `agreed` once it is ordered and its invoice issued. It is the company account's,
    or else its holder's. `token` is the form's that began it, so that a form sent twice begins one. `payer` is the
    section that `forms.payer` reads, `quote_id` the quote that says the same as the renewal does now. The three times
    say when the payer's page, the license agreement and the handling of personal data were gone through; a change of
    what was chosen takes them back. `order_id` is the order that it became, `told_at` when its receipt was issued and
    sent, which a job does once it is paid. `replaced_by_id` is the renewal that cancelled this one.
    """

    __tablename__ = "renewals"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state_known"),
        CheckConstraint("language IN ('ja', 'en')", name="language_known"),
        CheckConstraint("company_account_id IS NOT NULL OR holder_id IS NOT NULL", name="belongs_to_somebody"),
        CheckConstraint(
            "state NOT IN ('agreed', 'paid') OR (invoice_id IS NOT NULL AND ordered_at IS NOT NULL "
            "AND payer IS NOT NULL AND licensed_at IS NOT NULL AND privacy_at IS NOT NULL AND order_id IS NOT NULL)",
            name="ordered_with_everything",
        ),
        CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_says_when"),
        CheckConstraint("told_at IS NULL OR state = 'paid'", name="told_once_paid"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        Index("uq_renewals_invoice_id", "invoice_id", unique=True, postgresql_where=text("invoice_id IS NOT NULL")),
        Index("uq_renewals_order_id", "order_id", unique=True, postgresql_where=text("order_id IS NOT NULL")),
        Index("ix_renewals_company_account_id", "company_account_id", text("id DESC")),
        Index("ix_renewals_holder_id", "holder_id", text("id DESC")),
        Index("ix_renewals_quoted", "quoted_on", postgresql_where=text("state = 'quoted'")),
        Index("ix_renewals_untold", "id", postgresql_where=text("state = 'paid' AND told_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token: Mapped[UUID] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(Text, default="quoted")
    language: Mapped[str] = mapped_column(Text, default="ja")
    company_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("company_accounts.id"))
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    quoted_on: Mapped[date]
    payer: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    quote_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    invoice_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    licensed_at: Mapped[datetime | None]
    agreement_version: Mapped[str] = mapped_column(Text, default="")
    privacy_at: Mapped[datetime | None]
    ordered_at: Mapped[datetime | None]
    paid_on: Mapped[date | None]
    told_at: Mapped[datetime | None]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("renewals.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    lines: Mapped[list[RenewalLine]] = relationship(
        order_by="RenewalLine.position", cascade="all, delete-orphan", lazy="selectin"
    )


class RenewalLine(Base):
    """One license of a renewal, counted from 1, at the price of the day on which it was quoted.

    `unit_price` is yen without tax for one unit and all `years`, `tax_rate` percent. `ends_before` is the end that the
    license had when it was chosen, and then when it was paid; `ends_after` is the end that the payment brought.
    `is_open` while the renewal's invoice waits to be paid: of a license one line is, at most.
    """

    __tablename__ = "renewal_lines"
    __table_args__ = (
        CheckConstraint("position >= 1 AND quantity >= 1", name="counts_from_one"),
        CheckConstraint("years BETWEEN 1 AND 3", name="years"),
        CheckConstraint("unit_price >= 0", name="unit_price_is_none_below_zero"),
        CheckConstraint("tax_rate IN (8, 10)", name="tax_rate_known"),
        CheckConstraint("ends_before <= ends_after", name="ends_later"),
        Index("uq_renewal_lines_license_id", "renewal_id", "license_id", unique=True),
        Index("uq_renewal_lines_open_license", "license_id", unique=True, postgresql_where=text("is_open")),
        Index("ix_renewal_lines_license_id", "license_id"),
    )

    renewal_id: Mapped[UUID] = mapped_column(ForeignKey("renewals.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    license_id: Mapped[UUID] = mapped_column(ForeignKey("licenses.id"))
    license_number: Mapped[str] = mapped_column(Text)
    product_before: Mapped[str] = mapped_column(ForeignKey("products.code"))
    name_before: Mapped[str] = mapped_column(Text)
    product_code: Mapped[str] = mapped_column(ForeignKey("products.code"))
    product_name: Mapped[str] = mapped_column(Text)
    contract_class: Mapped[str] = mapped_column(Text)
    years: Mapped[int]
    quantity: Mapped[int]
    unit_price: Mapped[int] = mapped_column(BigInteger)
    tax_rate: Mapped[int]
    ends_before: Mapped[date]
    ends_after: Mapped[date | None]
    is_open: Mapped[bool] = mapped_column(default=False)

    @property
    def amount(self) -> int:
        """What the line costs in yen, without tax."""
        return self.unit_price * self.quantity


class Reminder(Base):
    """That a reminder has gone out (RNW-8): about a license's end or an invoice's due date, `for_on`, so many `days`
    ahead of it. None goes out twice, and a later end is reminded of anew."""

    __tablename__ = "renewal_reminders"

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    for_on: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(default=now)


class Unreminded(Base):
    """A license about whose end nobody wants to be reminded (RNW-8)."""

    __tablename__ = "unreminded_licenses"

    license_id: Mapped[UUID] = mapped_column(ForeignKey("licenses.id"), primary_key=True)
    by_name: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(default=now)


class UnremindedReader(Base):
    """A license about whose end one reader, by their address in lower case, does not want to be reminded (RNW-8)."""

    __tablename__ = "unreminded_readers"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    license_id: Mapped[UUID] = mapped_column(ForeignKey("licenses.id"), primary_key=True)
    email: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[datetime] = mapped_column(default=now)
