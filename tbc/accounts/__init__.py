"""People: sign up, prove the address, sign in, sessions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes, tell the guard who is asking, and how dear a password hash is."""
    from tbc.accounts import passwords, views
    from tbc.accounts.current import load_actor
    from tbc.accounts.service import upkeep  # noqa: F401  # its decorator registers it
    from tbc.kit.guard import login_manager

    settings = app.config["SETTINGS"]
    passwords.set_up(
        passwords.Profile(memory_kib=settings.password_memory_kib), words=(settings.brand, "Trend Business Center")
    )
    login_manager.request_loader(load_actor)
    app.register_blueprint(views.room)
