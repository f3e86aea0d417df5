"""What the database itself refuses of bulk filings, whatever the code does."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tbc.bulk_filing.models import BulkFiling, Entry
from tbc.kit import db
from tests.bulk_filing.given import a_row, begun, worked
from tests.people import a_customer

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.rule("NUM-3")
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"outcome": "sent", "application_id": None}, "ck_bulk_filing_entries_outcome_known"),
        ({"outcome": "filed", "application_id": None}, "ck_bulk_filing_entries_filed_names_it"),
        ({"outcome": "waiting"}, "ck_bulk_filing_entries_only_made_names_it"),
        ({"outcome": "left", "application_id": None}, "ck_bulk_filing_entries_left_for_a_reason"),
        ({"outcome": "left", "application_id": None, "reason": "x"}, "ck_bulk_filing_entries_reason_known"),
        ({"position": 0}, "ck_bulk_filing_entries_position_counts_from_one"),
    ],
)
def test_an_entry_is_one_thing(values: dict[str, object], constraint: str) -> None:
    worked(begun(a_customer(), [a_row(1)]))
    with pytest.raises(IntegrityError, match=constraint), db.session.begin_nested():
        db.session.execute(update(Entry).values(**values))


@pytest.mark.rule("NUM-3")
def test_no_two_entries_have_one_application() -> None:
    one = worked(begun(a_customer(), [a_row(1), a_row(2)]))
    first = db.session.get_one(Entry, (one.id, 1)).application_id
    with pytest.raises(IntegrityError, match="uq_bulk_filing_entries_application_id"), db.session.begin_nested():
        db.session.execute(update(Entry).where(Entry.position == 2).values(application_id=first))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "sent", "finished_at": None}, "ck_bulk_filings_state_known"),
        ({"way": "some"}, "ck_bulk_filings_way_known"),
        ({"way": None}, "ck_bulk_filings_filed_in_a_way"),
        ({"finished_at": None}, "ck_bulk_filings_finished_says_when"),
        ({"agreed_version": ""}, "ck_bulk_filings_filed_is_agreed"),
        ({"settled": -1}, "ck_bulk_filings_settled_counts"),
        ({"file_name": "a\nb"}, "ck_bulk_filings_file_name_is_one_line"),
    ],
)
def test_a_filing_says_what_it_is(values: dict[str, object], constraint: str) -> None:
    worked(begun(a_customer(), [a_row(1)]))
    with pytest.raises(IntegrityError, match=constraint), db.session.begin_nested():
        db.session.execute(update(BulkFiling).values(**values))
