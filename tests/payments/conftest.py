"""The house's bank accounts, for every test of payments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.payments.making import accounts_known


@pytest.fixture(autouse=True)
def _accounts() -> Iterator[None]:
    with accounts_known():
        yield
