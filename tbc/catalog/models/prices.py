"""What products cost."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id

# Core PostgreSQL compares ranges alone here, so what must be equal is said as a range of one number. Two products whose
# codes hash alike (one in 2^64) would only refuse each other a price.
SAME_PRODUCT = "int8range(hashtextextended(product_code, 0), hashtextextended(product_code, 0), '[]')"
SAME_BAND = "int4range(quantity_from, quantity_from, '[]')"
SAME_YEARS = "int4range(years, years, '[]')"
SAME_CLASS = (
    "int4range(ascii(contract_class) * 1000 + ascii(application_kind), "
    "ascii(contract_class) * 1000 + ascii(application_kind), '[]')"
)
DAYS = "daterange(valid_from, valid_until, '[]')"


class ProductPrice(Base):
    """What one unit costs for the whole of `years`, from `quantity_from` units on (CAT-1): whole yen without tax.

    `valid_from` and `valid_until` are inclusive days in Tokyo, None for no end. Of two prices for the same only one is
    valid on a day: the database refuses the other. A price is never changed, only ended.
    """

    __tablename__ = "product_prices"
    __table_args__ = (
        CheckConstraint("contract_class IN ('corporate', 'government', 'academic')", name="contract_class_known"),
        CheckConstraint("application_kind IN ('new', 'additional', 'renewal')", name="application_kind_known"),
        CheckConstraint("years BETWEEN 1 AND 9", name="years"),
        CheckConstraint("quantity_from BETWEEN 1 AND 999999", name="quantity_from"),
        CheckConstraint("unit_price BETWEEN 0 AND 9999999999", name="unit_price"),
        CheckConstraint("valid_from <= valid_until", name="valid_in_order"),
        ExcludeConstraint(
            *((text(same), "&&") for same in (SAME_PRODUCT, SAME_BAND, SAME_YEARS, SAME_CLASS, DAYS)),
            name="ex_product_prices_one_a_day",
            using="gist",
        ),
        Index("ix_product_prices_product_code", "product_code", "contract_class", "application_kind", "years"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    product_code: Mapped[str] = mapped_column(Text(collation="C"), ForeignKey("products.code"))
    contract_class: Mapped[str] = mapped_column(Text)
    application_kind: Mapped[str] = mapped_column(Text)
    years: Mapped[int]
    quantity_from: Mapped[int] = mapped_column(default=1)
    unit_price: Mapped[int] = mapped_column(BigInteger)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(default=now)
