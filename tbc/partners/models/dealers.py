"""Dealers, all names they go by, from whom they buy, and what is kept of merging and importing them (PRT-4, PRT-5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id

# As the triggers of migration 0013 take it: alone by whoever changes names or the chain, with others by whoever files.
LOCK = 7_304_225_613


class Dealer(Base):
    """A company that sells: tier 1 buys from the vendor, tier 2 from tier 1, tier 3 from tier 2.

    A closed one is offered to nobody and keeps its names; a merged one points to whom its names went to.
    `organization_id` is the partner's own organization, whose people are offered it first. `version` counts changes,
    so that of two staff who edit at once the second sees what the first has done.
    """

    __tablename__ = "dealers"
    __table_args__ = (
        CheckConstraint("tier BETWEEN 1 AND 3", name="tier_known"),
        CheckConstraint("name <> '' AND name !~ '[[:cntrl:]]'", name="name_is_one_line"),
        CheckConstraint("corporate_number = '' OR corporate_number ~ '^[0-9]{13}$'", name="corporate_number_shape"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        Index(
            "uq_dealers_corporate_number",
            "corporate_number",
            unique=True,
            postgresql_where=text("corporate_number <> '' AND merged_into_id IS NULL"),
        ),
        Index("ix_dealers_kana", "kana", "id", postgresql_where=text("merged_into_id IS NULL")),
        Index("ix_dealers_merged_into_id", "merged_into_id"),
        Index("ix_dealers_organization_id", "organization_id"),
        Index("ix_dealers_search_pairs", "search_pairs", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    kana: Mapped[str] = mapped_column(Text)
    tier: Mapped[int]
    corporate_number: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("dealers.id"))
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)

    @property
    def is_live(self) -> bool:
        """Whether it is offered: neither closed nor merged into another."""
        return self.closed_at is None and self.merged_into_id is None


class DealerName(Base):
    """One name of a dealer: the main one, or a synonym. No two dealers share one, however it is written.

    A trigger lets `application_dealers` follow: an application names whoever bears the name it was filed with.
    """

    __tablename__ = "dealer_names"
    __table_args__ = (
        Index("uq_dealer_names_name_key", "name_key", unique=True),
        Index("uq_dealer_names_main", "dealer_id", unique=True, postgresql_where=text("is_main")),
        Index("ix_dealer_names_dealer_id", "dealer_id"),
        CheckConstraint("name_key <> ''", name="name_key_is_filled"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"))
    name: Mapped[str] = mapped_column(Text)
    kana: Mapped[str] = mapped_column(Text, default="")
    name_key: Mapped[str] = mapped_column(Text)
    is_main: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(default=now)


class Upstream(Base):
    """From whom a dealer buys; the default one is proposed as distributor. A trigger refuses circles."""

    __tablename__ = "dealer_upstreams"
    __table_args__ = (
        Index("uq_dealer_upstreams_default", "dealer_id", unique=True, postgresql_where=text("is_default")),
        Index("ix_dealer_upstreams_upstream_id", "upstream_id"),
        CheckConstraint("dealer_id <> upstream_id", name="not_its_own"),
    )

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    upstream_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    is_default: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(default=now)


class DealerMerge(Base):
    """One dealer went into another; until `undo_until` it can come back.

    `moved` is what moved: `names` (ids), and by pairs with the default mark the `upstreams` and `downstreams` that
    the dealer had (`[other's id, is_default]`), and `added`, those of them that its heir did not have itself.
    """

    __tablename__ = "dealer_merges"
    __table_args__ = (
        Index("uq_dealer_merges_from_id", "from_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        Index("ix_dealer_merges_into_id", "into_id"),
        CheckConstraint("from_id <> into_id", name="two_dealers"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    from_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"))
    into_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"))
    reason: Mapped[str] = mapped_column(Text)
    merged_at: Mapped[datetime] = mapped_column(default=now)
    merged_by_name: Mapped[str] = mapped_column(Text)
    undo_until: Mapped[datetime]
    moved: Mapped[dict[str, Any]] = mapped_column(JSONB)
    undone_at: Mapped[datetime | None]


class DealerUpload(Base):
    """A sheet of dealers that one of the staff has uploaded and not yet saved; kept for a day."""

    __tablename__ = "dealer_uploads"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    file_name: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
