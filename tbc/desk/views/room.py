"""The desk's blueprint, and its front page."""

from __future__ import annotations

from flask import Blueprint, Response

from tbc.desk.queries.figures import get_figures
from tbc.kit.clock import now
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.policy import Permission

room = Blueprint("desk", __name__, url_prefix="/desk")


@room.get("")
@guard(Permission.DESK_ENTER)
def index() -> Response:
    """What waits, as figures that lead there (STF-1)."""
    return page("desk/index.html", figures=get_figures(), at=now())
