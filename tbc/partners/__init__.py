"""Partners: single sign-on from partner portals; dealers, their tiers and the chain they stand in (SPEC §6)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's pages, and tell the pages of an account what is known of partner portals."""
    from tbc.accounts import elsewhere
    from tbc.partners.oidc.portal import Portal
    from tbc.partners.queries.registration import is_waiting
    from tbc.partners.service import logout  # noqa: F401  # its decorators register it
    from tbc.partners.views import farewell, names, partners

    settings = app.config["SETTINGS"]
    app.extensions["partners"] = {one.key: Portal(one, settings.base_url) for one in settings.partner_providers}
    elsewhere.tell_by(names.portals_of, farewell.farewell, is_waiting)
    app.register_blueprint(partners)
