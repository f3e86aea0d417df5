"""The blueprint."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("licenses", __name__)
