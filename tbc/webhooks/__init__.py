"""Webhooks: what the portal tells other systems, signed, in order, until they have heard it (API-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbc.webhooks.house import set_up

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["init_app", "set_up"]


def init_app(app: Flask) -> None:
    """Note whether receivers may stand on this machine, register the room's jobs and the staff's pages."""
    from tbc.webhooks import jobs  # noqa: F401  # its decorators register the work
    from tbc.webhooks.views import room

    set_up(app.config["SETTINGS"])
    app.register_blueprint(room)
