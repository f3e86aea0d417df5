"""The sheets of a workbook, drawn when somebody first opens it, and kept from then on (XLS-4, XLS-6)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from tbc.imports.models import Workbook
from tbc.imports.queries import find_sheet
from tbc.imports.readers import drawer
from tbc.imports.service.intake import keep_sheets
from tbc.kit.db import session


def draw(workbook: Workbook) -> None:
    """Draw the sheets unless they are there; ones that could not be drawn are tried again.

    Of many who open it at the same time one has them drawn, and the others wait for that.
    """
    if workbook.sheets == "drawn":
        return
    session.refresh(workbook, ["state", "sheets"], with_for_update=True)
    # A workbook that is still to be read may not even be one.
    if workbook.state != "unread" and workbook.sheets != "drawn":
        keep_sheets(workbook, drawer.draw(workbook.body))
        session.flush()


def find_drawn(workbook: Workbook, name: str) -> Row[Any] | None:
    """One sheet with its cells, drawn now if nobody has opened the workbook so far."""
    if workbook.sheets == "undrawn":
        draw(workbook)
    return find_sheet(workbook.id, name)
