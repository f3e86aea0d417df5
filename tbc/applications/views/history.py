"""The history: search, filters in the address, pages by place, exports of what is filtered (APP-10)."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from tbc.applications import exporting, queries
from tbc.applications.forms.filters import STATES, Filters
from tbc.applications.record import KINDS
from tbc.applications.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.lists import ListAddress, exported
from tbc.kit.page import page
from tbc.kit.places import moment
from tbc.policy import Permission

_ADDRESS = ListAddress("applications.index", ("account", "q", "kind", "state", "since", "until"))


@room.get("/applications")
@guard(Permission.APPLICATION_LIST)
def index() -> Response:
    """The reader's applications and drafts, newest first."""
    form, reach = Filters(request.args), queries.reach_of(actor())
    form.offer(reach)
    listed = queries.list_history(
        actor(), form.wanted(), after=moment(request.args, "after"), before=moment(request.args, "before"), reach=reach
    )
    return page(
        "applications/index.html",
        part="applications/_list.html",
        form=form,
        listed=listed,
        kinds={name: str(word) for name, word in KINDS.items()},
        tags=_ADDRESS.tags(_texts(form)),
        reach=reach,
        newer=_ADDRESS.page("before", listed.newer),
        older=_ADDRESS.page("after", listed.older),
        filters=_ADDRESS.asked(),
        size=queries.PAGE,
    )


@room.get("/applications/export.<any(csv, xlsx):form>")
@guard(Permission.APPLICATION_LIST)
def export(form: str) -> Response:
    """Everything that the filters find, one row per product line; CSV is sent while it is read."""
    rows = exporting.rows(queries.list_all_history(actor(), Filters(request.args).wanted()))
    return exported("applications", form, exporting.header(), rows)


def _texts(form: Filters) -> dict[str, str]:
    """What each active filter says."""
    return {
        "account": form.account_named(),
        "q": str(_("「%(words)s」", words=form.q.data)) if form.q.data else "",
        "kind": str(KINDS.get(form.kind.data or "", "")),
        "state": str(STATES.get(form.state.data or "", "")),
        "since": f"{form.since.data} –" if form.since.data and not form.since.errors else "",
        "until": f"– {form.until.data}" if form.until.data and not form.until.errors else "",
    }
