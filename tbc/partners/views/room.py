"""The two blueprints of the room: the partners' door, and the dealers that staff keep."""

from __future__ import annotations

from flask import Blueprint

partners = Blueprint("partners", __name__, url_prefix="/partner")
dealers = Blueprint("dealers", __name__)
