"""Letters and their attachments: the row is the truth about what was sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id

STATES = ("queued", "sent", "failed")
SENDERS = ("portal", "delivery")


class Letter(Base):
    """One letter to one address. `kind` is the past-tense word of what it tells, such as `application-filed`.

    `sender` says from which of the portal's two addresses it goes. `secret` is a word that only the addressee may
    read (DLV-2), sealed: it is put where `rules.HIDDEN` stands in the bodies as the letter is handed over, and gone as
    soon as that has happened. `unsubscribe` is the address that ends letters of this kind by one POST (RFC 8058), empty
    for one that has to be sent.
    """

    __tablename__ = "letters"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'sent', 'failed')", name="state_known"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_a_time"),
        CheckConstraint("language IN ('ja', 'en')", name="language_known"),
        CheckConstraint("(recipient || subject) !~ '[\\r\\n]'", name="headers_in_one_line"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint(f"sender IN ({', '.join(repr(s) for s in SENDERS)})", name="sender_known"),
        CheckConstraint("state <> 'sent' OR secret IS NULL", name="secret_goes_with_it"),
        CheckConstraint("unsubscribe !~ '[\\r\\n<>]'", name="unsubscribe_in_one_line"),
        Index("ix_letters_due", "next_at", postgresql_where=text("state = 'queued'")),
        Index("ix_letters_state", "state", "id"),
        Index("ix_letters_recipient", text("lower(recipient) text_pattern_ops"), "id"),
        Index("ix_letters_domain", text("lower(split_part(recipient, '@', 2))"), "id"),
        Index("ix_letters_about", "about_type", "about"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(Text)
    to: Mapped[str] = mapped_column("recipient", Text)
    language: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    about_type: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[UUID | None]
    message_id: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[str] = mapped_column(Text, default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    queued_at: Mapped[datetime] = mapped_column(default=now)
    next_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(Text, default="portal")
    secret: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    unsubscribe: Mapped[str] = mapped_column(Text, default="")

    attachments: Mapped[list[Attachment]] = relationship(
        order_by="Attachment.position", cascade="all, delete-orphan", passive_deletes=True
    )


class Attachment(Base):
    """One file that goes with a letter; the n-th, counted from 0."""

    __tablename__ = "letter_attachments"
    __table_args__ = (CheckConstraint("(name || mimetype) !~ '[\\r\\n]'", name="headers_in_one_line"),)

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letters.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    mimetype: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Bounce(Base):
    """A report that a letter came back (RFC 3464). `report` is the report's own id, so that none counts twice.

    `status` is the mail servers' code, such as `5.1.1`, `words` what they said; both may be empty.
    """

    __tablename__ = "letter_bounces"
    __table_args__ = (Index("ix_letter_bounces_letter_id", "letter_id", "received_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letters.id", ondelete="CASCADE"))
    report: Mapped[str] = mapped_column(Text(collation="C"), unique=True)
    recipient: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime] = mapped_column(default=now)
