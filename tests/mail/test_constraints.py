"""What the database itself refuses of letters and of reports that they came back."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.mail.test_post import a_letter
from tests.refusing import assert_refused


@pytest.mark.rule("DLV-2")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("sender = 'else'", "ck_letters_sender_known"),
        ("secret = 'x', state = 'sent', sent_at = now()", "ck_letters_secret_goes_with_it"),
    ],
)
def test_a_letter_of_a_delivery_keeps_no_secret(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE letters SET {change} WHERE id = :id", name, id=a_letter().id)


@pytest.mark.rule("DLV-2")
def test_a_report_counts_once_and_is_about_a_letter(session: Session) -> None:
    note = "INSERT INTO letter_bounces VALUES (gen_random_uuid(), :letter, '<r@x>', 'a@example.com', '', '', now())"
    session.execute(text(note), {"letter": a_letter().id})
    assert_refused(session, note, "uq_letter_bounces_report", letter=a_letter().id)
    lost = "UPDATE letter_bounces SET letter_id = gen_random_uuid()"
    assert_refused(session, lost, "fk_letter_bounces_letter_id_letters")
