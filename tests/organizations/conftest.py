"""An organization and its first owner, as most tests of the room need them; a test module may have others instead."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.organizations.models import Organization
from tests.organizations.given import DOMAIN, an_organization
from tests.people import a_customer


@pytest.fixture
def owner(session: Session) -> User:
    return a_customer("管理　主", email=f"owner@{DOMAIN}")


@pytest.fixture
def organization(owner: User) -> Organization:
    return an_organization(owner)
