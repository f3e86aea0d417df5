"""The demo's partner portal beside the demo: where it listens, what the portal proper is told of it, who is shown."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest

from tbc import create_app
from tbc.config import from_environment
from tbc.demo.portal.beside import KEY, SECOND_FACTOR, PortalBeside
from tbc.demo.portal.people import PEOPLE
from tbc.partner_settings import PartnerProvider
from tests.client import Client
from tests.conftest import settings_for

Begin = Callable[[int], PortalBeside]

pytestmark = pytest.mark.rule("PRT-1")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        own.listen()
        yield own.getsockname()[1]


@pytest.fixture
def begin() -> Iterator[Callable[[int], PortalBeside]]:
    """A partner portal beside the portal proper at a port."""
    begun: list[PortalBeside] = []

    def make(port: int) -> PortalBeside:
        begun.append(PortalBeside(port, f"http://localhost:{port}"))
        return begun[-1]

    yield make
    for portal in begun:
        portal.stop()


def test_answers_on_the_next_port_by_another_name_than_the_portal(taken: int, begin: Begin) -> None:
    partners = begin(taken)
    partners.start()
    assert partners.url == f"http://127.0.0.1:{taken + 1}"
    with build_opener(ProxyHandler({})).open(f"{partners.url}/.well-known/openid-configuration") as answer:
        assert json.load(answer)["issuer"] == partners.url


def test_a_port_that_is_taken_is_passed_over(taken: int, begin: Begin) -> None:
    assert urlsplit(begin(taken - 1).url).port == taken + 1


def test_the_portal_proper_is_told_of_it(begin: Begin) -> None:
    partners = begin(8000)
    told = _read(partners)
    assert told.key == KEY
    assert told.issuer == partners.url
    assert len(told.client_secret) == 64
    assert told.acr_with_second_factor == {SECOND_FACTOR}


def test_its_people_are_shown_with_what_to_try_where_it_runs(visitor: Client, begin: Begin) -> None:
    assert PEOPLE[0].email not in visitor.get("/demo").get_data(as_text=True)
    told = _read(begin(8000))
    app = create_app(settings_for(demo=True, partner_providers=(told,)))
    app.test_client_class = Client
    text = app.test_client().get("/demo").get_data(as_text=True)
    for person in PEOPLE:
        assert person.name in text
        assert str(person.about) in text
    assert f'href="{told.issuer}/"' in text


def _read(partners: PortalBeside) -> PartnerProvider:
    needed = {
        "TBC_DATABASE_URL": "postgresql://demo", "TBC_SECRET_KEY": "k" * 32, "TBC_BASE_URL": "http://localhost:8000",
        "TBC_SMTP_URL": "smtp://127.0.0.1:25", "TBC_MAIL_FROM": "portal@tbc.example.com",
    }  # fmt: skip
    return from_environment(needed | partners.settings).partner_providers[0]
