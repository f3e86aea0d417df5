"""Asking for the sheets of a workbook that nobody has opened so far (XLS-4)."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.imports import queries
from tbc.imports.models import Workbook
from tbc.imports.service import sheets
from tbc.imports.views.asked import WISHES
from tbc.imports.views.drawing import Tried, draw
from tbc.imports.views.room import room
from tbc.kit.guard import guard, local_path
from tbc.kit.page import go, wants_part
from tbc.policy import Permission


@room.post("/<uuid:workbook_id>/sheets")
@guard(Permission.IMPORT_READ, load=queries.find_workbook)
def draw_sheets(workbook: Workbook) -> AnyResponse:
    """Have the sheets drawn and kept, and go on where they were asked for: in the review, or on the page `next`."""
    sheets.draw(workbook)
    following = local_path(request.form.get("next"))
    if following:
        return go(following)
    if wants_part():
        return draw(workbook, Tried(is_by_itself=True))
    wishes: dict[str, Any] = {name: request.args[name] for name in WISHES if name in request.args}
    return go(url_for("imports.review", workbook_id=workbook.id, **wishes))
