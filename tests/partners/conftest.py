"""Two partner portals on loopback, and a portal of ours that lets people in by both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tbc import create_app
from tests.client import Client
from tests.conftest import settings_for
from tests.partners.provider.server import PartnerPortal


@pytest.fixture(scope="session")
def portals() -> Iterator[tuple[PartnerPortal, PartnerPortal]]:
    """`demo` and `other`, for the whole run; a test asks for `provider` or `other_provider`."""
    both = PartnerPortal("demo"), PartnerPortal("other")
    for one in both:
        one.start()
    yield both
    for one in both:
        one.stop()


@pytest.fixture
def provider(portals: tuple[PartnerPortal, PartnerPortal]) -> PartnerPortal:
    """The partner portal that most tests sign in by, as it was when it began."""
    portals[0].reset()
    return portals[0]


@pytest.fixture
def other_provider(portals: tuple[PartnerPortal, PartnerPortal]) -> PartnerPortal:
    """A second one, with the same people and another issuer."""
    portals[1].reset()
    return portals[1]


@pytest.fixture(scope="session")
def app(portals: tuple[PartnerPortal, PartnerPortal]) -> Flask:
    """The portal, with the settings that know both."""
    app = create_app(settings_for(partner_providers=tuple(one.settings for one in portals)))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.test_client_class = Client
    return app
