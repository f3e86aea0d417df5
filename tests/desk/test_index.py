"""The desk's front page: figures that lead to what they count."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tbc.mail.models import Letter
from tests.client import Client
from tests.people import a_customer, an_auditor, an_operator, sign_in


def letters(session: Session, **states: int) -> None:
    for state, count in states.items():
        for number in range(count):
            session.add(
                Letter(
                    kind="x", to="a@example.com", language="ja", subject="s", body_text="t", body_html="h",
                    state=state, message_id=f"<{state}{number}@x>",
                )
            )  # fmt: skip
    session.flush()


@pytest.mark.rule("STF-1")
def test_counts_mails_that_wait_and_that_failed(client: Client, session: Session, statements: list[str]) -> None:
    letters(session, queued=12, failed=3)
    sign_in(client, an_operator())
    statements.clear()
    html = client.get("/desk").get_data(as_text=True)
    assert 'href="/desk/mail?state=queued">12件' in html
    assert "3<small>件" in html
    assert "figures__note--late" in html
    assert 'href="/desk/mail?state=failed"' in html
    assert len(statements) <= 8


@pytest.mark.rule("STF-1")
def test_nothing_is_late_while_nothing_failed(client: Client, session: Session) -> None:
    sign_in(client, an_auditor())
    assert "figures__note--late" not in client.get("/desk").get_data(as_text=True)


def test_customers_do_not_enter(client: Client, session: Session) -> None:
    sign_in(client, a_customer())
    assert client.get("/desk").status_code == 403
