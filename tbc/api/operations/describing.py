"""Rows as structs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tbc.api.queries import ListedApplication
from tbc.api.schemas import (
    ApplicationLine,
    ApplicationSummary,
    Dealer,
    DeliveredLine,
    Delivery,
    Order,
    OrderLine,
    Shipped,
)
from tbc.applications.models import Application
from tbc.deliveries.models import Delivery as DeliveryRow
from tbc.orders.models import Order as OrderRow
from tbc.orders.models import OrderLine as LineRow


def summary_of(row: ListedApplication) -> ApplicationSummary:
    """A filed application."""
    return ApplicationSummary(
        reception_number=row.number,
        state=row.state,
        kind=row.kind,
        contract_class=row.contract_class or "corporate",
        source=row.source,
        company=row.company,
        filed_at=row.filed_at,
        valid_until=row.valid_until,
        order_number=row.order_number,
    )


def lines_of(application: Application) -> list[ApplicationLine]:
    """What was applied for; old sheets may lack a quantity or a term."""
    return [
        ApplicationLine(
            product=item.get("product") or "",
            product_name=item.get("product_name") or item.get("product") or "",
            quantity=item.get("quantity"),
            term_years=item.get("term_years"),
            license_id=item.get("license_id") or "",
            activation_code=item.get("activation_code") or "",
            serial_number=item.get("serial_number") or "",
        )
        for item in application.content["items"]
    ]


def dealers_of(content: Mapping[str, Any]) -> tuple[Dealer, Dealer]:
    """The reseller and the distributor; one that is the same as the reseller is told as such."""
    reseller = content.get("reseller") or {}
    distributor = content.get("distributor") or {}
    if distributor.get("same_as"):
        distributor = reseller
    return _dealer(reseller), _dealer(distributor)


def order_of(
    order: OrderRow, reception_number: str | None, lines: Iterable[LineRow], shipped: Sequence[tuple[DeliveryRow, int]]
) -> Order:
    """An order, with the deliveries of its lines."""
    by_position = {position: delivery.number for delivery, position in shipped}
    return Order(
        order_number=order.number,
        reception_number=reception_number,
        state=order.state,  # type: ignore[arg-type]  # the table's own check keeps it among the known
        source=order.source,  # type: ignore[arg-type]  # as above
        kind=order.kind,  # type: ignore[arg-type]  # as above
        company=order.company,
        customer_po=order.customer_po,
        reseller_reference=order.reseller_reference,
        dealer_note=order.dealer_note,
        delivery_email=order.delivery_email,
        entered_at=order.entered_at,
        shipped_at=order.shipped_at,
        cancelled_at=order.cancelled_at,
        cancel_reason=order.cancel_reason,
        lines=[_line(line, by_position.get(line.position)) for line in lines],
        deliveries=[_shipped(delivery) for delivery in {delivery.id: delivery for delivery, _ in shipped}.values()],
    )


def delivery_of(delivery: DeliveryRow, order: OrderRow, lines: Iterable[tuple[LineRow, str]]) -> Delivery:
    """A delivery, with the license id that came of each line; codes are told the recipient alone."""
    return Delivery(
        delivery_number=delivery.number,
        order_number=order.number,
        order_state=order.state,  # type: ignore[arg-type]  # as above
        shipped_at=delivery.shipped_at,
        is_electronic=delivery.is_electronic,
        tracking=delivery.tracking,
        sent_to=delivery.sent_to,
        lines=[
            DeliveredLine(line.position, line.product_code, line.product_name, line.quantity, license_id)
            for line, license_id in lines
        ],
    )


def _line(line: LineRow, delivery_number: str | None) -> OrderLine:
    return OrderLine(
        position=line.position,
        product=line.product_code,
        product_name=line.product_name,
        quantity=line.quantity,
        term_years=line.term_years,
        license_id=line.license_id,
        delivery_number=delivery_number,
    )


def _shipped(delivery: DeliveryRow) -> Shipped:
    return Shipped(
        delivery_number=delivery.number,
        shipped_at=delivery.shipped_at,
        is_electronic=delivery.is_electronic,
        tracking=delivery.tracking,
    )


def _dealer(section: Mapping[str, Any]) -> Dealer:
    return Dealer(company=section.get("company") or "", branch=section.get("branch") or "")
