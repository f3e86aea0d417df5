"""Shipping an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError

from tbc.api.operations.describing import delivery_of
from tbc.api.operations.table import Call, operation
from tbc.api.problems import Refused
from tbc.api.queries import list_delivered
from tbc.api.schemas import Delivery, ShipmentEntry
from tbc.deliveries import rules
from tbc.deliveries.models import Delivery as DeliveryRow
from tbc.deliveries.service.shipping import ship
from tbc.kit.issuing import SeriesExhausted
from tbc.kit.phrases import lazy as _l
from tbc.licenses.service.applying import LicenseClosed, LicenseUnknown
from tbc.orders.models import Order
from tbc.orders.queries import lines_of, lock_order_by_number
from tbc.policy import Actor

# Two shipments that bring the same code at the same moment: the later one finds it given.
_CODE_TAKEN = frozenset({"uq_stock_codes_code", "uq_license_codes_code"})


@operation(
    _l("納品する"),
    _l(
        "受注の行を納品します。コードは在庫から渡すか、codesで指定します。電子納品では、納品番号とパスワードを2通のメールで納品先メールアドレスに送ります。"
        "在庫が足りないときなどは、何も渡さず、何も送りません。"
    ),
    gives=Delivery,
    takes=ShipmentEntry,
    status=201,
    once=True,
    codes=(
        "order-unknown",
        "order-cancelled",
        "order-shipped",
        "order-held",
        "line-unknown",
        "line-shipped",
        "lines-unlike",
        "tracking-missing",
        "out-of-stock",
        "codes-unfit",
        "license-unknown",
        "license-closed",
        "numbers-exhausted",
    ),
)
def ship_order(call: Call, number: str) -> Delivery:
    """POST /orders/{number}/deliveries."""
    order = lock_order_by_number(number)
    if order is None:
        raise Refused("order-unknown")
    body: ShipmentEntry = call.body
    codes = {line.position: line.codes for line in body.codes}
    _require_lines(order, {*codes, *(body.positions or ())})
    if body.positions and not set(codes) <= set(body.positions):
        raise Refused("line-unknown", position=min(set(codes) - set(body.positions)))
    delivery = _ship(call.caller.actor, order, body, codes)
    return delivery_of(delivery, order, list_delivered(delivery))


def _require_lines(order: Order, positions: set[int]) -> None:
    unknown = positions - {line.position for line in lines_of(order)}
    if unknown:
        raise Refused("line-unknown", position=min(unknown))


def _ship(actor: Actor, order: Order, body: ShipmentEntry, codes: Mapping[int, Sequence[str]]) -> DeliveryRow:
    try:
        return ship(actor, order, body.positions, codes=codes, tracking=body.tracking)
    except rules.NotToShip:
        states = {"cancelled": "order-cancelled", "shipped": "order-shipped"}
        raise Refused(states.get(order.state, "order-held")) from None
    except rules.NothingToShip:
        raise Refused("line-shipped") from None
    except rules.MixedDelivery:
        raise Refused("lines-unlike") from None
    except rules.TrackingMissing:
        raise Refused("tracking-missing") from None
    except SeriesExhausted:
        raise Refused("numbers-exhausted") from None
    except (rules.OutOfStock, rules.CodesFaulty, LicenseUnknown, LicenseClosed, IntegrityError) as refusal:
        raise _told(refusal) from None


def _told(refusal: Exception) -> Exception:
    """What stands in the way, with what the caller has to look at."""
    match refusal:
        case rules.OutOfStock():
            return Refused("out-of-stock", product=refusal.product, needed=refusal.needed, there=refusal.there)
        case rules.CodesFaulty():
            more = {"given": refusal.code} if refusal.code else {"needed": refusal.needed}
            return Refused("codes-unfit", reason=refusal.reason, position=refusal.position, **more)
        case LicenseUnknown() | LicenseClosed():
            code = "license-closed" if isinstance(refusal, LicenseClosed) else "license-unknown"
            return Refused(code, position=refusal.position, given=refusal.given)
        case IntegrityError() if _constraint(refusal) in _CODE_TAKEN:
            return Refused("codes-unfit", reason="taken")
    return refusal


def _constraint(error: IntegrityError) -> str:
    return getattr(getattr(error.orig, "diag", None), "constraint_name", None) or ""
