"""Orders on the desk: listed, exported, looked at (ORD-1)."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from tbc.applications.record import KINDS
from tbc.desk.queries.orders import about_order
from tbc.desk.views.room import room
from tbc.kit.guard import guard
from tbc.kit.lists import ListAddress, exported
from tbc.kit.page import page
from tbc.kit.places import moment
from tbc.orders import exporting, queries
from tbc.orders.forms.search import OrderSearch
from tbc.orders.models import Order
from tbc.orders.words import ACTS, DRAWN, RENEWAL_STATES, SOURCES, STATES, about
from tbc.policy import Permission

_ADDRESS = ListAddress("desk.orders", ("q", "state", "source", "since", "until"))


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
        renewal_states=RENEWAL_STATES,
        tags=_ADDRESS.tags(_texts(form)),
        filters=_ADDRESS.asked(),
        newer=_ADDRESS.page("before", listed.newer),
        older=_ADDRESS.page("after", listed.older),
        size=queries.PAGE,
    )


@room.get("/orders/export.<any(csv, xlsx):form>")
@guard(Permission.ORDER_READ)
def export_orders(form: str) -> Response:
    """Everything that the filters find, one row per line; CSV is sent while it is read."""
    rows = exporting.rows(queries.list_all_orders(OrderSearch(request.args).wanted()))
    return exported("orders", form, exporting.header(), rows)


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
        renewal_states=RENEWAL_STATES,
        events=[
            {"title": ACTS[event.act], "at": event.at, "who": event.actor_name, "text": about(event.act, event.details)}
            for event in reversed(known.events)
            if event.act in ACTS
        ],
    )


def _texts(form: OrderSearch) -> dict[str, str]:
    """What each active filter says."""
    wanted = form.wanted()
    return {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "state": str(STATES.get(wanted.state, "")),
        "source": str(SOURCES.get(wanted.source, "")),
        "since": f"{form.since.data} –" if wanted.since else "",
        "until": f"– {form.until.data}" if wanted.until else "",
    }
