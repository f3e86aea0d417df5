"""The blueprint of the room."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("bulk_filing", __name__, url_prefix="/bulk-filings")
