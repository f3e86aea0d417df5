"""Who works at the desk with bank files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.client import Client
from tests.payments.making import accounts_known
from tests.people import an_operator, sign_in


@pytest.fixture
def clerk(client: Client) -> Iterator[Client]:
    """An operator who is signed in, of a house that has bank accounts."""
    sign_in(client, an_operator())
    with accounts_known():
        yield client
