"""Products, and the supplements (別紙) that some of them need."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, Integer, Text, event
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from tbc.catalog.rules import ACTIVATION_CODE, LICENSE_ID, SERIAL_NUMBER
from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.search import searchable

# None is said on purpose here; SQLAlchemy would take it for nothing said, and put the default.
_OR_NO_LIMIT = Integer().evaluates_none()
_AUDITED = UUID("5b1f4c0e-7a52-4d0b-9a7e-3c1d8f2e6a90")


class Supplement(Base):
    """A sheet that is filed with some products (CAT-2). `definition` is read by `supplements.definition_of`."""

    __tablename__ = "supplements"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    name_en: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    definition: Mapped[dict[str, Any]]

    def name_in(self, language: str) -> str:
        return self.name_en if language == "en" else self.name

    def description_in(self, language: str) -> str:
        return self.description_en if language == "en" else self.description


class Product(Base):
    """A product that can be applied for (CAT-1).

    `kind`, `channel`, `application_kinds`, `contract_classes`, `unit` and `reference` hold words of `catalog.rules`.
    `offered_from` and `offered_until` are inclusive days in Tokyo, None for no limit; years and quantities are whole.
    `reference` says which codes identify one that is held: `any` of license id, activation code and serial number, or
    the `serial` number alone (appliances). Patterns are regular expressions for a whole code in half-width capitals.

    What it delivers: codes of `code_kind` with the application kinds in `codes_with`, one per line of an order or one
    per unit (`codes_per`). `tax_rate` is in percent. Renewal (RNW-1, RNW-2): from `renewable_months_before` the end to
    `renewable_months_after` it, None for no limit, into the products `renews_into`, none of them for itself alone.
    `version` counts the changes, so that nobody overwrites another's.
    """

    __tablename__ = "products"
    __table_args__ = (
        Index("ix_products_search_pairs", "search_pairs", postgresql_using="gin"),
        Index("ix_products_supplement_code", "supplement_code"),
        CheckConstraint("code ~ '^[A-Z0-9][A-Z0-9-]{1,31}$'", name="code_shape"),
        CheckConstraint("kind IN ('license', 'saas', 'appliance', 'paid-support', 'consumer-line')", name="kind_known"),
        CheckConstraint("channel IN ('web', 'excel')", name="channel_known"),
        CheckConstraint(
            "channel = 'web' OR (excel_form <> '' AND excel_send_to <> '')", name="excel_says_where_to_send"
        ),
        CheckConstraint(
            "application_kinds <@ ARRAY['new', 'additional', 'renewal'] AND cardinality(application_kinds) > 0",
            name="application_kinds_known",
        ),
        CheckConstraint(
            "contract_classes <@ ARRAY['corporate', 'government', 'academic'] AND cardinality(contract_classes) > 0",
            name="contract_classes_known",
        ),
        CheckConstraint("offered_from <= offered_until", name="offered_in_order"),
        CheckConstraint("unit IN ('license', 'user', 'device', 'contract')", name="unit_known"),
        CheckConstraint("reference IN ('any', 'serial')", name="reference_known"),
        CheckConstraint(
            "1 <= min_quantity AND min_quantity <= max_quantity AND max_quantity <= 999999", name="quantity"
        ),
        CheckConstraint(
            "cardinality(term_years) > 0 AND 1 <= ALL (term_years) AND 9 >= ALL (term_years)", name="years"
        ),
        CheckConstraint("code_kind IN ('activation-code', 'serial-number', 'none')", name="code_kind_known"),
        CheckConstraint("codes_with <@ ARRAY['new', 'additional', 'renewal']", name="codes_with_known"),
        CheckConstraint("codes_per IN ('line', 'unit')", name="codes_per_known"),
        CheckConstraint("tax_rate IN (8, 10)", name="tax_rate_known"),
        CheckConstraint(
            "renewable_months_before BETWEEN 0 AND 120 AND renewable_months_after BETWEEN 0 AND 120",
            name="renewable_months",
        ),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
    )

    code: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    name_ja: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    name_kana: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text, default="web")
    excel_form: Mapped[str] = mapped_column(Text, default="")
    excel_send_to: Mapped[str] = mapped_column(Text, default="")
    application_kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    contract_classes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    offered_from: Mapped[date | None]
    offered_until: Mapped[date | None]
    electronic_delivery: Mapped[bool] = mapped_column(default=True)
    unit: Mapped[str] = mapped_column(Text, default="license")
    reference: Mapped[str] = mapped_column(Text, default="any")
    license_id_pattern: Mapped[str] = mapped_column(Text, default=LICENSE_ID)
    activation_code_pattern: Mapped[str] = mapped_column(Text, default=ACTIVATION_CODE)
    serial_number_pattern: Mapped[str] = mapped_column(Text, default=SERIAL_NUMBER)
    supplement_code: Mapped[str | None] = mapped_column(ForeignKey("supplements.code"))
    contact_persons_required: Mapped[bool] = mapped_column(default=False)
    min_quantity: Mapped[int] = mapped_column(default=1)
    max_quantity: Mapped[int] = mapped_column(default=999_999)
    term_years: Mapped[list[int]] = mapped_column(ARRAY(Integer), default=lambda: [1, 2, 3])
    code_kind: Mapped[str] = mapped_column(Text, default="activation-code")
    codes_with: Mapped[list[str]] = mapped_column(ARRAY(Text), default=lambda: ["new"])
    codes_per: Mapped[str] = mapped_column(Text, default="line")
    tax_rate: Mapped[int] = mapped_column(default=10)
    renewable_months_before: Mapped[int | None] = mapped_column(_OR_NO_LIMIT, default=6)
    renewable_months_after: Mapped[int | None] = mapped_column(_OR_NO_LIMIT, default=12)
    renews_into: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    search_text: Mapped[str] = mapped_column(Text)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text))

    supplement: Mapped[Supplement | None] = relationship(lazy="joined")

    def name_in(self, language: str) -> str:
        """The name for a reader of `language`; `name` itself stands on papers in Japanese."""
        return self.name_en if language == "en" else self.name_ja

    @property
    def audited_as(self) -> UUID:
        """The id by which the audit trail knows the product, whose key is its code."""
        return uuid5(_AUDITED, self.code)


@event.listens_for(Product, "before_insert")
@event.listens_for(Product, "before_update")
def _keep_searchable(_mapper: Mapper[Product], _connection: Connection, product: Product) -> None:
    product.search_text, product.search_pairs = searchable(
        (product.name_ja, product.name_en, product.name_kana, product.code)
    )
