"""Deliveries: what is shipped, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from tbc.api.schemas.base import Asked, Code, DeliveryNumber, OrderNumber, OrderState, Position, Told, Tracking


class CodesGiven(Asked):
    """The codes that come with the shipment for one line."""

    position: Position
    codes: Annotated[list[Code], Meta(min_length=1, max_length=10_000)]


class ShipmentEntry(Asked):
    """What is shipped: all that is left, by codes from the stock, unless said otherwise."""

    positions: Annotated[list[Position], Meta(min_length=1, max_length=30)] | None = None
    codes: Annotated[list[CodesGiven], Meta(max_length=30)] = []
    tracking: Tracking = ""


class DeliveredLine(Told):
    """A line that was shipped, and the license that came of it."""

    position: int
    product: str
    product_name: str
    quantity: int
    license_id: str


class Delivery(Told):
    """A delivery; its codes and its password are told its recipient alone."""

    delivery_number: DeliveryNumber
    order_number: OrderNumber
    order_state: OrderState
    shipped_at: datetime
    is_electronic: bool
    tracking: str
    sent_to: str
    lines: list[DeliveredLine]
