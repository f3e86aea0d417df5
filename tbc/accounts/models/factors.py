"""Second factors, the codes for when they are lost, and resets decided by somebody else (ACC-3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class TotpSecret(Base):
    """A person's authenticator app; there is none before one of its codes has shown that it works.

    `sealed` is the secret, encrypted with a key of the portal's. `last_counter` is the time step of the last code that
    was taken: that code and those before it are never taken again.
    """

    __tablename__ = "totp_secrets"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(default=now)
    last_counter: Mapped[int] = mapped_column(BigInteger, default=0)


class Passkey(Base):
    """A passkey (WebAuthn): its public key, and how often it has signed."""

    __tablename__ = "passkeys"
    __table_args__ = (Index("ix_passkeys_user_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    name: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code that stands in for a lost second factor, once; only its hash is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index("uq_recovery_codes_code_hash", "user_id", "code_hash", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]


class FactorReset(Base):
    """An owner or staff decided that a person's second factors go; it takes effect after 24 hours (ACC-3)."""

    __tablename__ = "factor_resets"
    __table_args__ = (
        Index(
            "uq_factor_resets_open",
            "user_id",
            unique=True,
            postgresql_where=text("done_at IS NULL AND cancelled_at IS NULL"),
        ),
        CheckConstraint("done_at IS NULL OR cancelled_at IS NULL", name="done_or_cancelled"),
        CheckConstraint("reason <> ''", name="has_a_reason"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(default=now)
    effective_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
