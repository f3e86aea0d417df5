"""The mail server: connecting to it, handing a message over, and what its answers mean."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PATIENCE = 20  # seconds for each answer of the server


class NotTaken(Exception):
    """The server did not take the message. `final`: it never will, so that trying again is of no use."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


def hand_over(message: EmailMessage, sender: str, smtp_url: str, own_name: str) -> None:
    """Give one message to the server at `smtp_url`; it is responsible for it afterwards. We call ourselves `own_name`.

    Raises:
        NotTaken: with the server's own words.
    """
    try:
        server = connect(smtp_url, own_name)
    except (smtplib.SMTPException, OSError) as error:
        # Whatever the server says before it has seen the letter (busy, wrong password) is not about the letter.
        raise NotTaken(_words(error), final=False) from error
    try:
        server.send_message(message, from_addr=sender)
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(_words(error), final=_is_final(error)) from error
    finally:
        # The message is with the server: how the farewell goes changes nothing.
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()


def connect(smtp_url: str, own_name: str) -> smtplib.SMTP:
    """An open, encrypted and signed-in connection, as the URL says.

    We greet as the host `own_name`: to find out the machine's own name would ask a name server, for seconds where none
    knows it.

    Raises:
        smtplib.SMTPException, OSError: the server is not there, or does not let us in.
    """
    parts = urlsplit(smtp_url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    if parts.scheme == "smtps":
        trusted = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, own_name, timeout=PATIENCE, context=trusted)
    else:
        server = smtplib.SMTP(host, port, own_name, timeout=PATIENCE)
    try:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _is_final(error: Exception) -> bool:
    """5xx is final, 4xx and a lost connection are not (RFC 5321 §4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def _words(error: Exception) -> str:
    """What the server said, in one line for the staff's page: `550 5.1.1 User unknown`."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_text(answer)}" for code, answer in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        said = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        said = f"{type(error).__name__}: {error}"
    return " ".join(said.split())[:500]


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
