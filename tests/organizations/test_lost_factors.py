"""An owner decides on the reset of a member's lost factors; not on a guest's, and nobody else does (ACC-3)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tbc.accounts.models import FactorReset
from tbc.kit import db
from tests.accounts.factors import somebody_with_an_app
from tests.accounts.journeys import EMAIL, error_at, letters
from tests.client import Client
from tests.organizations.given import a_member, an_organization
from tests.people import a_customer, sign_in

pytestmark = pytest.mark.rule("ACC-3")


def _path(client: Client, standing: str = "domain", *, as_member: bool = False) -> str:
    owner, member = a_customer(email="owner@example.co.jp"), somebody_with_an_app()
    organization = an_organization(owner)
    a_member(organization, member, standing=standing)
    path = f"/organizations/{organization.id}/members/{member.id}/reset-factors"
    sign_in(client, member if as_member else owner)
    return path


def test_an_owner_decides_with_a_reason(client: Client) -> None:
    path = _path(client)
    assert path in client.get(path.removesuffix("/reset-factors")).text
    assert error_at(client.submit(path), "reason")
    assert client.submit(path, {"reason": "端末を紛失"}).location == path.removesuffix("/reset-factors")
    assert db.session.scalars(select(FactorReset)).one().reason == "端末を紛失"
    assert letters(EMAIL, "factor-reset-decided")
    assert "リセットが決まっています" in client.get(path).text


def test_a_guests_factors_are_not_the_owners_to_reset(client: Client) -> None:
    path = _path(client, "guest")
    client.submit(path, {"reason": "端末を紛失"})
    assert db.session.scalar(select(FactorReset.id)) is None


def test_a_member_decides_nothing(client: Client) -> None:
    path = _path(client, as_member=True)
    assert client.get(path).status_code == 403
    assert client.submit("/account/sessions", {"reason": "x"}, to=path).status_code == 403
