"""Which licenses a renewal by invoice has extended since they were delivered: nobody delivers that (RNW-4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from tbc.kit.clock import in_tokyo
from tbc.kit.db import session
from tbc.licenses.models import LicenseChange
from tbc.orders.models import Order


class Renewed(NamedTuple):
    """The last renewal by invoice of a license: its order's number, and when its payment extended the license."""

    order_number: str
    at: datetime

    @property
    def on(self) -> date:
        """The day, in Tokyo."""
        return in_tokyo(self.at).date()


def list_renewed(license_ids: Collection[UUID]) -> Mapping[UUID, Renewed]:
    """The last renewal of each of these licenses that has one; a payment that was undone counts for nothing."""
    wanted = (
        select(LicenseChange.license_id, Order.number, LicenseChange.at)
        .join(Order, Order.number == LicenseChange.order_number)
        .where(LicenseChange.license_id.in_(license_ids), LicenseChange.act == "extended")
        .where(Order.source == "renewal", Order.state == "shipped")
        .order_by(LicenseChange.id)
    )
    return {own: Renewed(number, at) for own, number, at in session.execute(wanted)}
