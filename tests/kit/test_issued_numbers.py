"""What the database itself refuses of numbers that were given: each rule is broken here on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.refusing import assert_refused


@pytest.mark.rule("ORD-2")
@pytest.mark.parametrize(
    ("act", "name"),
    [
        ("INSERT INTO issued_numbers VALUES ('TEST', 7)", "pk_issued_numbers"),
        ("INSERT INTO issued_numbers VALUES ('TEST', -1)", "ck_issued_numbers_number_is_none_below_zero"),
        ("UPDATE issued_numbers SET number = 8", "issued_numbers_stay_given"),
        ("DELETE FROM issued_numbers", "issued_numbers_stay_given"),
    ],
)
def test_a_number_is_given_once_and_stays_given(session: Session, act: str, name: str) -> None:
    session.execute(text("INSERT INTO issued_numbers VALUES ('TEST', 7)"))
    assert_refused(session, act, name)
