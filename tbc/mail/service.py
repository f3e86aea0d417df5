"""Writing letters into the outbox, and sending a failed one again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from tbc import jobs
from tbc.audit import service as audit
from tbc.kit import sealing
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.mail.bounces import Report
from tbc.mail.house import settings
from tbc.mail.models import Attachment, Bounce, Letter
from tbc.mail.rendering import render
from tbc.mail.rules import HIDDEN, SENT_ONCE, check_headers
from tbc.policy import Actor

SEND = "send-letter"
LOCK = "letter "
File = tuple[str, str, bytes]


class LetterNotFailed(Exception):
    """Only a letter that failed is sent again: a queued one is still on its way, a sent one has arrived."""


class LetterSentOnce(Exception):
    """A letter of this kind is not sent again, even if it failed (ORD-2)."""


def post(
    letter: str,
    *,
    to: str,
    language: str,
    about: UUID | None = None,
    about_type: str = "",
    attachments: Sequence[File] = (),
    sender: str = "portal",
    secret: Mapping[str, str] | None = None,
    unsubscribe: str = "",
    **values: Any,
) -> Letter:
    """Write `letter` to the address `to`, in the transaction of what it tells; a worker sends it after the commit.

    `letter` is the folder under `templates/mail/` and its past-tense word (`application-filed`), `language` is `ja` or
    `en`, `about` the row that it tells of and `about_type` that row's kind (`application`), `attachments` are (file
    name, MIME type, content), `values` what the templates name. Rule MAI-1. It goes from the address of the portal, or
    from that of `sender` `delivery`. `secret` is one more value, a word that is kept sealed until the letter is sent
    and that staff never read (DLV-2). `unsubscribe` is the address by which mail programs end such letters with one
    click.

    Raises:
        ValueError: there is more than one secret.
        UnfitForHeader: the address, the subject or a file name would break a header.
        jinja2.UndefinedError: a value is missing.
    """
    word = _only_word(secret or {})
    words = render(letter, language, values | dict.fromkeys(secret or {}, HIDDEN))
    check_headers(
        to, [words.subject, unsubscribe, *(part for name, mimetype, _ in attachments for part in (name, mimetype))]
    )
    own = new_id()
    row = Letter(
        id=own,
        kind=letter,
        to=to,
        language=language,
        subject=words.subject,
        body_text=words.text,
        body_html=words.html,
        about=about,
        about_type=about_type,
        message_id=f"<{own}@{urlsplit(settings().base_url).hostname}>",
        sender=sender,
        secret=sealing.seal(word, own, sealing.LETTERS) if word else None,
        unsubscribe=unsubscribe,
        attachments=[
            Attachment(position=position, name=name, mimetype=mimetype, content=content)
            for position, (name, mimetype, content) in enumerate(attachments)
        ],
    )
    session.add(row)
    session.flush()
    enqueue(row)
    return row


def resend(actor: Actor, letter: Letter) -> None:
    """Try a failed letter again, from the first attempt on, under its old Message-ID.

    Raises:
        LetterNotFailed: it has been sent, or is on its way.
        LetterSentOnce: its kind is not sent again.
    """
    session.refresh(letter, with_for_update=True)
    if letter.kind in SENT_ONCE:
        raise LetterSentOnce
    if letter.state != "failed":
        raise LetterNotFailed
    audit.record("letter-resent", actor, "letter", letter.id, letter=letter.kind, last_error=letter.last_error)
    letter.state = "queued"
    letter.attempts = 0
    letter.next_at = letter.queued_at = now()
    session.flush()
    enqueue(letter)


def note_bounce(report: Report) -> Letter | None:
    """Write down that a letter came back; the letter, or None if it is none of ours or this report was read before."""
    letter = session.scalar(select(Letter).where(Letter.message_id == report.letter))
    if letter is None:
        return None
    values = {"id": new_id(), "letter_id": letter.id, "report": report.id, "received_at": now()}
    said = {"recipient": report.recipient, "status": report.status, "words": report.words}
    added = insert(Bounce).values(**values, **said).on_conflict_do_nothing().returning(Bounce.id)
    return letter if session.scalar(added) else None


def enqueue(letter: Letter, at: datetime | None = None) -> bool:
    """Ask for the job that sends `letter`, at once or from `at` on; False if one waits already."""
    return jobs.enqueue(SEND, lock=f"{LOCK}{letter.id}", at=at, letter_id=str(letter.id))


def _only_word(secret: Mapping[str, str]) -> str:
    if len(secret) > 1:
        raise ValueError("A letter has one secret word at most.")
    return next(iter(secret.values()), "")
