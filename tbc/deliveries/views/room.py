"""The room's blueprint: the delivery site, members' deliveries, and the page that verifies certificates."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("deliveries", __name__)
