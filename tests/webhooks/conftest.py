"""What the tests of webhooks share: a portal on loopback, whose receivers may stand there too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import settings_for
from tests.webhooks.receiver import Receiver, listening


@pytest.fixture(autouse=True)
def portal(app: Flask) -> None:
    """Secrets can be sealed, and the portal knows where it stands."""
    from tbc import webhooks

    webhooks.set_up(settings_for())


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver
