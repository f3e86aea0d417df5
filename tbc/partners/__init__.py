"""Partners: single sign-on from partner portals; dealers, their tiers and the chain they stand in (SPEC §6)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    from tbc.partners.views import dealers, partners

    app.register_blueprint(partners)
    app.register_blueprint(dealers)
