"""The staff's page of mails: each one's fate, without what only its reader may know."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.audit.queries import list_about
from tbc.kit import db
from tbc.kit.clock import now
from tbc.mail.models import Letter
from tbc.mail.queries import PAGE
from tbc.mail.rules import without_secrets
from tests.client import Client
from tests.mail.test_post import a_letter
from tests.mailbox import Mailbox
from tests.people import a_customer, an_administrator, an_auditor, an_operator, sign_in
from tests.worker import send_letters

TOKEN = "3q2-7wAAABcdefGHIJ_klmnopQRSTUVwxyz0123456"


def a_failed_letter(mailbox: Mailbox) -> UUID:
    mailbox.answer = "550 5.1.1 User <unknown>"
    identity = a_letter(token=TOKEN).id
    send_letters()
    mailbox.answer = ""
    return identity


@pytest.mark.rule("MAI-1")
def test_lists_letters_by_state_and_address(client: Client, session: Session) -> None:
    a_letter(to="one@takasaki.example.jp", name="甲")
    sent = a_letter(to="two@example.com", name="乙")
    sent.state, sent.sent_at = "sent", now()
    sign_in(client, an_operator())

    def shows(query: str) -> tuple[bool, bool]:
        html = client.get(f"/desk/mail{query}").get_data(as_text=True)
        return "試験のお知らせ 甲" in html, "試験のお知らせ 乙" in html

    assert shows("") == (True, True)
    assert shows("?state=queued") == (True, False)
    assert shows("?state=sent") == (False, True)
    assert shows("?state=nonsense") == (True, True)
    assert shows("?to=ONE@") == (True, False)
    assert shows("?to=@example.com") == (False, True)
    assert shows("?to=%25") == (False, False)


def test_an_empty_list_says_how_to_fill_it(client: Client, session: Session) -> None:
    sign_in(client, an_auditor())
    assert "メールはまだありません" in client.get("/desk/mail").get_data(as_text=True)
    assert "この条件に合うメールはありません" in client.get("/desk/mail?to=x").get_data(as_text=True)


def test_the_list_is_turned_page_by_page(client: Client, session: Session, statements: list[str]) -> None:
    letters = [a_letter(name=f"No{number:03}").id for number in range(2 * PAGE + 1)]
    sign_in(client, an_operator())
    second = client.get(f"/desk/mail?older={letters[PAGE + 1]}").get_data(as_text=True)
    assert f"No{PAGE:03}" in second
    assert f"No{PAGE + 1:03}" not in second
    assert f"newer={letters[PAGE]}" in second
    assert f"older={letters[1]}" in second
    first = client.get(f"/desk/mail?newer={letters[PAGE]}").get_data(as_text=True)
    assert f"No{2 * PAGE:03}" in first
    assert 'rel="prev"' not in first
    statements.clear()
    client.get("/desk/mail?older=nonsense")
    assert len(statements) <= 4


@pytest.mark.rule("MAI-1")
def test_a_failed_letter_shows_why_and_is_sent_again(client: Client, session: Session, mailbox: Mailbox) -> None:
    identity = a_failed_letter(mailbox)
    sign_in(client, an_operator("雛形　二郎"))
    path = f"/desk/mail/{identity}"
    html = client.get(path).get_data(as_text=True)
    assert "550 5.1.1 User &lt;unknown&gt;" in html
    assert "もう一度送る" in html
    assert client.submit(path).status_code == 303
    letter = db.session.get_one(Letter, identity)
    assert (letter.state, letter.attempts) == ("queued", 0)
    (event,) = list_about("letter", identity)
    assert (event.act, event.actor_name) == ("letter-resent", "雛形　二郎")
    send_letters()
    assert len(mailbox.messages) == 1
    html = client.get(path).get_data(as_text=True)
    assert "送信済み" in html
    assert "雛形　二郎" in html


@pytest.mark.rule("MAI-1")
def test_a_sent_letter_is_not_sent_again(client: Client, session: Session, mailbox: Mailbox) -> None:
    identity = a_letter().id
    send_letters()
    sign_in(client, an_operator())
    token = client.token("/desk")
    assert client.post(f"/desk/mail/{identity}", data={"csrf_token": token}).status_code == 303
    assert db.session.get_one(Letter, identity).state == "sent"
    assert list_about("letter", identity) == []


def test_a_letters_one_time_link_is_not_shown(client: Client, session: Session) -> None:
    letter = a_letter(token=TOKEN)
    assert TOKEN in letter.body_text
    sign_in(client, an_administrator())
    html = client.get(f"/desk/mail/{letter.id}").get_data(as_text=True)
    assert TOKEN not in html
    assert "http://localhost/x/••••••" in html


def test_only_secrets_are_hidden() -> None:
    kept = f"AB12 CD34 EF56 GH78 JK90 MN12 / ORDC1234567 / http://localhost/applications/{uuid4()} / {'-' * 50}"
    assert without_secrets(kept) == kept
    assert TOKEN not in without_secrets(f"http://localhost/verify/{TOKEN}?x=1")


@pytest.mark.parametrize(
    ("who", "read", "resent"),
    [(a_customer, 404, 404), (an_auditor, 200, 403), (an_operator, 200, 303), (an_administrator, 200, 303)],
)
def test_who_may_read_and_resend(
    client: Client, session: Session, mailbox: Mailbox, who: Callable[[], User], read: int, resent: int
) -> None:
    identity = a_failed_letter(mailbox)
    sign_in(client, who())
    assert client.get(f"/desk/mail/{identity}").status_code == read
    token = client.token("/desk" if read == 200 else "/")
    assert client.post(f"/desk/mail/{identity}", data={"csrf_token": token}).status_code == resent


def test_nobody_is_led_to_sign_in(client: Client, session: Session) -> None:
    assert client.get("/desk/mail").headers["Location"].startswith("/sign-in")


def test_an_unknown_letter_is_404(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert client.get(f"/desk/mail/{uuid4()}").status_code == 404
