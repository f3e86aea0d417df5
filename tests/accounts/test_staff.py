"""Accounts of staff: `tbc create-staff`, and the link that sets the first password."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tbc import create_app
from tbc.accounts import queries
from tbc.accounts.commands import create_staff
from tbc.kit import db
from tests.accounts.factors import enrol
from tests.accounts.journeys import OTHER_PASSWORD, acts, enter, letters, link
from tests.client import Client
from tests.conftest import settings_for

EMAIL = "ichiro.hinagata@vendor.example.com"


@pytest.fixture
def portal(fresh_database: str) -> Iterator[Flask]:
    """A portal on a database of its own: the command commits."""
    engine = db.open_engine(fresh_database)
    db.bind(engine)
    app = create_app(settings_for(fresh_database))
    app.test_client_class = Client
    yield app
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def test_a_member_of_staff_sets_the_password_by_the_mailed_link(portal: Flask) -> None:
    done = _run(portal, "--email", EMAIL, "--name", "雛形　一郎", "--role", "operator")
    assert done.exit_code == 0, done.output
    assert "/reset-password/" not in done.output
    browser = portal.test_client()
    assert isinstance(browser, Client)
    letter = letters(EMAIL, "staff-created")[0]
    assert browser.submit(link(letter), {"password": OTHER_PASSWORD}).location == "/sign-in"
    assert enter(browser, EMAIL, OTHER_PASSWORD).location == "/sign-in/enrolment"
    assert browser.get("/desk").status_code == 303
    assert enrol(browser).location == "/account/recovery-codes"
    assert browser.get("/desk").status_code == 200
    assert acts() == ["staff-created", "password-changed", "factor-added", "signed-in"]


def test_nothing_works_before_the_password_is_set(portal: Flask) -> None:
    _run(portal, "--email", EMAIL, "--name", "雛形　一郎", "--role", "auditor")
    browser = portal.test_client()
    assert isinstance(browser, Client)
    assert enter(browser, EMAIL, OTHER_PASSWORD).status_code == 422


def test_the_link_is_printed_only_when_asked_for(portal: Flask) -> None:
    done = _run(portal, "--email", EMAIL, "--name", "雛形　一郎", "--role", "administrator", "--print-link")
    assert link(letters(EMAIL)[0]) in done.output


def test_what_is_missing_is_asked(portal: Flask) -> None:
    done = _run(portal, given=f"{EMAIL}\n雛形　一郎\nboss\noperator\n")
    assert done.exit_code == 0, done.output
    user = queries.find_user_by_email(EMAIL)
    assert user is not None
    assert (user.kind, user.staff_role) == ("staff", "operator")


@pytest.mark.parametrize(("email", "sentence"), [("nobody", "not an e-mail address"), (EMAIL.upper(), "already has")])
def test_a_wrong_address_is_refused_with_a_sentence(portal: Flask, email: str, sentence: str) -> None:
    _run(portal, "--email", EMAIL, "--name", "雛形　一郎", "--role", "operator")
    done = _run(portal, "--email", email, "--name", "雛形　二郎", "--role", "operator")
    assert done.exit_code == 1
    assert sentence in done.output
    assert "Traceback" not in done.output


def _run(portal: Flask, *arguments: str, given: str = "") -> Result:
    with portal.app_context():
        return CliRunner().invoke(create_staff, list(arguments), input=given)
