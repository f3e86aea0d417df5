"""Reports of a mail server about a letter that it could not deliver, as Postfix writes them."""

from __future__ import annotations

_REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.takasaki.example.jp (Mail Delivery System)
To: bounces@tbc.example.com
Subject: Undelivered Mail Returned to Sender
{message_id}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

This is a MIME-encapsulated message.

--edge
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.takasaki.example.jp.

--edge
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.takasaki.example.jp
Arrival-Date: Fri, 20 Nov 2026 14:43:00 +0900 (JST)

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address rejected

--edge
Content-Description: Undelivered Message
Content-Type: {part}

From: delivery@tbc.example.com
To: {to}
Message-ID: {letter}
Subject: =?utf-8?b?6YeN6KaB?=

{rest}--edge--
"""


def a_report(
    letter: str, to: str, *, action: str = "failed", whole: bool = True, message_id: str = "<report-1@{host}>"
) -> bytes:
    """The report about the letter with the Message-ID `letter`; the `whole` of it is inside, or its headers alone."""
    own = message_id.format(host="mx.takasaki.example.jp")
    part, rest = ("message/rfc822", "The body.\n\n") if whole else ("text/rfc822-headers", "")
    head = f"Message-ID: {own}\n" if own else ""
    return _REPORT.format(message_id=head, to=to, action=action, part=part, letter=letter, rest=rest).encode()
