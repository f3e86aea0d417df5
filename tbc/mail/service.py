"""Writing letters into the outbox, and sending a failed one again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from tbc import jobs
from tbc.audit import service as audit
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.mail.house import settings
from tbc.mail.models import Attachment, Letter
from tbc.mail.rendering import render
from tbc.mail.rules import check_headers
from tbc.policy import Actor

SEND = "send-letter"
LOCK = "letter "
File = tuple[str, str, bytes]


class LetterNotFailed(Exception):
    """Only a letter that failed is sent again: a queued one is still on its way, a sent one has arrived."""


def post(
    letter: str,
    *,
    to: str,
    language: str,
    about: UUID | None = None,
    about_type: str = "",
    attachments: Sequence[File] = (),
    **values: Any,
) -> Letter:
    """Write `letter` to the address `to`, in the transaction of what it tells; a worker sends it after the commit.

    `letter` is the folder under `templates/mail/` and its past-tense word (`application-filed`), `language` is `ja` or
    `en`, `about` the row that it tells of and `about_type` that row's kind (`application`), `attachments` are (file
    name, MIME type, content), `values` what the templates name. Rule MAI-1.

    Raises:
        UnfitForHeader: the address, the subject or a file name would break a header.
        jinja2.UndefinedError: a value is missing.
    """
    words = render(letter, language, values)
    check_headers(to, [words.subject, *(part for name, mimetype, _ in attachments for part in (name, mimetype))])
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
    """
    session.refresh(letter, with_for_update=True)
    if letter.state != "failed":
        raise LetterNotFailed
    audit.record("letter-resent", actor, "letter", letter.id, letter=letter.kind, last_error=letter.last_error)
    letter.state = "queued"
    letter.attempts = 0
    letter.next_at = letter.queued_at = now()
    session.flush()
    enqueue(letter)


def enqueue(letter: Letter, at: datetime | None = None) -> bool:
    """Ask for the job that sends `letter`, at once or from `at` on; False if one waits already."""
    return jobs.enqueue(SEND, lock=f"{LOCK}{letter.id}", at=at, letter_id=str(letter.id))
