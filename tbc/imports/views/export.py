"""The list as a file: everything that the filters find, one row per record."""

from __future__ import annotations

from flask import Response, request, stream_with_context

from tbc.imports import exporting
from tbc.imports.filters import Filters
from tbc.imports.queries.exported import list_everything
from tbc.imports.views.room import room
from tbc.kit.clock import today
from tbc.kit.files import attachment
from tbc.kit.guard import guard
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.policy import Permission


@room.get("/export.<any(csv, xlsx):kind>")
@guard(Permission.IMPORT_READ)
def export(kind: str) -> Response:
    """CSV is sent while it is read; a workbook is put together first."""
    header, rows = exporting.header(), exporting.rows(list_everything(Filters(request.args).wanted()))
    name = f"imports-{today():%Y%m%d}.{kind}"
    if kind == "csv":
        return attachment(stream_with_context(stream_csv(header, rows)), name, CSV_TYPE)
    return attachment(write_xlsx(header, rows), name, XLSX_TYPE)
