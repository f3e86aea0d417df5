"""A letter as the message that goes over the wire: UTF-8 throughout, the same Message-ID at every attempt."""

from __future__ import annotations

from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from html import escape
from urllib.parse import urlsplit

from tbc.config import Settings
from tbc.kit import sealing
from tbc.kit.clock import in_tokyo
from tbc.mail.models import Letter
from tbc.mail.rules import HIDDEN

NAME = "Trend Business Center"


class _Wire(EmailPolicy):
    """As SMTP wants it, with subjects folded by the older of Python's two ways.

    The newer one loses a space, or doubles it, where a subject that is folded mixes plain and encoded words, and begins
    a plain one of just over a line with a space.
    """

    def _fold(self, name: str, value: str, refold_binary: bool = False) -> str:
        if name.lower() == "list-unsubscribe":
            # An address has no place to fold at; the usual way would encode it, and no mail program reads that.
            return f"{name}: {value}{self.linesep}"
        if name.lower() != "subject":
            folded: str = super()._fold(name, value, refold_binary)  # type: ignore[misc]  # unknown to typeshed
            return folded
        charset = "us-ascii" if str(value).isascii() else "utf-8"
        words = Header(str(value), charset, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"


_WIRE = _Wire(linesep=SMTP.linesep)


def build(letter: Letter, settings: Settings) -> EmailMessage:
    """The message: plain text, the same as HTML, and the attachments; a secret word stands in its place.

    Raises:
        ValueError: a header cannot be written.
        SealBroken: the secret was sealed with another key.
    """
    message = EmailMessage(policy=_WIRE)
    message["From"] = _sender(letter.sender, settings)
    message["To"] = _recipient(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(in_tokyo(letter.queued_at))
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.language
    # Nobody's holiday notice shall answer a machine (RFC 3834), and mail rules can tell these letters by their list.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"{NAME} <{urlsplit(settings.base_url).hostname}>"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text, html = _bodies(letter)
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    for file in letter.attachments:
        maintype, _, subtype = file.mimetype.partition("/")
        message.add_attachment(file.content, maintype=maintype, subtype=subtype or "octet-stream", filename=file.name)
    return message


def own_name(settings: Settings) -> str:
    """As which host we greet mail servers: the one that browsers reach."""
    return urlsplit(settings.base_url).hostname or "localhost"


def envelope_sender(sender: str, settings: Settings) -> str:
    """The bare address that the mail server sees, and that bounces come back to."""
    return settings.return_path if sender == "delivery" else parseaddr(settings.mail_from)[1]


def _bodies(letter: Letter) -> tuple[str, str]:
    if letter.secret is None:
        return letter.body_text, letter.body_html
    word = sealing.unseal(letter.secret, letter.id, sealing.LETTERS)
    return letter.body_text.replace(HIDDEN, word), letter.body_html.replace(HIDDEN, escape(word))


def _sender(sender: str, settings: Settings) -> Address:
    name, address = parseaddr(settings.delivery_sender if sender == "delivery" else settings.mail_from)
    return Address(display_name=name or NAME, addr_spec=address)


def _recipient(address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(username=local, domain=domain.encode("idna").decode("ascii") if not domain.isascii() else domain)
