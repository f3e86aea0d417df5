"""The demo's mailbox: takes what the worker sends, and shows it without letting it do anything."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tbc.config import Settings
from tbc.demo import mailbox
from tbc.demo.mail_server import MailServer
from tests.client import Client

HOSTILE = (
    "<html><head></head><body><script>fetch('/demo')</script><img src='http://evil.example/x'>"
    "<form action='http://evil.example'></form><p>本文 髙﨑</p></body></html>"
)


@pytest.fixture
def server(demo_settings: Settings, demo: Flask) -> Iterator[MailServer]:
    server = MailServer(demo_settings.database_url.replace("postgresql+psycopg:", "postgresql:"))
    server.start()
    yield server
    server.stop()


def test_what_is_sent_is_shown(server: MailServer, visitor: Client) -> None:
    number = _send(server, to="tsubasa.karino@hinagata-logi.example.jp", subject="髙﨑様 ①のご案内")
    listed = visitor.get("/demo/mail").get_data(as_text=True)
    assert "髙﨑様 ①のご案内" in listed
    page = visitor.get(f"/demo/mail/{number}").get_data(as_text=True)
    assert 'href="http://localhost/sign-up/abc"' in page
    assert "&lt;b&gt;" in page


def test_the_list_is_narrowed_to_one_address(server: MailServer, visitor: Client) -> None:
    _send(server, to="somebody@else.example.jp", subject="ほかの人への手紙")
    assert "ほかの人への手紙" in visitor.get("/demo/mail?to=somebody@else.example.jp").get_data(as_text=True)
    assert "ほかの人への手紙" not in visitor.get("/demo/mail?to=yoko.kaku@vendor.example.com").get_data(as_text=True)
    assert "まだ届いていません" in visitor.get("/demo/mail?to=nobody@else.example.jp").get_data(as_text=True)


def test_a_letter_can_do_nothing(server: MailServer, demo: Flask) -> None:
    number = _send(server)
    # The reading client does not let a policy with 'unsafe-inline' pass; here it belongs.
    answer = FlaskClient(demo).get(f"/demo/mail/{number}/letter", base_url="http://localhost")
    policy = dict(rule.strip().partition(" ")[::2] for rule in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert "connect-src" not in policy
    assert policy["form-action"] == "'none'"
    assert policy["img-src"] == "data:"
    assert policy["frame-ancestors"] == "'self'"
    assert "allow-scripts" not in policy["sandbox"]
    assert '<base target="_top">' in answer.get_data(as_text=True)


def test_only_a_letters_page_may_frame_anything(server: MailServer, visitor: Client) -> None:
    number = _send(server)
    assert "frame-src 'self'" in visitor.get(f"/demo/mail/{number}").headers["Content-Security-Policy"]
    assert "frame-src" not in visitor.get("/demo/mail").headers["Content-Security-Policy"]


def test_an_attachment_is_saved_and_not_shown(server: MailServer, visitor: Client) -> None:
    number = _send(server)
    answer = visitor.get(f"/demo/mail/{number}/files/0")
    assert answer.data == b"%PDF-1.7"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''%E5%8F%97%E4%BB%98.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["/demo/mail/999999", "/demo/mail/999999/letter", "/demo/mail/1/files/9"])
def test_what_is_not_there_is_404(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404


def _send(server: MailServer, to: str = "somebody@else.example.jp", subject: str = "手紙") -> int:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "portal@example.com", to, subject
    message.set_content("リンク: http://localhost/sign-up/abc <b>")
    message.add_alternative(HOSTILE, subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="受付.pdf")
    host, port = server.url.removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port)) as client:
        client.send_message(message)
    return int(mailbox.list_mails()[0][0].id)
