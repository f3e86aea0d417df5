"""The list of bulk filings, newest first."""

from __future__ import annotations

from flask import Response, request, url_for

from tbc.bulk_filing import queries, words
from tbc.bulk_filing.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.kit.places import place
from tbc.policy import Permission


@room.get("")
@guard(Permission.APPLICATION_START)
def index() -> Response:
    """One's own, and those into company accounts that one manages."""
    rows, older = queries.list_filings(actor(), place("older"))
    return page(
        "bulk_filing/index.html",
        filings=rows,
        progress=queries.progress_of(rows),
        words=words,
        older=url_for("bulk_filing.index", older=older) if older else None,
        newest=url_for("bulk_filing.index") if "older" in request.args else None,
        size=queries.LISTED,
    )
