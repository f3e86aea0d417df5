"""The front door: two doors, the way from application to delivery, the products."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes."""
    from tbc.home.views import room

    app.register_blueprint(room)
