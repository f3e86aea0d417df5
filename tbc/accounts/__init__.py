"""People: sign up, prove the address, sign in, second factors, sessions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes, tell the guard who is asking, and how dear a password hash is."""
    from tbc.accounts import passkeys, passwords, views
    from tbc.accounts.current import load_actor
    from tbc.accounts.service import upkeep  # noqa: F401  # its decorators register it
    from tbc.kit import sealing
    from tbc.kit.guard import confirm_by, login_manager

    settings = app.config["SETTINGS"]
    passwords.set_up(
        passwords.Profile(memory_kib=settings.password_memory_kib), words=(settings.brand, "Trend Business Center")
    )
    sealing.set_up(settings.secret_key)
    passkeys.set_up(settings.base_url)
    login_manager.request_loader(load_actor)
    confirm_by(views.confirming.ask)
    app.register_blueprint(views.room)
