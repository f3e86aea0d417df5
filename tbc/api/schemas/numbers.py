"""What a reception number stands for."""

from __future__ import annotations

from typing import Literal

from tbc.api.schemas.applications import ApplicationLine, ApplicationSummary
from tbc.api.schemas.base import Number, OrderNumber, Told

NotOrderable = Literal["number-used", "number-superseded", "number-withdrawn", "number-expired", "number-incomplete"]


class WhyNot(Told):
    """Why a number cannot be ordered by: the code that POST /orders would refuse with."""

    code: NotOrderable
    detail: str
    order_number: OrderNumber | None
    newer_number: Number | None


class Dealer(Told):
    """A dealer as the application names it; nothing where it names none."""

    company: str
    branch: str


class ReceptionNumber(Told):
    """The application behind a reception number, and whether it can be ordered."""

    application: ApplicationSummary
    lines: list[ApplicationLine]
    reseller: Dealer
    distributor: Dealer
    customer_po: str
    reseller_reference: str
    delivery_email: str
    can_be_ordered: bool
    why_not: WhyNot | None
