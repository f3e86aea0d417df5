"""The contract page's list: search, filters in the address, pages by place, exports of what is filtered (CON-1)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, stream_with_context, url_for

from tbc.applications.queries import reach_of
from tbc.catalog.labels import UNITS
from tbc.kit.clock import today
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.licenses import exporting
from tbc.licenses.forms.filters import NAMES, Filters, place, written
from tbc.licenses.queries import listing
from tbc.licenses.rules import shown
from tbc.licenses.views.room import room
from tbc.licenses.words import STATES, state_of
from tbc.policy import Permission


@room.get("/contracts")
@guard(Permission.LICENSE_LIST)
def index() -> Response:
    """The licenses that the reader may know of, soonest end first."""
    form, reach, day = Filters(request.args), reach_of(actor()), today()
    form.offer(reach)
    after, before = place(request.args, "after"), place(request.args, "before")
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
        filters=asked(),
        tags=[(text, url_for("licenses.index", **asked(but=name))) for name, text in form.tags().items() if text],
        newer=_page("before", listed.newer),
        older=_page("after", listed.older),
        size=listing.PAGE,
    )


@room.get("/contracts/export.<any(csv, xlsx):form>")
@guard(Permission.LICENSE_LIST)
def export(form: str) -> Response:
    """Everything that the filters find; CSV is sent while it is read."""
    reach = reach_of(actor())
    found = listing.list_all(actor(), Filters(request.args).wanted(), reach)
    rows, header = exporting.rows(found, reach.accounts), exporting.header()
    name = f"contracts-{today():%Y%m%d}.{form}"
    if form == "csv":
        return attachment(stream_with_context(stream_csv(header, rows)), name, CSV_TYPE)
    return attachment(write_xlsx(header, rows), name, XLSX_TYPE)


def asked(but: str = "") -> dict[str, Any]:
    """The filters of the address, without one of them."""
    return {name: request.args[name] for name in NAMES if request.args.get(name) and name != but}


def _page(name: str, where: listing.Place | None) -> str | None:
    return url_for("licenses.index", **{**asked(), name: written(where)}) if where else None
