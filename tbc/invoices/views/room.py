"""The room's blueprint: one document, as a page and as its PDF."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("invoices", __name__)
