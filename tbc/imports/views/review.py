"""Looking through one workbook: the sheet beside the record, and the file as it came (XLS-4)."""

from __future__ import annotations

from flask import Response

from tbc.imports import queries
from tbc.imports.models import Workbook
from tbc.imports.views.drawing import draw
from tbc.imports.views.room import room
from tbc.kit.files import attachment
from tbc.kit.guard import guard
from tbc.policy import Permission


@room.get("/<uuid:workbook_id>")
@guard(Permission.IMPORT_READ, load=queries.find_workbook)
def review(workbook: Workbook) -> Response:
    """The page of one workbook; the address says which record, sheet, cell and field."""
    return draw(workbook)


@room.get("/<uuid:workbook_id>/file")
@guard(Permission.IMPORT_READ, load=queries.find_workbook)
def download(workbook: Workbook) -> Response:
    """The file as it came; never opened by the browser."""
    return attachment(workbook.body, workbook.file_name, "application/octet-stream")
