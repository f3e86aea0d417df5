"""What the database itself refuses of requests and of closed days: each rule is broken here on purpose."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.refusing import assert_refused
from tests.requests.test_requests import a_request

NONE = "gen_random_uuid()"


@pytest.mark.rule("DLV-5")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("kind = 'wish'", "ck_requests_kind_known"),
        ("state = 'lost', decided_at = now()", "ck_requests_state_known"),
        ("state = 'approved'", "ck_requests_decided_says_when"),
        ("decided_at = now()", "ck_requests_decided_says_when"),
        (f"about = {NONE}", "ck_requests_about_names_its_kind"),
        ("about_type = 'order'", "ck_requests_about_names_its_kind"),
        ("language = 'fr'", "ck_requests_language_known"),
        ("version = 0", "ck_requests_version_counts_from_one"),
        (f"user_id = {NONE}", "fk_requests_user_id_users"),
        (f"decided_by_id = {NONE}", "fk_requests_decided_by_id_users"),
    ],
)
def test_a_request_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE requests SET {change} WHERE id = :id", name, id=a_request().id)


@pytest.mark.rule("CON-1")
def test_a_day_is_closed_once_and_for_a_reason(session: Session) -> None:
    close = "INSERT INTO closed_days (day, reason, closed_by_name, closed_at) VALUES (:day, :reason, '例田', now())"
    day = date(2026, 12, 24)
    assert_refused(session, close, "ck_closed_days_closed_for_a_reason", day=day, reason="")
    session.execute(text(close), {"day": day, "reason": "創立記念日"})
    assert_refused(session, close, "pk_closed_days", day=day, reason="創立記念日")
