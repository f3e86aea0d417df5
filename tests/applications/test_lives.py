"""Every way through the life of an application: only documented changes of state, whoever presses what and when."""

from __future__ import annotations

from itertools import count
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.applications.rules import TRANSITIONS
from tbc.kit import db
from tests.accounts.journeys import another_browser
from tests.applications.given import a_draft
from tests.client import Client
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, sign_in

AT = st.integers(min_value=0, max_value=20)
FORM = "/reset-password"
DOMAINS = (f"example{at}.example.com" for at in count(1))


class Lives(RuleBasedStateMachine):
    """A filer who presses every button of every page they may have open, also of pages that are long out of date."""

    app: Flask

    @initialize()
    def begin(self) -> None:
        """One draft that is complete."""
        self.states: dict[UUID, str] = {}
        self.numbers: dict[UUID, str] = {}
        self.corrects: dict[UUID, UUID] = {}
        self.managed: set[UUID] = set()
        filer, colleague = a_customer(), a_customer()
        self.filer_id = filer.id
        self.account_id = an_account(an_organization(colleague, next(DOMAINS)), colleague, [filer]).id
        self.states[a_draft(filer).id] = "draft"
        self.browser: Client = sign_in(another_browser(self.app), filer)
        self.colleague: Client = sign_in(another_browser(self.app), colleague)
        self.token = self.browser.token(FORM)

    @rule(at=AT, twice=st.booleans())
    def file(self, at: int, twice: bool) -> None:
        """A draft is filed; whatever is filed already answers with its number."""
        one = self._one(at)
        origin = self.corrects.get(one)
        is_late = self.states[one] == "draft" and origin is not None and self.states[origin] != "filed"
        for _ in range(1 + twice):
            answer = self._press(one, "check", consent="y", privacy="y")
            expected = {303, 422} if is_late else {404} if self.states[one] == "discarded" else {303}
            assert answer in expected
        if self.states[one] == "draft" and not is_late:
            self.states[one] = "filed"
            if origin:
                self.states[origin] = "superseded"
                self.managed |= {one} if origin in self.managed else set()

    @rule(at=AT)
    def withdraw(self, at: int) -> None:
        """Only what is filed, and not superseded meanwhile."""
        one = self._one(at)
        self._press(one, "withdrawal", reason="")
        if self.states[one] == "filed":
            self.states[one] = "withdrawn"

    @rule(at=AT)
    def discard(self, at: int) -> None:
        """Only drafts."""
        one = self._one(at)
        self._press(one, "discard")
        if self.states[one] == "draft":
            self.states[one] = "discarded"

    @rule(at=AT)
    def copy(self, at: int) -> None:
        """From anything that was ever filed."""
        one = self._one(at)
        if self._press(one, "copies") == 303:
            assert self.states[one] not in {"draft", "discarded"}
            self._note_new_draft(of=one)

    @rule(at=AT)
    def correct(self, at: int) -> None:
        """From what is filed and neither withdrawn nor superseded."""
        one = self._one(at)
        self._press(one, "corrections")
        if self.states[one] == "filed":
            self.corrects[self._note_new_draft(of=one)] = one

    @rule(at=AT)
    def write_into(self, at: int) -> None:
        """What is typed into an old page of a filed application changes nothing."""
        self._press(self._one(at), "extras", remarks="あとから", act="keep")

    @rule(at=AT)
    def move(self, at: int) -> None:
        """Whatever is quick goes into the company account, and never out again; a correction waits for its origin."""
        one = self._one(at)
        self._press(one, "move", is_final="y", company_account=str(self.account_id))
        waits = self.states[one] == "draft" and one in self.corrects
        if self.states[one] != "discarded" and not waits:
            self.managed.add(one)

    @rule(at=AT)
    def take_back(self, at: int) -> None:
        """Not while the company account is there."""
        self._press(self._one(at), "move", act="take-back")

    @rule(at=AT)
    def a_colleague_looks(self, at: int) -> None:
        """They see what is in the company account, and nothing else."""
        one = self._one(at)
        is_there = one in self.managed and self.states[one] != "discarded"
        assert (self.colleague.get(f"/applications/{one}").status_code != 404) == is_there

    @invariant()
    def the_database_agrees(self) -> None:
        """Each application is where its documented life has led it; a number once given stays."""
        db.session.expire_all()
        rows = db.session.scalars(select(Application).where(Application.filer_id == self.filer_id)).all()
        assert {row.id: row.state for row in rows} == {k: v for k, v in self.states.items() if v != "discarded"}
        assert {row.id for row in rows if row.company_account_id} == {
            one for one in self.managed if self.states[one] != "discarded"
        }
        for row in rows:
            assert (row.number is None) == row.is_draft
            assert self.numbers.setdefault(row.id, row.number) == row.number if row.number else True
            assert row.is_draft or row.content["remarks"] in {"", "あとから"}
        assert len(set(self.numbers.values())) == len(self.numbers)

    def _one(self, at: int) -> UUID:
        known = list(self.states)
        return known[at % len(known)]

    def _press(self, one: UUID, page: str, **values: str) -> int:
        sent = {"csrf_token": self.token, **values}
        return self.browser.post(f"/applications/{one}/{page}", data=sent).status_code

    def _note_new_draft(self, of: UUID) -> UUID:
        db.session.expire_all()
        wanted = select(Application.id).where(Application.filer_id == self.filer_id, Application.id.not_in(self.states))
        new = db.session.scalars(wanted).one()
        self.states[new] = "draft"
        self.managed |= {new} if of in self.managed else set()
        return new


@pytest.mark.rule("APP-1")
@pytest.mark.rule("APP-9")
@pytest.mark.rule("NUM-3")
def test_only_documented_changes_happen(app: Flask, session: Session) -> None:
    lives = type("LivesHere", (Lives,), {"app": app})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=15, stateful_step_count=15, deadline=None, derandomize=True, suppress_health_check=checks
        ),
    )


@pytest.mark.rule("APP-9")
def test_what_is_at_its_end_stays_there() -> None:
    assert {state for state, after in TRANSITIONS.items() if not after} == {"superseded", "withdrawn", "cancelled"}
    assert all(after <= TRANSITIONS.keys() for after in TRANSITIONS.values())
    assert not any("draft" in after for after in TRANSITIONS.values())
