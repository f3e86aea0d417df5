"""Shipping on the desk: the queue of orders, and the page that ships one (DLV-1)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications.record import KINDS
from tbc.deliveries import rules
from tbc.deliveries.queries.waiting import MOST_WAITING, ToShip, count_waiting, list_to_ship, list_waiting
from tbc.deliveries.service.shipping import ship
from tbc.deliveries.words import CODE_KINDS, why_not
from tbc.desk.forms.deliveries import ShipForm, chosen_positions, typed_codes
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.issuing import SeriesExhausted
from tbc.kit.page import go, page, say
from tbc.licenses.service.applying import LineRefused
from tbc.orders.models import Order
from tbc.orders.queries import find_order, lock_order
from tbc.policy import Permission

REFUSALS = (
    rules.NothingToShip,
    rules.MixedDelivery,
    rules.TrackingMissing,
    rules.OutOfStock,
    rules.CodesFaulty,
    LineRefused,
    SeriesExhausted,
)


@room.get("/deliveries/waiting")
@guard(Permission.DESK_ENTER)
def orders_to_ship() -> Response:
    """The orders that wait for shipping, the first entered first."""
    waiting = list_waiting()
    total = count_waiting() if len(waiting) == MOST_WAITING else len(waiting)
    return page("desk/deliveries/waiting.html", waiting=waiting, total=total, kinds=KINDS)


@room.get("/orders/<uuid:order_id>/ship")
@guard(Permission.DELIVERY_SHIP, load=find_order)
def shipping(order: Order) -> AnyResponse:
    """What is left to ship of an order, and which codes go with it."""
    return _form(order, ShipForm())


@room.post("/orders/<uuid:order_id>/ship")
@guard(Permission.DELIVERY_SHIP, load=lock_order)
def ship_order(order: Order) -> AnyResponse:
    """Ship the chosen lines; all or nothing."""
    form = ShipForm()
    left = [one.line.position for one in list_to_ship(order)]
    positions = chosen_positions(request.form, left)
    if not form.validate():
        return _form(order, form, status=422)
    try:
        made = ship(
            actor(), order, positions, codes=typed_codes(request.form, positions), tracking=form.tracking.data or ""
        )
    except rules.NotToShip:
        say(_("この受注は出荷できません。出荷済みか、取り消されています。"), "warn")
        return go(url_for("desk.order", order_id=order.id))
    except REFUSALS as refused:
        return _form(order, form, status=422, refused=why_not(refused))
    if made.is_electronic:
        say(_("納品 %(number)s を出荷しました。2通のメールを %(to)s に送ります。", number=made.number, to=made.sent_to))
    else:
        say(_("納品 %(number)s を出荷しました。", number=made.number))
    return go(url_for("desk.delivery", delivery_id=made.id))


def _form(order: Order, form: ShipForm, status: int = 200, refused: str = "") -> AnyResponse:
    lines = list_to_ship(order)
    if order.state != "entered" or order.cancel_asked_at or order.application_id is None or not lines:
        return go(url_for("desk.order", order_id=order.id))
    left = [one.line.position for one in lines]
    sent = request.method == "POST"
    return page(
        "desk/deliveries/ship.html",
        status=status,
        order=order,
        form=form,
        lines=lines,
        chosen=chosen_positions(request.form, left) if sent else _proposed(lines),
        typed={position: request.form.get(f"codes-{position}", "") for position in left},
        refused=refused,
        kinds=KINDS,
        code_words=CODE_KINDS,
        has_boxes=any(not one.product.electronic_delivery for one in lines),
    )


def _proposed(lines: list[ToShip]) -> list[int]:
    """The lines that go together: those of the first line's kind of delivery."""
    first = lines[0].product.electronic_delivery
    return [one.line.position for one in lines if one.product.electronic_delivery == first]
