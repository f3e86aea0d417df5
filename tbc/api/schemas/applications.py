"""Filed applications, as another system needs them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from tbc.api.rules import PAGE, PAGE_AT_MOST
from tbc.api.schemas.base import ApplicationState, Asked, ContractClass, Kind, Number, OrderNumber, Told

Source = Literal["web", "excel"]


class ApplicationsAsked(Asked):
    """Which applications: all that are filed, unless said otherwise."""

    state: ApplicationState | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    source: Source | UnsetType = UNSET
    filed_from: date | UnsetType = UNSET
    filed_until: date | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=PAGE_AT_MOST)] = PAGE
    cursor: Annotated[str, Meta(min_length=1, max_length=400)] | UnsetType = UNSET


class ApplicationSummary(Told):
    """What was filed for whom, and what has become of it."""

    reception_number: Number
    state: ApplicationState
    kind: Kind
    contract_class: ContractClass
    source: Source
    company: str
    filed_at: datetime
    valid_until: date | None
    order_number: OrderNumber | None


class ApplicationLine(Told):
    """A line of an application; additions and renewals name the license by one of three."""

    product: str
    product_name: str
    quantity: int | None
    term_years: int | None
    license_id: str
    activation_code: str
    serial_number: str


class ApplicationPage(Told):
    """A page of applications, the newest first, and where the next one begins."""

    applications: list[ApplicationSummary]
    next_cursor: str | None
