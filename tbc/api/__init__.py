"""The JSON API of the vendor's order system: tokens with scopes, OpenAPI, problems with stable codes (API-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Register the API, its documentation, and the staff's page of tokens."""
    from tbc.api import jobs  # noqa: F401  # registers the room's upkeep
    from tbc.api.access import require
    from tbc.api.edge import add_edge
    from tbc.api.views import access, room
    from tbc.kit.guard import tokens_by
    from tbc.kit.security import csrf

    tokens_by(require)
    add_edge(app)
    # No cookie counts below /api/v1: there is nothing that another site could do in somebody's name.
    csrf.exempt(room)
    app.register_blueprint(room)
    app.register_blueprint(access.room)
