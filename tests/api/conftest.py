"""What the tests of the API share."""

from __future__ import annotations

import pytest

from tests.api.given import Caller, a_token
from tests.client import Client


@pytest.fixture
def caller(client: Client) -> Caller:
    """A system with a token that is good for everything."""
    _token, word = a_token()
    return Caller(client, word)
