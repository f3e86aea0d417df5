"""The contract page's list: search, filters in the address, pages by place, exports of what is filtered (CON-1)."""

from __future__ import annotations

from flask import Response, request

from tbc.applications.queries import reach_of
from tbc.catalog.labels import UNITS
from tbc.kit.clock import today
from tbc.kit.guard import actor, guard
from tbc.kit.lists import ListAddress, exported
from tbc.kit.page import page
from tbc.kit.places import day_place
from tbc.licenses import exporting
from tbc.licenses.forms.filters import NAMES, Filters
from tbc.licenses.queries import listing
from tbc.licenses.rules import shown
from tbc.licenses.views.room import room
from tbc.licenses.words import STATES, state_of
from tbc.policy import Permission

_ADDRESS = ListAddress("licenses.index", NAMES)


@room.get("/contracts")
@guard(Permission.LICENSE_LIST)
def index() -> Response:
    """The licenses that the reader may know of, soonest end first."""
    form, reach, day = Filters(request.args), reach_of(actor()), today()
    form.offer(reach)
    after, before = day_place(request.args, "after"), day_place(request.args, "before")
    listed = listing.list_licenses(actor(), form.wanted(), reach, after=after, before=before)
    return page(
        "licenses/index.html",
        part="licenses/_list.html",
        form=form,
        rows=[(row, shown(row, day), state_of(row.state, row.ends_on, day)) for row in listed.rows],
        states=STATES,
        units=UNITS,
        today=day,
        accounts=reach.accounts,
        filters=_ADDRESS.asked(),
        tags=_ADDRESS.tags(form.tags()),
        newer=_ADDRESS.page("before", listed.newer),
        older=_ADDRESS.page("after", listed.older),
        size=listing.PAGE,
    )


@room.get("/contracts/export.<any(csv, xlsx):form>")
@guard(Permission.LICENSE_LIST)
def export(form: str) -> Response:
    """Everything that the filters find; CSV is sent while it is read."""
    reach = reach_of(actor())
    found = listing.list_all(actor(), Filters(request.args).wanted(), reach)
    return exported("contracts", form, exporting.header(), exporting.rows(found, reach.accounts))
