"""What was renewed, and what waits: each order with its invoice, the latest first."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for

from tbc.applications.queries import reach_of
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.policy import Permission
from tbc.renewals import words
from tbc.renewals.queries.history import PAGE, list_renewals
from tbc.renewals.views.room import room


@room.get("/renewals/history")
@guard(Permission.RENEWAL_LIST)
def history() -> Response:
    """One page."""
    who = actor()
    listed = list_renewals(who, reach_of(who), after=_place("after"), before=_place("before"))
    return page(
        "renewals/history.html",
        rows=listed.rows,
        states=words.STATES,
        newer=url_for("renewals.history", before=listed.newer) if listed.newer else None,
        older=url_for("renewals.history", after=listed.older) if listed.older else None,
        size=PAGE,
    )


def _place(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
