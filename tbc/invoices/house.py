"""What documents know of the house that issues them; set once per process."""

from __future__ import annotations

from tbc.config import Settings

_known: list[Settings] = []


class IssuerNotSetUp(Exception):
    """`tbc.invoices.house.set_up(settings)` has not been called in this process."""


def set_up(settings: Settings) -> None:
    """Use `settings` from now on."""
    _known[:] = [settings]


def settings() -> Settings:
    """The settings in use.

    Raises:
        IssuerNotSetUp: see there.
    """
    if not _known:
        raise IssuerNotSetUp("Call tbc.invoices.house.set_up(settings) before issuing documents.")
    return _known[0]
