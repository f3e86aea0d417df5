"""Attempts to come into an account, a domain or an organization that is somebody else's, by what a portal says."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.accounts.models import User
from tbc.demo.portal.people import BY_KEY
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import Organization
from tbc.partners.models import Identity
from tbc.partners.rules.refusals import Refusal
from tests.accounts.journeys import another_browser, enter, is_in, somebody
from tests.client import Client
from tests.partners.attacks import assert_refused, events, made
from tests.partners.provider.server import PartnerPortal
from tests.people import an_operator

pytestmark = pytest.mark.rule("PRT-2")

KNOWN = BY_KEY["known"].email


def test_an_address_that_has_an_account_does_not_open_it(client: Client, provider: PartnerPortal) -> None:
    somebody(KNOWN)
    before = made()
    page = provider.sign_in(client, "known")
    assert page.request.path == "/partner/link"
    assert not is_in(client)
    assert made() == before
    assert events("partner-sign-in-refused")[-1].details["reason"] == "existing-account"


def test_an_owner_at_one_portal_is_not_entered_by_the_same_address_at_another(
    app: Flask, client: Client, provider: PartnerPortal, other_provider: PartnerPortal
) -> None:
    """Another portal gives the same subject and the same proven address: it is another person until they link."""
    provider.sign_in(client, "first")
    before = made()
    thief = another_browser(app)
    page = other_provider.sign_in(thief, "first")
    assert page.request.path == "/partner/link"
    assert not is_in(thief)
    assert made() == before
    assert session.scalars(select(Identity.issuer)).all() == [provider.issuer]


def test_signing_in_to_another_account_does_not_link(client: Client, provider: PartnerPortal) -> None:
    somebody(KNOWN)
    somebody("mine@takasaki.example.jp")
    before = made()
    provider.sign_in(client, "known")
    enter(client, "mine@takasaki.example.jp")
    token = client.token("/account/profile")
    client.post("/partner/link", data={"csrf_token": token}, follow_redirects=True)
    assert made()["partner_identities"] == before["partner_identities"] == 0


def test_linking_takes_a_form_of_ours(client: Client, provider: PartnerPortal) -> None:
    somebody(KNOWN)
    provider.sign_in(client, "known")
    enter(client, KNOWN)
    client.get("/partner/link")
    assert made()["partner_identities"] == 0
    assert client.post("/partner/link").status_code in {400, 403}
    assert made()["partner_identities"] == 0


@pytest.mark.parametrize("word", [False, None, "true", "True", 1, "yes", [True], {"value": True}])
def test_an_address_that_is_not_proven_joins_no_domain(client: Client, provider: PartnerPortal, word: Any) -> None:
    with provider.hostile(id_token={"email_verified": word}, userinfo={"email_verified": word}):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.UNVERIFIED)
    assert session.scalars(select(Organization)).all() == []


def test_the_person_without_a_proven_address_is_told_so(client: Client, provider: PartnerPortal) -> None:
    assert_refused(client, provider.sign_in(client, "unverified"), Refusal.UNVERIFIED)


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize(
    "email",
    [
        "info@dummy-joho.example.jp", "somebody@gmail.com", "dai+1@kaku-systems.example.jp", "nobody", "a@b", "",
        "dai@kaku-systems.example.jp\r\nBcc: x@evil.example", "代理@kaku-systems.example.jp", 7, None,
    ],
)  # fmt: skip
def test_an_address_that_can_be_no_login_id_is_refused(client: Client, provider: PartnerPortal, email: Any) -> None:
    with provider.hostile(id_token={"email": email}, userinfo={"email": email}):
        answer = provider.sign_in(client, "first")
    assert answer.status_code == 403
    assert not is_in(client)
    assert made()["users"] == made()["partner_identities"] == 0
    assert events("partner-sign-in-refused")


def test_staff_do_not_come_in_by_a_portal(client: Client, provider: PartnerPortal) -> None:
    staff = an_operator()
    before = made()
    with provider.hostile(id_token={"email": staff.email}):
        assert_refused(client, provider.sign_in(client, "first"), Refusal.STAFF, before=before)


def test_a_disabled_account_stays_closed(client: Client, provider: PartnerPortal, app: Flask) -> None:
    provider.sign_in(client, "first")
    user = session.scalars(select(User)).one()
    user.disabled_at = now()
    session.commit()
    before = made()
    again = another_browser(app)
    assert_refused(again, provider.sign_in(again, "first"), Refusal.DISABLED, before=before)
    assert not is_in(client)


def test_an_address_that_was_changed_at_the_portal_takes_nobodys_account(
    app: Flask, client: Client, provider: PartnerPortal
) -> None:
    """What a portal says of an address may change (nOAuth): the subject alone says who it is."""
    victim = somebody(KNOWN).id
    provider.sign_in(client, "first")
    own = session.scalars(select(User.id).where(User.email != KNOWN)).one()
    again = another_browser(app)
    with provider.hostile(id_token={"email": KNOWN}):
        provider.sign_in(again, "first")
    assert session.scalars(select(User.id).where(User.email == KNOWN)).all() == [victim]
    assert session.scalars(select(Identity.user_id)).all() == [own]


def test_an_address_that_was_given_to_a_colleague_does_not_open_the_leavers_account(
    app: Flask, client: Client, provider: PartnerPortal
) -> None:
    """Another subject with the address of a linked account is another person, who is shown the way, not let in."""
    provider.sign_in(client, "first")
    before = made()
    successor = another_browser(app)
    with provider.hostile(id_token={"email": provider.people["first"]["email"]}):
        assert_refused(successor, provider.sign_in(successor, "colleague"), Refusal.KNOWN_ELSEWHERE, before=before)


def test_claims_are_shown_as_text(client: Client, provider: PartnerPortal) -> None:
    poison = '"><svg onload=alert(1)>{{7*7}}%(name)s'
    told = dict.fromkeys(("name", "company", "company_kana", "company_id", "domain", "contact"), poison)
    with provider.hostile(id_token=told):
        page = provider.sign_in(client, "first")
    assert page.status_code == 200
    assert "<svg onload" not in page.text
    assert "&lt;svg onload" in page.text
    assert "49" not in page.text.partition("<main")[2].partition("</main")[0]


def test_the_domain_that_counts_is_the_one_of_the_proven_address(client: Client, provider: PartnerPortal) -> None:
    """A portal says that its person's company has another's domain: the organization is that of the address."""
    with provider.hostile(id_token={"domain": "dummy-joho.example.jp", "contact": "x@dummy-joho.example.jp"}):
        page = provider.sign_in(client, "stranger")
    assert page.status_code == 200
    client.submit("/partner/registration", {"consent": "y"})
    assert "dummy-joho.example.jp" not in session.scalars(select(Identity.registered_domain)).all()
