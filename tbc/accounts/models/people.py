"""People, what they agreed to, their sessions, and the links that prove an address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id


class User(Base):
    """A person with an own account.

    `kind` is `customer`, `renewal-only` or `staff`; exactly staff have a `staff_role`. `email` is the login id, kept as
    typed but for the domain in lower case; mail goes to the stored address only. Nothing works before `proven_at`.
    """

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_email", text("lower(email)"), unique=True),
        CheckConstraint("kind IN ('customer', 'renewal-only', 'staff')", name="kind_known"),
        CheckConstraint("(kind = 'staff') = (staff_role IS NOT NULL)", name="staff_have_a_role"),
        CheckConstraint("staff_role IN ('operator', 'administrator', 'auditor')", name="staff_role_known"),
        CheckConstraint("mode IN ('corporate', 'partner')", name="mode_known"),
        CheckConstraint("language IN ('ja', 'en')", name="language_known"),
        CheckConstraint("closed_at IS NULL OR disabled_at IS NOT NULL", name="closed_are_disabled"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    password_hash: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, default="customer")
    staff_role: Mapped[str | None] = mapped_column(Text)
    mode: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, default="ja")
    created_at: Mapped[datetime] = mapped_column(default=now)
    proven_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    password_changed_at: Mapped[datetime | None]


class SignedIn(Base):
    """A session on the server (ACC-4): the browser holds a random token, this row only its hash.

    `device` is the browser and the system in words, as `devices.describe` gives them. `awaiting` says what is still
    missing before it counts: a second `factor`, or the `enrolment` of one; `factor` is the one that was shown, here or
    (`provider`) at a partner portal. `continues_id` is the session that waited for it.
    `confirmed_at` is when the person last showed that it is them, for sensitive acts (ACC-3). `challenge` is what a
    passkey is to sign next in this session, once and until `challenge_until`.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        Index("ix_sessions_user_id", "user_id", "ended_at"),
        Index("ix_sessions_continues_id", "continues_id", postgresql_where=text("continues_id IS NOT NULL")),
        CheckConstraint("awaiting IN ('factor', 'enrolment')", name="awaiting_known"),
        CheckConstraint("factor IN ('totp', 'passkey', 'recovery-code', 'provider')", name="factor_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    began_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(Text, default="")
    device: Mapped[str] = mapped_column(Text, default="")
    awaiting: Mapped[str | None] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None]
    factor: Mapped[str | None] = mapped_column(Text)
    challenge: Mapped[bytes | None] = mapped_column(LargeBinary)
    challenge_until: Mapped[datetime | None]
    continues_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id", ondelete="SET NULL"))


class SignUp(Base):
    """A wish for an account, until its address is proven (ACC-1); only then a `User` is made of it.

    Each wish has a link of its own, so nobody's password ever becomes that of another's wish for the same address. A
    row is written for a known address too: its link is never mailed, the row only makes the work alike (ACC-4).
    `browser_hash` is the hash of a secret in the browser that signed up.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        CheckConstraint("kind IN ('customer', 'renewal-only')", name="kind_known"),
        CheckConstraint("language IN ('ja', 'en')", name="language_known"),
        CheckConstraint("proven_at IS NULL OR password_hash IS NULL", name="proven_holds_no_password"),
        Index("ix_sign_ups_browser_hash", "browser_hash"),
        Index("ix_sign_ups_expires_at", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary)
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    company: Mapped[str] = mapped_column(Text, default="")
    password_hash: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, default="customer")
    language: Mapped[str] = mapped_column(Text, default="ja")
    terms_version: Mapped[str] = mapped_column(Text)
    privacy_version: Mapped[str] = mapped_column(Text)
    next_path: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]


class Proof(Base):
    """A one-time link mailed to `email`: whoever opens it reads that address's mail.

    `user_id` is None where nobody has the address: the row only makes the work alike (ACC-4).
    """

    __tablename__ = "proofs"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('reset-password', 'set-password', 'change-email', 'keep-factors')", name="purpose_known"
        ),
        Index("ix_proofs_user_id", "user_id", "purpose"),
        Index("ix_proofs_expires_at", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    email: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Consent(Base):
    """That a person agreed to one version of a document, when, and on which occasion (ACC-7).

    `about` is the application or renewal that it was given for.
    """

    __tablename__ = "consents"
    __table_args__ = (
        CheckConstraint("document IN ('terms', 'privacy')", name="document_known"),
        CheckConstraint("occasion IN ('sign-up', 'filing', 'renewal')", name="occasion_known"),
        Index("ix_consents_user_id", "user_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    document: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    occasion: Mapped[str] = mapped_column(Text)
    about: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=now)


class AddressRule(Base):
    """Staff's decision on a domain or one address, in lower case and A-label form (ACC-2)."""

    __tablename__ = "address_rules"
    __table_args__ = (
        CheckConstraint("verdict IN ('allow', 'refuse')", name="verdict_known"),
        CheckConstraint("pattern = lower(pattern) AND pattern <> ''", name="pattern_in_lower_case"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    pattern: Mapped[str] = mapped_column(Text, unique=True)
    verdict: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
