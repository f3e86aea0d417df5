"""Licenses on the desk: all of them, and one with who holds it and what is behind it (LIC-1, LIC-2)."""

from __future__ import annotations

from flask import Response, request

from tbc.catalog.labels import UNITS
from tbc.desk.queries.licenses import holder_of, list_orders_behind
from tbc.desk.views.room import room
from tbc.kit.clock import today
from tbc.kit.guard import guard
from tbc.kit.lists import ListAddress
from tbc.kit.page import page
from tbc.kit.places import day_place
from tbc.licenses.forms.filters import NAMES, Filters
from tbc.licenses.models import License
from tbc.licenses.queries import find_license, listing
from tbc.licenses.rules import shown
from tbc.licenses.views.record import facts_of
from tbc.licenses.words import STATES, state_of
from tbc.policy import Permission
from tbc.requests.queries import list_about
from tbc.requests.words import KIND_WORDS, STATE_WORDS

# Staff see all, whoever's they are.
_ADDRESS = ListAddress("desk.licenses", (name for name in NAMES if name != "account"))


@room.get("/licenses")
@guard(Permission.DESK_ENTER)
def licenses() -> Response:
    """All licenses, soonest end first; filters stand in the address."""
    form, day = Filters(request.args), today()
    after, before = day_place(request.args, "after"), day_place(request.args, "before")
    listed = listing.list_everybodys(form.wanted(), after=after, before=before)
    return page(
        "desk/licenses/index.html",
        part="desk/licenses/_list.html",
        form=form,
        rows=[(row, shown(row, day), state_of(row.state, row.ends_on, day)) for row in listed.rows],
        states=STATES,
        units=UNITS,
        today=day,
        tags=_ADDRESS.tags(form.tags()),
        newer=_ADDRESS.page("before", listed.newer),
        older=_ADDRESS.page("after", listed.older),
        size=listing.PAGE,
    )


@room.get("/licenses/<uuid:license_id>")
@guard(Permission.DESK_ENTER, load=find_license)
def license_record(license_: License) -> Response:
    """One license, whole."""
    facts = facts_of(license_)
    return page(
        "desk/licenses/record.html",
        **facts,
        holder=holder_of(license_),
        orders=list_orders_behind(facts["order_numbers"]),
        requests=list_about("license", license_.id),
        request_states=STATE_WORDS,
        request_kinds=KIND_WORDS,
    )
