"""Filing a sheet: each application once, whatever happens meanwhile (SPEC §6, §8)."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.bulk_filing.jobs import requeue_left_filings
from tbc.bulk_filing.models import BulkFiling, Entry
from tbc.bulk_filing.queries import lock_filing
from tbc.bulk_filing.service import filing, intake, working
from tbc.bulk_filing.service.intake import StateHasChanged
from tbc.catalog.models import Product
from tbc.kit import db
from tbc.mail.models import Letter
from tests.bulk_filing.given import AGREED, VERSION, a_row, begun, uploaded, worked
from tests.people import a_customer, acting

MANY = 1_000
pytestmark = pytest.mark.rule("APP-1")


def outcomes(found: BulkFiling) -> Counter[str]:
    rows = db.session.scalars(select(Entry.outcome).where(Entry.filing_id == found.id))
    return Counter(rows)


def count_filed() -> int:
    return db.session.scalar(select(func.count()).where(Application.number.is_not(None))) or 0


def numbers_filed() -> list[str]:
    return [number for number in db.session.scalars(select(Application.number)) if number]


@pytest.mark.usefixtures("session")
@pytest.mark.rule("NUM-3")
@pytest.mark.parametrize("way", ["all", "good"])
def test_a_thousand_rows_get_a_number_each(way: str, statements: list[str]) -> None:
    filer = a_customer()
    found = begun(filer, [a_row(number) for number in range(1, MANY + 1)], way)
    statements.clear()
    done = worked(found)
    assert len(statements) < 6 * MANY
    assert (done.state, outcomes(done)) == ("done", {"filed": MANY})
    drawn = numbers_filed()
    assert len(set(drawn)) == MANY
    assert all(numbers.read(number) == number for number in drawn)
    letters = db.session.scalars(select(Letter).where(Letter.to == filer.email)).all()
    assert [letter.kind for letter in letters] == ["bulk-filed"]
    assert all(" ".join(numbers.groups(number)) in letters[0].body_text for number in drawn)


@pytest.mark.usefixtures("session")
def test_all_or_nothing_files_nothing_when_a_row_turns_out_wrong() -> None:
    found = begun(a_customer(), [a_row(number) for number in range(1, 6)], "all")
    entry = db.session.get_one(Entry, (found.id, 3))
    entry.content = entry.content | {"delivery": {"email": "nowhere"}}
    db.session.commit()
    done = worked(found)
    assert (done.state, outcomes(done)) == ("refused", {"faulty": 1, "left": 4})
    assert count_filed() == 0
    assert db.session.get_one(Entry, (found.id, 3)).problems[0]["code"] == "email"


@pytest.mark.usefixtures("session")
def test_only_what_is_right_is_filed() -> None:
    rows = [a_row(1), a_row(2, items__quantity="0"), a_row(3, end_user__phone=""), a_row(4)]
    done = worked(begun(a_customer(), rows))
    assert (done.state, outcomes(done)) == ("done", {"filed": 2, "faulty": 2})
    assert count_filed() == 2


@pytest.mark.usefixtures("session")
def test_all_or_nothing_is_not_begun_while_a_row_is_wrong() -> None:
    filer = a_customer()
    found = uploaded(filer, [a_row(1), a_row(2, items__quantity="x")])
    with pytest.raises(filing.HasErrors):
        filing.begin(acting(filer), _locked(filer, found), "all", AGREED, doubles=False, agreed_version=VERSION)


@pytest.mark.usefixtures("session")
def test_what_has_ended_since_it_was_looked_at_is_not_filed() -> None:
    found = begun(a_customer(), [a_row(1), a_row(2)])
    db.session.get_one(Product, "SGE-ADV").application_kinds = ["renewal"]
    db.session.commit()
    assert outcomes(worked(found)) == {"faulty": 2}


@pytest.mark.usefixtures("session")
@pytest.mark.rule("CAT-2")
def test_a_product_with_a_supplement_becomes_a_draft() -> None:
    from tests.applications.given import a_product
    from tests.routes.things import a_supplement

    a_product("K12-RM", supplement_code=a_supplement())
    filer = a_customer()
    done = worked(begun(filer, [a_row(1), a_row(2, items__product="K12-RM")], "all"))
    assert outcomes(done) == {"filed": 1, "drafted": 1}
    draft = db.session.scalars(select(Application).where(Application.state == "draft")).one()
    assert {name: step["state"] for name, step in draft.progress.items() if step["state"] != "done"} == {
        "extras": "error"
    }
    letter = db.session.scalars(select(Letter).where(Letter.to == filer.email)).one()
    assert "1件は、別紙が必要なため下書きにしました。" in letter.body_text


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("doubles", [False, True])
def test_the_same_twice_is_filed_only_if_somebody_says_so(*, doubles: bool) -> None:
    done = worked(begun(a_customer(), [a_row(1), a_row(1), a_row(2)], "all", doubles=doubles))
    assert outcomes(done) == ({"filed": 3} if doubles else {"filed": 2, "double": 1})


@pytest.mark.usefixtures("session")
def test_what_was_filed_last_month_is_noticed() -> None:
    filer = a_customer()
    worked(begun(filer, [a_row(1)]))
    again = uploaded(filer, [a_row(1), a_row(1, items__quantity="7"), a_row(2)])
    assert outcomes(again) == {"double": 1, "waiting": 2}
    assert db.session.get_one(Entry, (again.id, 1)).same_id is not None
    assert outcomes(uploaded(a_customer(), [a_row(1)])) == {"waiting": 1}


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("way", ["all", "good"])
def test_it_is_stopped_and_goes_on(way: str) -> None:
    filer = a_customer()
    found = begun(filer, [a_row(number) for number in range(1, 31)], way)
    if way == "good":
        assert working.file_on(found.id, 0.0001, validity=None)
    before = count_filed()
    filing.cancel(acting(filer), _locked(filer, found))
    db.session.commit()
    assert not working.file_on(found.id, 600, validity=None)
    assert count_filed() == before
    filing.resume(acting(filer), _locked(filer, found))
    db.session.commit()
    done = worked(found)
    assert (done.state, count_filed()) == ("done", 30)


@pytest.mark.usefixtures("session")
def test_it_is_begun_once_and_then_only_looked_at() -> None:
    filer = a_customer()
    found = begun(filer, [a_row(1)])
    for _ in range(2):
        with pytest.raises(StateHasChanged):
            filing.begin(acting(filer), _locked(filer, found), "good", AGREED, doubles=True, agreed_version=VERSION)
    worked(found)
    assert not working.file_on(found.id, 600, validity=None)
    assert count_filed() == 1
    with pytest.raises(StateHasChanged):
        intake.discard(acting(filer), _locked(filer, found))


@pytest.mark.usefixtures("session")
@pytest.mark.rule("AUD-1")
def test_everything_is_audited() -> None:
    worked(begun(a_customer(), [a_row(1)]))
    told = db.session.scalars(
        select(AuditEvent.act).where(AuditEvent.subject_type == "bulk-filing").order_by(AuditEvent.at)
    )
    assert list(told) == ["bulk-filing-checked", "bulk-filing-begun", "bulk-filing-finished"]
    assert db.session.scalar(select(func.count()).where(AuditEvent.act == "application-filed")) == 1


@pytest.mark.usefixtures("session")
def test_whose_account_is_closed_files_nothing_more() -> None:
    filer = a_customer()
    found = begun(filer, [a_row(1), a_row(2)])
    db.session.get_one(User, found.filer_id).disabled_at = found.created_at
    db.session.commit()
    assert outcomes(worked(found)) == {"left": 2}
    assert count_filed() == 0


def test_a_lost_job_is_asked_for_again(session: Session) -> None:
    found = begun(a_customer(), [a_row(1)])
    session.connection().exec_driver_sql("DELETE FROM procrastinate_jobs")
    assert requeue_left_filings() == 1
    assert requeue_left_filings() == 0
    worked(found)
    assert requeue_left_filings() == 0


def _locked(filer: User, found: BulkFiling) -> BulkFiling:
    locked = lock_filing(acting(filer), found.id)
    assert locked is not None
    return locked
