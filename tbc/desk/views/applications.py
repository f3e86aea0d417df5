"""The applications of all customers."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from tbc.applications.queries import PAGE
from tbc.applications.record import KINDS
from tbc.desk.forms.applications import FILED_STATES, SOURCES, DeskFilters
from tbc.desk.queries.applications import list_filed
from tbc.desk.views.room import room
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.kit.places import Moment, moment, written
from tbc.policy import Permission


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
        tags=_tags(form),
        newer=_page("before", listed.newer),
        older=_page("after", listed.older),
        size=PAGE,
    )


def _tags(form: DeskFilters) -> list[tuple[str, str]]:
    """The active filters: (text, address of the list without it)."""
    wanted = form.wanted()
    texts = {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "kind": str(KINDS.get(wanted.kind, "")),
        "state": str(FILED_STATES.get(wanted.state, "")),
        "source": str(SOURCES.get(form.wanted_source(), "")),
        "since": f"{form.since.data} –" if wanted.since else "",
        "until": f"– {form.until.data}" if wanted.until else "",
    }
    return [(text, url_for("desk.applications", **_asked(but=name))) for name, text in texts.items() if text]


def _page(name: str, where: Moment | None) -> str | None:
    return url_for("desk.applications", **{**_asked(), name: written(where)}) if where else None


def _asked(but: str = "") -> dict[str, Any]:
    names = ("q", "kind", "state", "source", "since", "until")
    return {name: request.args[name] for name in names if request.args.get(name) and name != but}
