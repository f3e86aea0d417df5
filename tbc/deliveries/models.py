"""Stock, deliveries and what each brings, and the sign-ins of their recipients."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import CHAR
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings

CODE_KINDS = ("activation-code", "serial-number")


class StockCode(Base):
    """A code that can be given with a product; once given it stays with its delivery, whatever happens (DLV-1)."""

    __tablename__ = "stock_codes"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(k) for k in CODE_KINDS)})", name="kind_known"),
        CheckConstraint("code <> ''", name="code_is_something"),
        CheckConstraint(
            "(given_at IS NULL) = (delivery_id IS NULL) AND (given_at IS NULL) = (position IS NULL)",
            name="given_says_when",
        ),
        Index("ix_stock_codes_free", "product_code", "kind", "id", postgresql_where=text("given_at IS NULL")),
        # How many of a product were given in the last days is counted in the index alone (STF-1).
        Index("ix_stock_codes_given", "product_code", "given_at", postgresql_where=text("given_at IS NOT NULL")),
        Index("ix_stock_codes_delivery", "delivery_id", "position", postgresql_where=text("given_at IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    product_code: Mapped[str] = mapped_column(ForeignKey("products.code"))
    kind: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    brought_at: Mapped[datetime] = mapped_column(default=now)
    brought_by_name: Mapped[str] = mapped_column(Text, default="")
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("deliveries.id"))
    position: Mapped[int | None]
    given_at: Mapped[datetime | None]


class Delivery(Standings, Base):
    """A delivery (納品, DLV-1) of some or all lines of an order.

    `sent_to` is the address that the last mails went to: a new password goes there (DLV-3). `password_hash` is that of
    the password in `password_letter_id`, whose hand-over starts its 90 days; None where nothing is delivered
    electronically, and then `tracking` says how it was sent. `password_version` grows with each new one and ends the
    sessions of the old. `token` is in the address that verifies the certificate (DLV-4).
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        CheckConstraint("number ~ '^SHPC[0-9]{7}$'", name="number_shape"),
        CheckConstraint("is_electronic = (password_hash IS NOT NULL)", name="electronic_has_a_password"),
        CheckConstraint("is_electronic = (sent_to <> '')", name="electronic_has_an_address"),
        CheckConstraint("password_version >= 1 AND version >= 1", name="versions_count_from_one"),
        Index("ix_deliveries_order_id", "order_id"),
        Index("ix_deliveries_shipped", text("shipped_at DESC"), text("id DESC")),
        Index("ix_deliveries_sent_to", text("lower(sent_to)")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(CHAR(11, collation="C"), unique=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    is_electronic: Mapped[bool] = mapped_column(default=True)
    tracking: Mapped[str] = mapped_column(Text, default="")
    sent_to: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(Text, default="ja")
    password_hash: Mapped[str | None] = mapped_column(Text)
    password_version: Mapped[int] = mapped_column(default=1)
    password_letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("letters.id"))
    id_letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("letters.id"))
    token: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    shipped_at: Mapped[datetime] = mapped_column(default=now)
    shipped_by_name: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class DeliveryLine(Base):
    """A line of the order that this delivery brings: no line is delivered twice. `license_id` is what came of it."""

    __tablename__ = "delivery_lines"
    __table_args__ = (
        ForeignKeyConstraint(["order_id", "position"], ["order_lines.order_id", "order_lines.position"]),
        Index("ix_delivery_lines_delivery_id", "delivery_id", "position"),
        Index("ix_delivery_lines_license_id", "license_id"),
    )

    order_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id"))
    license_id: Mapped[UUID] = mapped_column(ForeignKey("licenses.id"))


class DeliverySession(Base):
    """A sign-in at the delivery site: the hash of a random token, good until `until` and while the password stands."""

    __tablename__ = "delivery_sessions"
    __table_args__ = (Index("ix_delivery_sessions_until", "until"),)

    token_hash: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    password_version: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime]
