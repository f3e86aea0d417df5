"""An account that was here before is linked by its person alone, who signs in to both (PRT-2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.partners.models import Identity
from tests.accounts.factors import an_app, code
from tests.accounts.journeys import another_browser, enter, is_in, letters, somebody
from tests.client import Client
from tests.partners.given import refusals
from tests.partners.provider.server import PartnerPortal
from tests.people import a_customer, an_operator, sign_in

pytestmark = pytest.mark.rule("PRT-2")
KNOWN = "futami.hinagata@dummy-joho.example.jp"


def test_the_portal_alone_does_not_open_it(client: Client, provider: PartnerPortal) -> None:
    somebody(KNOWN)
    page = provider.sign_in(client, "known")
    assert page.request.path == "/partner/link"
    assert "このアドレスのアカウントがすでにあります" in page.text
    assert not is_in(client)
    assert session.query(Identity).count() == 0
    assert refusals() == ["existing-account"]


def test_signing_in_here_leads_to_the_question_and_the_button_links(client: Client, provider: PartnerPortal) -> None:
    user_id = somebody(KNOWN).id
    provider.sign_in(client, "known", "/partner/demo/sign-in?next=/products")
    asked = client.submit("/sign-in", {"email": KNOWN, "password": "kawa yama sora umi", "next": "/partner/link"})
    assert asked.location == "/partner/link"
    assert "このアカウントとつなぐ" in client.get("/partner/link").text
    assert session.query(Identity).count() == 0
    linked = client.submit("/partner/link")
    assert linked.location == "/partner/demo/sign-in?next=/products"
    assert session.query(Identity).one().user_id == user_id
    assert [letter.to for letter in letters(kind="partner-linked")] == [KNOWN]


def test_from_then_on_the_portal_opens_it(app: Flask, client: Client, provider: PartnerPortal) -> None:
    user_id = _linked(client, provider)
    other = another_browser(app)
    page = provider.sign_in(other, "known")
    assert is_in(other)
    assert page.request.path == "/partner/registration"
    assert session.query(User).one().id == user_id
    identity = session.query(Identity).one()
    assert identity.company == "ダミー情報機器㈱"


def test_its_own_second_factor_is_asked_for_still(app: Flask, client: Client, provider: PartnerPortal) -> None:
    _linked(client, provider)
    an_app(session.query(User).one())
    other = another_browser(app)
    page = provider.sign_in(other, "known")
    assert page.request.path == "/sign-in/second-factor"
    assert not is_in(other)
    done = other.submit(page.request.full_path, {"totp": code()}, to="/sign-in/second-factor")
    assert done.status_code == 303
    assert is_in(other)


def test_a_browser_that_signs_in_later_or_as_another_links_nothing(client: Client, provider: PartnerPortal) -> None:
    somebody(KNOWN)
    provider.sign_in(client, "known")
    other = a_customer(email="hana@example.or.jp")
    sign_in(client, other)
    assert "別のアカウント" in client.get("/partner/link").text
    refused = (
        client.submit("/partner/link", to="/partner/link")
        if False
        else client.post("/partner/link", data={"csrf_token": client.token("/account/profile/details")})
    )
    assert refused.status_code == 403
    assert session.query(Identity).count() == 0
    assert refusals()[-1] == "other-person"


def test_the_offer_lasts_ten_minutes(client: Client, provider: PartnerPortal) -> None:
    somebody(KNOWN)
    provider.sign_in(client, "known")
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert client.get("/partner/link").location == "/partner"


def test_a_link_sent_to_somebody_else_offers_nothing(app: Flask, client: Client, provider: PartnerPortal) -> None:
    """The attacker's identity waits in the attacker's browser, and nowhere else."""
    somebody(KNOWN)
    provider.sign_in(client, "known")
    victim = another_browser(app)
    enter(victim, KNOWN)
    assert victim.get("/partner/link").location == "/partner"


@pytest.mark.parametrize(
    ("reason", "values"),
    [
        ("staff-account", None),
        ("renewal-only-account", {"kind": "renewal-only"}),
        ("account-disabled", {"disabled_at": now()}),
    ],
)
def test_accounts_that_are_never_linked(
    client: Client, provider: PartnerPortal, reason: str, values: dict[str, object] | None
) -> None:
    if values is None:
        user = an_operator()
        user.email = KNOWN
        session.commit()
    else:
        somebody(KNOWN, **values)
    page = provider.sign_in(client, "known")
    assert page.status_code == 403
    assert refusals() == [reason]
    assert session.query(Identity).count() == 0


def test_another_account_of_the_same_address_at_the_portal_is_not_linked_too(
    client: Client, provider: PartnerPortal
) -> None:
    _linked(client, provider)
    with provider.hostile(id_token={"sub": "p-new-account"}):
        assert provider.sign_in(client, "known").status_code == 403
    assert refusals()[-1] == "known-by-another-subject"


def _linked(client: Client, provider: PartnerPortal) -> object:
    user_id = somebody(KNOWN).id
    provider.sign_in(client, "known")
    enter(client, KNOWN)
    assert client.submit("/partner/link").status_code == 303
    return user_id
