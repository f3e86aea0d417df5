"""What webhooks know of the portal that sends them; set once per process."""

from __future__ import annotations

from urllib.parse import urlsplit

from tbc.config import Settings
from tbc.webhooks.rules import LOOPBACK


class _House:
    on_loopback = False


def set_up(settings: Settings) -> None:
    """Use `settings` from now on."""
    _House.on_loopback = urlsplit(settings.base_url).hostname in LOOPBACK


def on_loopback() -> bool:
    """Whether the portal itself stands on this machine alone: only then may a receiver, and without TLS."""
    return _House.on_loopback
