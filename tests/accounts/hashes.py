"""Passwords hashed as dearly as in production, for tests of how long a wrong one takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tbc.accounts import passwords


@pytest.fixture
def dear_hashes() -> Iterator[None]:
    """The production profile, for as long as the test lasts."""
    cheap = passwords._hashing.hasher.memory_cost
    passwords.set_up(passwords.Profile(), ())
    yield
    passwords.set_up(passwords.Profile(memory_kib=cheap), ())
