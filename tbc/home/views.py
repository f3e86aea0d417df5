"""The front page."""

from __future__ import annotations

from flask import Blueprint, Response

from tbc.kit.guard import public
from tbc.kit.page import page

room = Blueprint("home", __name__)


@room.get("/")
@public
def index() -> Response:
    """Two doors, and the eligible products."""
    return page("home/index.html")
