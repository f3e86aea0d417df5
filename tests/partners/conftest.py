"""Two partner portals on loopback, and a portal of ours that lets people in by both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tbc import create_app
from tests.client import Client
from tests.conftest import settings_for
from tests.partners.certified.portal import CannotInstall, CertifiedPortal
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


@pytest.fixture(scope="session")
def certified() -> Iterator[CertifiedPortal]:
    """A certified provider from npm, where Node is present."""
    try:
        portal = CertifiedPortal()
    except CannotInstall as missing:
        pytest.skip(str(missing))
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def app(portals: tuple[PartnerPortal, PartnerPortal]) -> Flask:
    """The portal, with the settings that know both."""
    app = create_app(settings_for(partner_providers=tuple(one.settings for one in portals)))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.test_client_class = Client
    return app


@pytest.fixture
def provider(app: Flask, portals: tuple[PartnerPortal, PartnerPortal]) -> PartnerPortal:
    """The partner portal that most tests sign in by, as it was when it began; nothing is known of it yet."""
    return _anew(app, portals[0])


@pytest.fixture
def other_provider(app: Flask, portals: tuple[PartnerPortal, PartnerPortal]) -> PartnerPortal:
    """A second one, with the same people and another issuer."""
    return _anew(app, portals[1])


def _anew(app: Flask, portal: PartnerPortal) -> PartnerPortal:
    portal.reset()
    app.extensions["partners"][portal.key].line.forget()
    return portal
