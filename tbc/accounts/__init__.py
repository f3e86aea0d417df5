"""People: sign up, prove the address, sign in, sessions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes, and tell the guard who is asking."""
    from tbc.accounts import views
    from tbc.accounts.current import load_actor
    from tbc.kit.guard import login_manager

    login_manager.request_loader(load_actor)
    app.register_blueprint(views.room)
