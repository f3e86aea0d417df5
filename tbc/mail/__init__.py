"""The outbox: a letter is a row first, in the transaction of what it tells, and a job sends it (MAI-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbc.mail.house import set_up

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["init_app", "set_up"]


def init_app(app: Flask) -> None:
    """Set the letters up, register their job, and the staff's page of mails."""
    from tbc.mail import jobs  # noqa: F401  # its decorators register the work
    from tbc.mail.views import room

    set_up(app.config["SETTINGS"])
    app.register_blueprint(room)
