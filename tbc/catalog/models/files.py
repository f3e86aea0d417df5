"""The files that a product brings: downloads and manuals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class ProductFile(Base):
    """A file that is delivered with a product (CAT-1, DLV-4): `body` is kept here, or `address` (https) elsewhere.

    `delivered_with` names the application kinds whose deliveries bring it. `sha256` (hexadecimal) and `size` (bytes)
    are those of the body; of a file elsewhere they are what staff typed, empty and None where they did not.
    """

    __tablename__ = "product_files"
    __table_args__ = (
        CheckConstraint("kind IN ('download', 'manual')", name="kind_known"),
        CheckConstraint(
            "delivered_with <@ ARRAY['new', 'additional', 'renewal'] AND cardinality(delivered_with) > 0",
            name="delivered_with_known",
        ),
        CheckConstraint("(body IS NULL) <> (address = '')", name="either_here_or_elsewhere"),
        CheckConstraint(r"address ~ '^(https://[^[:space:]]+)?$'", name="address_is_https"),
        CheckConstraint("sha256 ~ '^([0-9a-f]{64})?$'", name="sha256_shape"),
        CheckConstraint("body IS NULL OR (sha256 <> '' AND size = octet_length(body))", name="body_has_size_and_hash"),
        CheckConstraint("name_ja <> '' AND name_en <> ''", name="has_names"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
        Index("ix_product_files_product_code", "product_code", "position"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    product_code: Mapped[str] = mapped_column(Text(collation="C"), ForeignKey("products.code"))
    kind: Mapped[str] = mapped_column(Text)
    delivered_with: Mapped[list[str]] = mapped_column(ARRAY(Text), default=lambda: ["new"])
    name_ja: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[str] = mapped_column(Text, default="")
    sha256: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    address: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=1)
    added_at: Mapped[datetime] = mapped_column(default=now)

    def name_in(self, language: str) -> str:
        """The name for a reader of `language`."""
        return self.name_en if language == "en" else self.name_ja
