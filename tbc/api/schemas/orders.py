"""Orders: what enters one, and how one stands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from tbc.api.schemas.base import (
    Asked,
    CustomerPo,
    DealerNote,
    DeliveryNumber,
    Email,
    Kind,
    Number,
    NumberTyped,
    OrderNumber,
    OrderState,
    Reason,
    ResellerReference,
    Told,
)


class OrderEntry(Asked):
    """An order that quotes a reception number; what is left out is taken from the application."""

    reception_number: NumberTyped
    customer_po: CustomerPo = ""
    reseller_reference: ResellerReference = ""
    dealer_note: DealerNote = ""
    delivery_email: Email | None = None


class Cancellation(Asked):
    """Why an order is cancelled."""

    reason: Reason


class OrderLine(Told):
    """What is bought, counted from 1."""

    position: Annotated[int, Meta(ge=1)]
    product: str
    product_name: str
    quantity: Annotated[int, Meta(ge=1)]
    term_years: Annotated[int, Meta(ge=1)]
    license_id: str
    delivery_number: DeliveryNumber | None


class Shipped(Told):
    """A delivery of an order."""

    delivery_number: DeliveryNumber
    shipped_at: datetime
    is_electronic: bool
    tracking: str


class Order(Told):
    """An order, its lines and its deliveries."""

    order_number: OrderNumber
    reception_number: Number | None
    state: OrderState
    source: Literal["staff", "batch", "api", "import", "renewal"]
    kind: Kind
    company: str
    customer_po: str
    reseller_reference: str
    dealer_note: str
    delivery_email: str
    entered_at: datetime
    shipped_at: datetime | None
    cancelled_at: datetime | None
    cancel_reason: str
    lines: list[OrderLine]
    deliveries: list[Shipped]
