"""Who somebody is at a partner portal, the sessions that began there, and the logout tokens that were used."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class Identity(Base):
    """A person as a portal knows them, linked to their account: by issuer and subject, never by e-mail (PRT-2).

    What the portal told last stands here; texts that it does not tell are empty. `registered_domain` is the domain for
    which the person has confirmed the registration, at `registered_at` (PRT-3).
    """

    __tablename__ = "partner_identities"
    __table_args__ = (
        UniqueConstraint("issuer", "subject", name="uq_partner_identities_subject"),
        UniqueConstraint("user_id", "issuer", name="uq_partner_identities_user_id"),
        CheckConstraint("subject <> '' AND issuer <> ''", name="is_somebody"),
        CheckConstraint("tier IN (1, 2, 3)", name="tier_known"),
        CheckConstraint("(registered_at IS NULL) = (registered_domain IS NULL)", name="registered_for_a_domain"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    provider: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    company_kana: Mapped[str] = mapped_column(Text, default="")
    company_id: Mapped[str] = mapped_column(Text, default="")
    domain: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    tier: Mapped[int | None] = mapped_column(SmallInteger)
    linked_at: Mapped[datetime] = mapped_column(default=now)
    told_at: Mapped[datetime] = mapped_column(default=now)
    registered_at: Mapped[datetime | None]
    registered_domain: Mapped[str | None] = mapped_column(Text)


class PartnerSession(Base):
    """A session of ours that began at a portal, with the session there (`sid`) and the ID token, sealed, to end it.

    It belongs to the session as which it began; where that waited for a second factor, the one that goes on from it
    says so (`sessions.continues_id`).
    """

    __tablename__ = "partner_sessions"
    __table_args__ = (Index("ix_partner_sessions_identity_id", "identity_id", "sid"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    identity_id: Mapped[UUID] = mapped_column(ForeignKey("partner_identities.id", ondelete="CASCADE"))
    sid: Mapped[str | None] = mapped_column(Text)
    id_token: Mapped[bytes | None] = mapped_column(LargeBinary)


class SpentLogoutToken(Base):
    """A logout token that was taken: it is good once (PRT-2). The row goes when the token would be too old anyway."""

    __tablename__ = "partner_logout_tokens"

    issuer: Mapped[str] = mapped_column(Text, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
