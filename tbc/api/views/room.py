"""The blueprint of /api/v1."""

from __future__ import annotations

from flask import Blueprint

from tbc.api.routes import add_routes

room = Blueprint("api", __name__, url_prefix="/api/v1")
add_routes(room)
