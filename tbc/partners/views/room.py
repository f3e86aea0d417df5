"""The blueprint of the room: the partners' door. Dealers are shown by the desk and by applications."""

from __future__ import annotations

from flask import Blueprint

partners = Blueprint("partners", __name__, url_prefix="/partner")
