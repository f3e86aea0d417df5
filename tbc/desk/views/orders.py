"""Orders on the desk: listed, exported, looked at (ORD-1)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, stream_with_context, url_for
from flask_babel import gettext as _

from tbc.applications.record import KINDS
from tbc.desk.queries.orders import about_order
from tbc.desk.views.room import room
from tbc.kit.clock import today
from tbc.kit.files import attachment
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.kit.places import Moment, moment, written
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.orders import exporting, queries
from tbc.orders.forms.search import OrderSearch
from tbc.orders.models import Order
from tbc.orders.words import ACTS, DRAWN, SOURCES, STATES, about
from tbc.policy import Permission


@room.get("/orders")
@guard(Permission.ORDER_READ)
def orders() -> Response:
    """All orders, newest first; filters stand in the address."""
    form, late = OrderSearch(request.args), queries.late_before()
    after, before = moment(request.args, "after"), moment(request.args, "before")
    listed = queries.list_orders(form.wanted(), late, after=after, before=before)
    return page(
        "desk/orders/index.html",
        part="desk/orders/_list.html",
        form=form,
        listed=listed,
        late=late,
        kinds={name: str(word) for name, word in KINDS.items()},
        sources={name: str(word) for name, word in SOURCES.items()},
        drawn=DRAWN,
        tags=_tags(form),
        filters=_asked(),
        newer=_page("before", listed.newer),
        older=_page("after", listed.older),
        size=queries.PAGE,
    )


@room.get("/orders/export.<any(csv, xlsx):form>")
@guard(Permission.ORDER_READ)
def export_orders(form: str) -> Response:
    """Everything that the filters find, one row per line; CSV is sent while it is read."""
    rows = exporting.rows(queries.list_all_orders(OrderSearch(request.args).wanted()))
    name, header = f"orders-{today():%Y%m%d}.{form}", exporting.header()
    if form == "csv":
        return attachment(stream_with_context(stream_csv(header, rows)), name, CSV_TYPE)
    return attachment(write_xlsx(header, rows), name, XLSX_TYPE)


@room.get("/orders/<uuid:order_id>")
@guard(Permission.ORDER_READ, load=queries.find_order)
def order(order: Order) -> Response:
    """One order: what was bought, where it goes, what it came from, and what happened to it."""
    known = about_order(order)
    return page(
        "desk/orders/record.html",
        order=order,
        known=known,
        kinds=KINDS,
        sources=SOURCES,
        drawn=DRAWN,
        events=[
            {"title": ACTS[event.act], "at": event.at, "who": event.actor_name, "text": about(event.act, event.details)}
            for event in reversed(known.events)
            if event.act in ACTS
        ],
    )


def _tags(form: OrderSearch) -> list[tuple[str, str]]:
    """The active filters: (text, address of the list without it)."""
    wanted = form.wanted()
    texts = {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "state": str(STATES.get(wanted.state, "")),
        "source": str(SOURCES.get(wanted.source, "")),
        "since": f"{form.since.data} –" if wanted.since else "",
        "until": f"– {form.until.data}" if wanted.until else "",
    }
    return [(text, url_for("desk.orders", **_asked(but=name))) for name, text in texts.items() if text]


def _page(name: str, where: Moment | None) -> str | None:
    return url_for("desk.orders", **{**_asked(), name: written(where)}) if where else None


def _asked(but: str = "") -> dict[str, Any]:
    names = ("q", "state", "source", "since", "until")
    return {name: request.args[name] for name in names if request.args.get(name) and name != but}
