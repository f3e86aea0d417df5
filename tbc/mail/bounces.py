"""Reading what mail servers send back: delivery status notifications (RFC 3464), and which letter they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from hashlib import sha256

# A report is a few kilobytes; the letter in it, whole, may be as large as its attachments.
LARGEST = 30 * 1024 * 1024
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_LONGEST_WORDS = 500


class NoReport(Exception):
    """The message does not say that a letter came back: a holiday notice, a delay, somebody's answer."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says: its own id, the Message-ID of the letter, for whom it was and why it came back."""

    id: str
    letter: str
    recipient: str
    status: str
    words: str


def read_report(content: bytes) -> Report:
    """What the message says of the letter that came back.

    Raises:
        NoReport: it is no delivery status notification of a failure, or does not name a letter.
    """
    if len(content) > LARGEST:
        raise NoReport("The message is too large.")
    message = message_from_bytes(content, policy=default)
    if message.get_content_type() != "multipart/report":
        raise NoReport("The message is not a report.")
    failed = next((group for group in _groups(message) if _header(group, "Action").lower() == "failed"), None)
    if failed is None:
        raise NoReport("The report does not say that a letter came back.")
    letter = _original(message)
    if not letter:
        raise NoReport("The report does not name the letter.")
    status = _STATUS.search(_header(failed, "Status"))
    return Report(
        # Without an id of its own, what it says is its id: the same file read again is the same report.
        id=_header(message, "Message-ID")[:300] or sha256(content).hexdigest(),
        letter=letter,
        recipient=_after_type(_header(failed, "Final-Recipient") or _header(failed, "Original-Recipient"))[:254],
        status=status.group() if status else "",
        words=_after_type(_header(failed, "Diagnostic-Code"))[:_LONGEST_WORDS],
    )


def _groups(message: Message) -> Iterator[Message]:
    """The groups of fields in the report: one about the message, then one for each recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            yield from (group for group in part.get_payload() if isinstance(group, Message))


def _original(message: Message) -> str:
    """The Message-ID of the letter, whose headers, or whole, come as the report's last part."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and isinstance(part.get_payload(), list):
            found = _MESSAGE_ID.search(_header(part.get_payload(0), "Message-ID"))  # type: ignore[arg-type]  # a message, as its type says
        elif kind == "text/rfc822-headers" and isinstance(part, EmailMessage):
            headers = re.search(r"(?im)^message-id:\s*(<[^<>\s]{1,300}>)", str(part.get_content()))
            found = _MESSAGE_ID.search(headers.group(1)) if headers else None
        else:
            continue
        if found:
            return found.group()
    return ""


def _after_type(text: str) -> str:
    """`smtp; 550 5.1.1 User unknown` without the type before it."""
    return text.partition(";")[2].strip() if ";" in text else text.strip()


def _header(part: Message, name: str) -> str:
    """A header in one line; whatever cannot be read is no header."""
    try:
        return " ".join(str(part.get(name, "")).replace("\0", "").split())
    except (ValueError, IndexError, AttributeError):
        return ""
