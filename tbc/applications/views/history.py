"""The history: search, filters in the address, pages by place, exports of what is filtered (APP-10)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, stream_with_context, url_for
from flask_babel import gettext as _

from tbc.applications import exporting, queries
from tbc.applications.forms.filters import STATES, Filters
from tbc.applications.record import KINDS
from tbc.applications.views.room import room
from tbc.kit.clock import today
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.kit.places import Moment, moment, written
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.policy import Permission


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
        tags=_tags(form),
        reach=reach,
        newer=_page("before", listed.newer),
        older=_page("after", listed.older),
        filters=_filters(),
        size=queries.PAGE,
    )


@room.get("/applications/export.<any(csv, xlsx):form>")
@guard(Permission.APPLICATION_LIST)
def export(form: str) -> Response:
    """Everything that the filters find, one row per product line; CSV is sent while it is read."""
    rows = exporting.rows(queries.list_all_history(actor(), Filters(request.args).wanted()))
    name = f"applications-{today():%Y%m%d}.{form}"
    header = exporting.header()
    if form == "csv":
        return attachment(stream_with_context(stream_csv(header, rows)), name, CSV_TYPE)
    return attachment(write_xlsx(header, rows), name, XLSX_TYPE)


def _tags(form: Filters) -> list[tuple[str, str]]:
    """The active filters: (text, address of the list without it)."""
    texts = {
        "account": form.account_named(),
        "q": str(_("「%(words)s」", words=form.q.data)) if form.q.data else "",
        "kind": str(KINDS.get(form.kind.data or "", "")),
        "state": str(STATES.get(form.state.data or "", "")),
        "since": f"{form.since.data} –" if form.since.data and not form.since.errors else "",
        "until": f"– {form.until.data}" if form.until.data and not form.until.errors else "",
    }
    return [(text, url_for("applications.index", **_filters(but=name))) for name, text in texts.items() if text]


def _page(name: str, where: Moment | None) -> str | None:
    query: dict[str, Any] = {**_filters(), name: written(where)} if where else {}
    return url_for("applications.index", **query) if where else None


def _filters(but: str = "") -> dict[str, Any]:
    names = ("account", "q", "kind", "state", "since", "until")
    return {name: request.args[name] for name in names if request.args.get(name) and name != but}
