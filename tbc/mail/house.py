"""What letters know of the portal that sends them; set once per process."""

from __future__ import annotations

from tbc.config import Settings
from tbc.kit import sealing

_known: list[Settings] = []


class MailNotSetUp(Exception):
    """`tbc.mail.set_up(settings)` has not been called in this process."""


def set_up(settings: Settings) -> None:
    """Use `settings` from now on; letters with a secret word are sealed with their key."""
    sealing.set_up(settings.secret_key)
    _known[:] = [settings]


def settings() -> Settings:
    """The settings in use.

    Raises:
        MailNotSetUp: see there.
    """
    if not _known:
        raise MailNotSetUp("Call tbc.mail.set_up(settings) before writing or sending letters.")
    return _known[0]
