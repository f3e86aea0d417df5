"""Licenses, the codes that open them, the parties of their contracts in versions, and what changed them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings

STATES = ("active", "closed")
SOURCES = ("delivery", "import")
CODE_KINDS = ("activation-code", "serial-number")
ACTS = ("begun", "enlarged", "extended", "taken-back", "closed", "imported", "parties-changed", "claimed", "moved")


class License(Standings, Base):
    """A license of one product (LIC-1): `quantity` of the product's unit, from `starts_on` to `ends_on`, inclusive.

    It is the company account's, or else its holder's (quick filing), or for now nobody's (LIC-2). `shown_from` is the
    day from which its id and term show, in Tokyo at 00:00; None for at once (CON-1). Until then one that was extended
    shows the end that it had, `shown_ends_on`; None for one that has just begun. `end_user_name` and `end_user_domain`
    (registrable, empty if there is none) follow the latest version of the parties, `parties_version`.
    """

    __tablename__ = "licenses"
    __table_args__ = (
        CheckConstraint("license_id ~ '^[A-Z0-9]{10}$'", name="license_id_shape"),
        CheckConstraint("quantity >= 1", name="quantity_counts_from_one"),
        CheckConstraint("starts_on <= ends_on", name="term_in_order"),
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state_known"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_says_when"),
        CheckConstraint(f"source IN ({', '.join(repr(s) for s in SOURCES)})", name="source_known"),
        CheckConstraint("contract_class IN ('corporate', 'government', 'academic')", name="contract_class_known"),
        CheckConstraint("parties_version >= 1 AND version >= 1", name="versions_count_from_one"),
        Index(
            "ix_licenses_account_ends",
            "company_account_id",
            "ends_on",
            "id",
            postgresql_where=text("company_account_id IS NOT NULL"),
        ),
        Index(
            "ix_licenses_holder_ends",
            "holder_id",
            "ends_on",
            "id",
            postgresql_where=text("company_account_id IS NULL AND holder_id IS NOT NULL"),
        ),
        Index("ix_licenses_ends", "ends_on", "id"),
        Index("ix_licenses_end_user_domain", "end_user_domain", postgresql_where=text("end_user_domain <> ''")),
        Index("ix_licenses_search_pairs", "search_pairs", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    license_id: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    product_code: Mapped[str] = mapped_column(ForeignKey("products.code"))
    product_name: Mapped[str] = mapped_column(Text)
    contract_class: Mapped[str] = mapped_column(Text, default="corporate")
    quantity: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str] = mapped_column(Text, default="active")
    closed_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(Text, default="delivery")
    shown_from: Mapped[date | None]
    shown_ends_on: Mapped[date | None]
    company_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("company_accounts.id"))
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    end_user_name: Mapped[str] = mapped_column(Text)
    end_user_domain: Mapped[str] = mapped_column(Text, default="")
    parties_version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)

    # The name of its company account, and in what its quantity is counted: noted by the read that found the row.
    account_name = ""
    unit = "license"


class LicenseCode(Base):
    """An activation code or a serial number that belongs to a license; no code belongs to two."""

    __tablename__ = "license_codes"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(k) for k in CODE_KINDS)})", name="kind_known"),
        CheckConstraint("code <> ''", name="code_is_something"),
        Index("ix_license_codes_license_id", "license_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    license_id: Mapped[UUID] = mapped_column(ForeignKey("licenses.id"))
    kind: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    given_at: Mapped[datetime] = mapped_column(default=now)


class LicenseParties(Base):
    """The parties of a license's contract, one version of them (CON-2).

    `parties` has the record's sections (SPEC §3): end_user, support_contact, renewal_contact, delivery, reseller,
    distributor. Rows are added, never changed; `request_id` or `order_number` names what brought the version.
    """

    __tablename__ = "license_parties"
    __table_args__ = (CheckConstraint("version >= 1", name="version_counts_from_one"),)

    license_id: Mapped[UUID] = mapped_column(ForeignKey("licenses.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    parties: Mapped[dict[str, Any]] = mapped_column(JSONB)
    since: Mapped[datetime] = mapped_column(default=now)
    by_name: Mapped[str] = mapped_column(Text, default="")
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("requests.id"))
    order_number: Mapped[str] = mapped_column(Text, default="")


class LicenseChange(Base):
    """What happened to a license: rows are added, never changed.

    `order_number` names the order behind it and `application_id` the application behind that, if any. `product_before`
    is the code of the product that the license was of, where that changed.
    """

    __tablename__ = "license_changes"
    __table_args__ = (
        CheckConstraint(f"act IN ({', '.join(repr(a) for a in ACTS)})", name="act_known"),
        Index("ix_license_changes_license_id", "license_id", "id"),
        Index("ix_license_changes_order_number", "order_number", postgresql_where=text("order_number <> ''")),
        Index(
            "ix_license_changes_application_id", "application_id", postgresql_where=text("application_id IS NOT NULL")
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    license_id: Mapped[UUID] = mapped_column(ForeignKey("licenses.id"))
    act: Mapped[str] = mapped_column(Text)
    order_number: Mapped[str] = mapped_column(Text, default="")
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    quantity_before: Mapped[int | None]
    quantity: Mapped[int]
    ends_before: Mapped[date | None]
    ends_on: Mapped[date]
    product_before: Mapped[str | None] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now)
