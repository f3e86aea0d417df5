"""The blueprint of /desk/webhooks."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("webhooks", __name__, url_prefix="/desk/webhooks")
