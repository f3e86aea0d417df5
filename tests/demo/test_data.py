"""The demo's data are whole: every state, names that test a font, letters that arrived, nobody who is real."""

from __future__ import annotations

from hashlib import sha256

from flask import Flask
from sqlalchemy import func, select, text

from tbc.applications import checking
from tbc.applications.facts import gather
from tbc.applications.models import STATES, Application
from tbc.demo import mailbox
from tbc.demo.people import PEOPLE
from tbc.demo.seed.companies import COMPANIES, DEALERS, corporate_number
from tbc.demo.workbooks import ARRIVED
from tbc.imports.models import Batch, BatchFile, RoundFile, Workbook, WorkbookRecord
from tbc.imports.queries.teaching import count_unknown, list_taught_forms
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.text import reading
from tbc.mail.models import Letter


def test_there_are_applications_in_every_state(demo: Flask) -> None:
    counted = dict(list(session.execute(select(Application.state, func.count()).group_by(Application.state))))
    assert set(counted) == set(STATES)
    assert sum(counted.values()) > 60
    assert counted["draft"] >= 5


def test_nothing_lies_in_the_future_and_the_last_days_are_busy(demo: Flask) -> None:
    times = session.scalars(select(Application.listed_at)).all()
    assert max(times) <= now()
    assert (now() - max(times)).days == 0
    assert (now() - min(times)).days > 120


def test_the_hard_characters_are_there(demo: Flask) -> None:
    names = "".join(session.scalars(select(Application.company)))
    assert all(character in names for character in "髙﨑𠮷㈱①")


def test_every_letter_but_one_has_arrived(demo: Flask) -> None:
    states = dict(list(session.execute(select(Letter.state, func.count()).group_by(Letter.state))))
    assert states.pop("failed") == 1
    assert set(states) == {"sent"}
    assert session.scalar(text("SELECT count(*) FROM demo.mails")) == states["sent"]
    assert session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send-letter'")) == 0


def test_workbooks_wait_are_filed_and_set_aside(demo: Flask) -> None:
    states = dict(list(session.execute(select(Workbook.state, func.count()).group_by(Workbook.state))))
    assert set(states) == {"filed", "set-aside", "to-register", "failed", "read"}
    assert sum(states.values()) > len(ARRIVED) + 30
    assert states["read"] > 15
    assert session.scalar(select(func.count()).where(Application.source == "excel")) == states["filed"]
    marks = set(session.scalars(select(Workbook.sha256)))
    assert marks >= {sha256(sample.body()).hexdigest() for sample in ARRIVED}


def test_there_are_batches_of_every_kind(demo: Flask) -> None:
    batches = session.scalars(select(Batch).order_by(Batch.id)).all()
    assert [batch.state for batch in batches] == ["done", "done", "cancelled"]
    outcomes = set(
        session.execute(select(BatchFile.outcome, BatchFile.reason).where(BatchFile.batch_id == batches[0].id))
    )
    assert outcomes == {("read", ""), ("known", ""), ("failed", ""), ("refused", "kind"), ("refused", "nested")}
    assert "waiting" in set(session.scalars(select(BatchFile.outcome).where(BatchFile.batch_id == batches[2].id)))


def test_clean_workbooks_were_approved_together(demo: Flask) -> None:
    counted = dict(list(session.execute(select(RoundFile.outcome, func.count()).group_by(RoundFile.outcome))))
    assert counted["refused"] == 1
    assert counted["filed"] >= 5


def test_a_taught_form_has_read_two_files_and_another_waits_to_be_taught(demo: Flask) -> None:
    [(taught, files)] = list_taught_forms()
    assert (taught.state, taught.test, files) == ("on", "passed", 2)
    assert count_unknown() == 1


def test_a_value_in_doubt_has_its_candidates(demo: Flask) -> None:
    kept = session.scalars(select(WorkbookRecord.problems)).all()
    doubts = [problem for problems in kept for problem in problems if problem["code"] == "uncertain"]
    assert any(len(problem.get("candidates", ())) > 1 for problem in doubts)


def test_letters_stand_in_the_mailbox_in_order_of_time(demo: Flask) -> None:
    mails, older = mailbox.list_mails()
    times = [mail.arrived_at for mail in mails]
    assert times == sorted(times, reverse=True)
    assert older is not None
    assert mailbox.list_mails(before=older)[0][0].arrived_at <= times[-1]


def test_one_draft_has_mistakes_and_another_could_be_filed(demo: Flask) -> None:
    drafts = session.scalars(select(Application).where(Application.state == "draft")).all()
    wrong = [len(checking.errors(checking.check(draft.content, gather(draft, draft.content)))) for draft in drafts]
    assert 0 in wrong
    assert max(wrong) >= 3


def test_addresses_numbers_and_names_are_read_without_a_change() -> None:
    for company in COMPANIES.values():
        party = company.party
        assert reading.corporate_number(party["corporate_number"]).fault is None
        for name, read in (("phone", reading.phone), ("email", reading.email), ("corporate_name_kana", reading.kana)):
            assert read(party[name]) == reading.Reading(party[name], None), party[name]
    for dealer in DEALERS:
        assert reading.phone(dealer["phone"]) == reading.Reading(dealer["phone"], None)


def test_every_address_is_of_a_domain_that_belongs_to_nobody() -> None:
    addresses = [company.party["email"] for company in COMPANIES.values()]
    addresses += [dealer["email"] for dealer in DEALERS] + [person.email for person in PEOPLE]
    assert all(".example." in f".{address.partition('@')[2]}" for address in addresses)


def test_a_made_up_corporate_number_has_a_right_check_digit() -> None:
    # The rule's own example: 700110005901 has the check digit 8.
    weighed = sum(int(digit) * (1 + at % 2) for at, digit in enumerate(reversed("700110005901")))
    assert 9 - weighed % 9 == 8
    assert corporate_number(1)[1:] == "999999000001"
