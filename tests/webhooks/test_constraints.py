"""What the database itself refuses of receivers and of what they are told: each rule is broken here on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tbc.webhooks.service import announce
from tests.refusing import assert_refused
from tests.webhooks.given import an_endpoint

pytestmark = pytest.mark.rule("API-1")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("name = ''", "ck_webhook_endpoints_name_is_something"),
        ("url = 'ftp://hooks.example.com'", "ck_webhook_endpoints_url_is_web"),
        ("kinds = '{order.lost}'", "ck_webhook_endpoints_kinds_known"),
        ("kinds = '{}'", "ck_webhook_endpoints_kinds_are_some"),
        ("old_secret = 'x'", "ck_webhook_endpoints_old_secret_ends"),
        ("old_secret_until = now()", "ck_webhook_endpoints_old_secret_ends"),
        ("version = 0", "ck_webhook_endpoints_version_counts_from_one"),
    ],
)
def test_a_receiver_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    endpoint, _secret = an_endpoint()
    assert_refused(session, f"UPDATE webhook_endpoints SET {change} WHERE id = :id", name, id=endpoint.id)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("kind = 'order.lost'", "ck_webhook_messages_kind_known"),
        ("state = 'lost', settled_at = now()", "ck_webhook_messages_state_known"),
        ("state = 'taken'", "ck_webhook_messages_settled_says_when"),
        ("settled_at = now()", "ck_webhook_messages_settled_says_when"),
        ("attempts = -1", "ck_webhook_messages_attempts_counted"),
        ("subject = ''", "ck_webhook_messages_subject_is_something"),
        ("endpoint_id = gen_random_uuid()", "fk_webhook_messages_endpoint_id_webhook_endpoints"),
    ],
)
def test_a_message_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    an_endpoint()
    announce("order.entered", "ORDC0382917", {"number": "ORDC0382917"})
    session.flush()
    assert_refused(session, f"UPDATE webhook_messages SET {change}", name)
