"""What the database refuses, told by the name of the rule that was broken."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg import Error
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


def assert_refused(session: Session, statement: str, name: str, **values: Any) -> None:
    """`statement` breaks the constraint, unique index or trigger called `name`, and no other."""
    with pytest.raises(DBAPIError) as caught, session.begin_nested():
        session.execute(text(statement), values)
    broken = caught.value.orig
    assert isinstance(broken, Error)
    assert broken.diag.constraint_name == name, broken
