"""The applications of all customers."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from tbc.applications.queries import PAGE
from tbc.applications.record import KINDS
from tbc.desk.forms.applications import FILED_STATES, SOURCES, DeskFilters
from tbc.desk.queries.applications import list_filed
from tbc.desk.views.room import room
from tbc.kit.guard import guard
from tbc.kit.lists import ListAddress
from tbc.kit.page import page
from tbc.kit.places import moment
from tbc.policy import Permission

_ADDRESS = ListAddress("desk.applications", ("q", "kind", "state", "source", "since", "until"))


@room.get("/applications")
@guard(Permission.DESK_READ_APPLICATIONS)
def applications() -> Response:
    """Everything that was filed, newest first; filters stand in the address."""
    form = DeskFilters(request.args)
    after, before = moment(request.args, "after"), moment(request.args, "before")
    listed = list_filed(form.wanted(), form.wanted_source(), after=after, before=before)
    return page(
        "desk/applications.html",
        part="desk/_applications.html",
        form=form,
        listed=listed,
        kinds=KINDS,
        sources=SOURCES,
        tags=_ADDRESS.tags(_texts(form)),
        newer=_ADDRESS.page("before", listed.newer),
        older=_ADDRESS.page("after", listed.older),
        size=PAGE,
    )


def _texts(form: DeskFilters) -> dict[str, str]:
    """What each active filter says."""
    wanted = form.wanted()
    return {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "kind": str(KINDS.get(wanted.kind, "")),
        "state": str(FILED_STATES.get(wanted.state, "")),
        "source": str(SOURCES.get(form.wanted_source(), "")),
        "since": f"{form.since.data} –" if wanted.since else "",
        "until": f"– {form.until.data}" if wanted.until else "",
    }
