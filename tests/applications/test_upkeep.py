"""Drafts that nobody files: their filer is told a month before they go; whatever is filed stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tbc.applications.models import Application
from tbc.applications.record import STEP_BY_PATH
from tbc.applications.service import drafts
from tbc.applications.service.upkeep import NOTICE, REMIND_AFTER, tend_drafts
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail.models import Letter
from tests.applications.given import CONTENT, a_draft, a_filed
from tests.people import a_customer

pytestmark = [pytest.mark.usefixtures("session", "app"), pytest.mark.rule("APP-4")]


def _tend(after: timedelta) -> tuple[int, int]:
    """The letters sent and the drafts left once `after` has passed."""
    with time_machine.travel(now() + after, tick=False):
        tend_drafts()
        session.commit()
    letters = session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "draft-ending"))
    left = session.scalar(select(func.count()).select_from(Application).where(Application.number.is_(None)))
    return letters or 0, left or 0


def test_a_draft_is_told_of_once_and_then_removed() -> None:
    a_draft(a_customer())
    assert _tend(REMIND_AFTER - timedelta(days=1)) == (0, 1)
    assert _tend(REMIND_AFTER + timedelta(days=1)) == (1, 1)
    assert _tend(REMIND_AFTER + timedelta(days=2)) == (1, 1)
    assert _tend(REMIND_AFTER + NOTICE + timedelta(days=2)) == (1, 0)


def test_a_draft_that_is_saved_again_stays() -> None:
    draft = a_draft(a_customer())
    _tend(REMIND_AFTER + timedelta(days=1))
    with time_machine.travel(now() + REMIND_AFTER + timedelta(days=5), tick=False):
        changed = {"delivery": CONTENT["delivery"] | {"company": "新しい会社"}}
        drafts.keep(draft, STEP_BY_PATH["delivery"], changed, None, tried=True)
        session.commit()
    assert _tend(REMIND_AFTER + NOTICE + timedelta(days=2)) == (1, 1)


def test_a_filed_application_is_left_alone() -> None:
    filed = a_filed(a_customer())
    assert _tend(timedelta(days=4000)) == (0, 0)
    assert session.get(Application, filed.id) is not None
