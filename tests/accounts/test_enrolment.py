"""Who has to have a second factor adds one before they are let in: staff always, others where an owner demands it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.accounts import passwords, queries
from tbc.accounts.models import SignedIn, TotpSecret, User
from tbc.kit import db
from tests.accounts.factors import an_app, code, enrol, half_in, shown_secret, wrong_code
from tests.accounts.journeys import PASSWORD, another_browser, enter, error_at, is_in, letters, somebody
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.people import a_customer, an_operator, sign_in

pytestmark = pytest.mark.rule("ACC-3")
PAGE = "/sign-in/enrolment"
MEMBER = f"member@{DOMAIN}"


def staff() -> User:
    """An operator who signs in with PASSWORD."""
    user = an_operator()
    user.password_hash = passwords.hash_password(PASSWORD)
    db.session.commit()
    return user


def test_staff_add_a_factor_before_they_are_let_in(client: Client) -> None:
    user = staff()
    assert enter(client, user.email).location == PAGE
    assert client.get("/desk").location == "/sign-in?next=/desk"
    assert enrol(client).location == "/account/recovery-codes"
    assert client.get("/desk").status_code == 200
    assert [letter.kind for letter in letters(user.email)] == ["factor-added"]


def test_the_wish_to_go_somewhere_outlives_the_enrolment(client: Client) -> None:
    user = staff()
    values = {"email": user.email, "password": PASSWORD, "next": "/desk/mail"}
    asked = client.submit("/sign-in?next=/desk/mail", values, to="/sign-in")
    digits = code(shown_secret(client.get(asked.location).text))
    added = client.submit(asked.location, {"totp": digits, "next": "/desk/mail"}, to=PAGE)
    assert added.location == "/account/recovery-codes?next=/desk/mail"
    assert 'href="/desk/mail"' in client.get(added.location).text


def test_the_same_secret_is_shown_until_it_is_proven(client: Client) -> None:
    half_in(client, staff(), "enrolment")
    first = shown_secret(client.get(PAGE).text)
    refused = client.submit(PAGE, {"totp": wrong_code(first)})
    assert refused.status_code == 422
    assert "確認コードが違います" in error_at(refused, "totp")
    assert shown_secret(refused.text) == first
    assert db.session.scalar(select(TotpSecret.user_id)) is None


def test_whoever_has_a_factor_cannot_enrol_another_by_the_password_alone(client: Client) -> None:
    user = staff()
    email = user.email
    half_in(client, user, "enrolment")
    secret = shown_secret(client.get(PAGE).text)
    known = queries.find_user_by_email(email)
    assert known is not None
    an_app(known)
    assert client.submit(PAGE, {"totp": code(secret)}).location == "/sign-in"
    assert not is_in(client)


def test_staff_with_an_app_show_it(client: Client) -> None:
    user = an_app(staff())
    assert enter(client, user.email).location == "/sign-in/second-factor"


def test_members_add_one_where_their_owner_demands_it(client: Client) -> None:
    user = somebody()
    a_member(an_organization(a_customer(), needs_second_factor=True), user)
    assert enter(client).location == PAGE
    enrol(client)
    assert is_in(client)


@pytest.mark.parametrize("demanded", [True, False])
def test_turning_it_on_ends_the_sessions_without_a_factor(client: Client, app: Flask, demanded: bool) -> None:
    owner, member = an_app(a_customer(email=f"owner@{DOMAIN}")), somebody(MEMBER)
    organization = an_organization(owner)
    a_member(organization, member)
    owner_at, member_at = another_browser(app), sign_in(another_browser(app), member)
    sign_in(owner_at, owner)
    for row in db.session.scalars(select(SignedIn).where(SignedIn.user_id == owner.id)):
        row.factor = "totp"
    db.session.commit()
    values = {"name": organization.name, "joining": "ask"} | ({"needs_second_factor": "y"} if demanded else {})
    changed = owner_at.submit(f"/organizations/{organization.id}/settings", values)
    assert changed.status_code == 303
    assert is_in(owner_at)
    assert is_in(member_at) is not demanded
    assert enter(client, MEMBER).location == (PAGE if demanded else "/applications")


def test_a_session_that_waits_for_enrolment_opens_nothing_else(client: Client) -> None:
    half_in(client, staff(), "enrolment")
    for path in ("/desk", "/account/profile", "/account/factors", "/sign-in/second-factor"):
        assert client.get(path).location.startswith("/sign-in")
    for path in ("/account/passkeys/challenge", "/sign-in/second-factor/challenge"):
        assert client.submit(PAGE, to=path).status_code in {303, 404}
