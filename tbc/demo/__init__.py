"""The demo: embedded PostgreSQL, a mailbox, people and data to try everything with. Never part of production."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the demo's pages."""
    from tbc.demo import components

    app.register_blueprint(components.room)
