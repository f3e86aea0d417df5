"""The blueprint."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("imports", __name__, url_prefix="/desk/imports")
