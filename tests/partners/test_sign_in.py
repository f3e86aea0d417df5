"""Signing in from a partner portal (PRT-1): the whole way, by a real provider on loopback."""

from __future__ import annotations

import pytest

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.partners.models import Identity
from tests.accounts.journeys import acts, is_in
from tests.client import Client
from tests.partners.provider.server import PartnerPortal

pytestmark = pytest.mark.rule("PRT-1")


def test_a_partner_comes_in(client: Client, provider: PartnerPortal) -> None:
    page = provider.sign_in(client, "first")
    assert page.request.path == "/partner/registration"
    assert is_in(client)
    user = session.query(User).one()
    assert (user.kind, user.mode, user.password_hash, user.email) == (
        "customer",
        "partner",
        None,
        provider.people["first"]["email"],
    )
    assert user.proven_at is not None
    identity = session.query(Identity).one()
    assert (identity.issuer, identity.subject) == (provider.issuer, provider.people["first"]["sub"])
    assert (identity.company, identity.tier) == ("株式会社架空システムズ", 1)
    assert {"partner-account-opened", "signed-in", "partner-signed-in"} <= set(acts())
