"""What other systems are told of applications: filed, superseded, withdrawn, each under its number."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc import webhooks
from tbc.applications.service import filing
from tbc.applications.service.copying import correct
from tests.applications.given import AGREED, a_draft, a_filed
from tests.conftest import settings_for
from tests.people import a_customer, acting
from tests.webhooks.given import an_endpoint, messages

pytestmark = pytest.mark.rule("API-1")


@pytest.fixture(autouse=True)
def told(app: Flask, session: Session) -> None:
    """Somebody wants to know everything."""
    webhooks.set_up(settings_for())
    an_endpoint()


def bodies() -> list[dict[str, Any]]:
    return [json.loads(message.body) for message in messages()]


def test_filing_is_told_under_the_number_and_names_no_person() -> None:
    filed = a_filed(a_customer())
    (message,) = messages()
    (body,) = bodies()
    assert (message.kind, message.subject) == ("application.filed", filed.number)
    assert body["data"]["reception_number"] == filed.number
    assert body["data"]["company"] == "サンプル髙﨑建設株式会社"
    assert "見本" not in message.body
    assert "@" not in message.body


def test_filing_again_what_is_filed_tells_nothing_more() -> None:
    filer = a_customer()
    filed = a_filed(filer)
    filing.file(acting(filer), filed, AGREED, agreed_version="2026-11-01", validity=None)
    assert len(messages()) == 1


def test_a_draft_is_told_nobody() -> None:
    a_draft(a_customer())
    assert messages() == []


def test_a_withdrawal_is_told_after_the_filing() -> None:
    filer = a_customer()
    filed = a_filed(filer)
    filing.withdraw(acting(filer), filed, "重複")
    assert [message.kind for message in messages()] == ["application.filed", "application.withdrawn"]
    assert {message.subject for message in messages()} == {filed.number}
    assert bodies()[1]["data"]["state"] == "withdrawn"


def test_a_correction_tells_of_both_numbers() -> None:
    filer = a_customer()
    old = a_filed(filer)
    draft = correct(acting(filer), old)
    new = filing.file(acting(filer), draft, AGREED, agreed_version="2026-11-01", validity=None)
    kinds = [(message.kind, message.subject) for message in messages()]
    assert kinds == [
        ("application.filed", old.number),
        ("application.filed", new.number),
        ("application.superseded", old.number),
    ]
    assert bodies()[2]["data"]["superseded_by"] == new.number
