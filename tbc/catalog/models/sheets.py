"""Sheets of the catalogue that wait for their reader's word."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base


class CatalogUpload(Base):
    """A sheet of products or prices that an administrator has uploaded and not yet saved; kept for a day."""

    __tablename__ = "catalog_uploads"
    __table_args__ = (CheckConstraint("kind IN ('products', 'prices')", name="kind_known"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
