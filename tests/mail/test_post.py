"""Posting: a letter is a row and a job in the transaction of what it tells."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from jinja2 import UndefinedError
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.kit import db
from tbc.mail.models import Letter
from tbc.mail.rules import UnfitForHeader
from tbc.mail.service import post

AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def a_letter(**changes: Any) -> Letter:
    given: dict[str, Any] = {
        "to": "sakura@takasaki.example.jp",
        "language": "ja",
        "name": "髙﨑㈱①𠮷",
        "at": AT,
        "token": "t",
    }
    return post("test-noted", **(given | changes))


def waiting_jobs(session: Session) -> int:
    jobs = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send-letter' AND status = 'todo'")
    return int(session.execute(jobs).scalar_one())


@pytest.mark.rule("MAI-1")
def test_a_letter_is_a_row_and_a_job(session: Session) -> None:
    letter = a_letter()
    assert letter.state == "queued"
    assert letter.subject == "試験のお知らせ 髙﨑㈱①𠮷"
    assert letter.message_id == f"<{letter.id}@localhost>"
    assert waiting_jobs(session) == 1


@pytest.mark.rule("MAI-1")
def test_a_letter_is_in_its_readers_language_and_in_tokyo_time(session: Session) -> None:
    assert "2026年11月21日" in a_letter().body_text
    assert "21 November 2026" in a_letter(language="en").body_text
    assert '<html lang="en">' in a_letter(language="en").body_html


def test_a_letters_html_is_escaped_and_its_text_is_not(session: Session) -> None:
    letter = a_letter(name="<b>&")
    assert "<h1>&lt;b&gt;&amp;</h1>" in letter.body_html
    assert "<b>& 2026" in letter.body_text


def test_a_letter_loads_nothing_from_elsewhere(session: Session) -> None:
    html = a_letter().body_html
    assert not any(word in html for word in ("<img", "<script", "<link", "@import", "url("))


def test_a_missing_value_is_noticed_at_once(session: Session) -> None:
    with pytest.raises(UndefinedError):
        post("test-noted", to="a@example.com", language="ja", name="n")


@pytest.mark.rule("MAI-1")
@pytest.mark.parametrize(
    "changes",
    [
        {"to": "a@example.com\r\nBcc: b@example.com"},
        {"to": "a@example.com, b@example.com"},
        {"to": "見本 <a@example.com>"},
        {"to": "nobody"},
        {"to": ""},
        {"to": "a" * 250 + "@example.com"},
        {"name": "x\r\nBcc: b@example.com"},
        {"name": "x\ny"},
        {"name": "x\x00y"},
        {"attachments": [("a\r\nX: y.pdf", "application/pdf", b"%PDF")]},
        {"attachments": [("a.pdf", "application/pdf\nX: y", b"%PDF")]},
    ],
)
def test_a_broken_header_is_refused(session: Session, changes: dict[str, Any]) -> None:
    with pytest.raises(UnfitForHeader):
        a_letter(**changes)
    assert session.scalar(select(func.count()).select_from(Letter)) == 0


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("recipient = E'a@example.com\\nBcc: b@example.com'", "ck_letters_headers_in_one_line"),
        ("subject = E'a\\rb'", "ck_letters_headers_in_one_line"),
        ("state = 'lost'", "ck_letters_state_known"),
        ("state = 'sent'", "ck_letters_sent_has_a_time"),
        ("language = 'fr'", "ck_letters_language_known"),
        ("attempts = -1", "ck_letters_attempts_counted"),
        ("unsubscribe = 'https://example.com/>, <mailto:x@example.com'", "ck_letters_unsubscribe_in_one_line"),
    ],
)
def test_the_database_refuses(session: Session, change: str, constraint: str) -> None:
    a_letter()
    with pytest.raises(IntegrityError, match=constraint), session.begin_nested():
        session.execute(text(f"UPDATE letters SET {change}"))


def test_a_message_id_is_given_once(session: Session) -> None:
    first, _second = a_letter(), a_letter()
    with pytest.raises(IntegrityError, match="uq_letters_message_id"), session.begin_nested():
        session.execute(text("UPDATE letters SET message_id = :id"), {"id": first.message_id})


@pytest.mark.rule("MAI-1")
def test_a_sent_letter_stays_as_it_was_sent(session: Session) -> None:
    letter = a_letter()
    letter.state, letter.sent_at = "sent", AT
    session.flush()
    with pytest.raises(IntegrityError, match="letters rows are never changed"), session.begin_nested():
        session.execute(text("UPDATE letters SET state = 'queued', sent_at = NULL"))


@pytest.mark.rule("MAI-1")
def test_a_rollback_leaves_neither_letter_nor_job(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    db.bind(engine)
    a_letter()
    db.session.rollback()
    assert waiting_jobs(db.session()) == 0
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 0
    db.bind(engine)
    engine.dispose()


@pytest.mark.rule("MAI-1")
def test_a_job_asked_for_before_anything_else_is_kept(fresh_database: str) -> None:
    """The session has not begun a transaction: on the bare connection the job would be lost with the commit."""
    from tbc import jobs

    engine = create_engine(fresh_database)
    db.bind(engine)
    assert not db.session().in_transaction()
    jobs.enqueue("send-letter", lock="letter x", letter_id="x")
    db.session.commit()
    db.session.remove()
    assert waiting_jobs(db.session()) == 1
    db.session.remove()
    engine.dispose()


def test_a_letter_costs_one_statement_beside_its_job(session: Session, statements: list[str]) -> None:
    a_letter()
    assert len(statements) == 1
