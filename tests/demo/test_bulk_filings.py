"""The demo's sheets of applications: one that was filed, and one that is still to be mended."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.bulk_filing.models import BulkFiling, Entry
from tbc.kit.db import session


@pytest.mark.rule("ORG-7")
def test_one_is_filed_and_one_is_to_be_mended(demo: Flask) -> None:
    with demo.app_context():
        unmended, filed = session.scalars(select(BulkFiling).order_by(BulkFiling.id.desc())).all()
        found = {
            one.state: Counter(session.scalars(select(Entry.outcome).where(Entry.filing_id == one.id)))
            for one in (filed, unmended)
        }
        assert found == {
            "done": {"filed": 8, "faulty": 1},
            "checked": {"waiting": 3, "faulty": 3, "double": 1},
        }
