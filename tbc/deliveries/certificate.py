"""What a license certificate says: of a delivery, or of one license of the contract page (DLV-4, CON-1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tbc.applications.models import Application
from tbc.catalog.models import Product
from tbc.deliveries.models import Delivery, DeliveryLine
from tbc.deliveries.queries.contents import list_codes
from tbc.deliveries.queries.renewed import Renewed, list_renewed
from tbc.kit.clock import in_tokyo
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseCode
from tbc.licenses.queries.history import get_parties
from tbc.licenses.rules import Shown, resolved, shown
from tbc.orders.models import Order, OrderLine

HIDDEN = "••••"


@dataclass(frozen=True, slots=True)
class Certified:
    """One product. `quantity` was brought by the delivery, `in_all` is what the license holds now.

    `shown` is its license id and term, as they may be shown on the day. `renewed_on` is when an invoice that was paid
    has extended it since the delivery: what was printed before says the earlier term.
    """

    product: str
    quantity: int
    in_all: int
    shown: Shown
    code_kind: str
    codes: tuple[str, ...]
    is_closed: bool
    renewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate on the day `on`. `token` is in the address that verifies it; numbers and token are empty for what
    was not delivered by this portal. `is_addition`: it enlarges what is held already."""

    company: str
    reseller: str
    delivery_number: str
    order_number: str
    customer_po: str
    delivered_on: date | None
    lines: tuple[Certified, ...]
    token: str
    on: date
    is_addition: bool = False
    is_closed: bool = False

    @property
    def shown_from(self) -> date | None:
        """From which day on license ids and terms show that do not yet; None when all do (CON-1)."""
        return max((line.shown.since for line in self.lines if line.shown.since), default=None)

    @property
    def renewed_on(self) -> date | None:
        """When the last of its licenses was extended by an invoice; None if none was."""
        return max((line.renewed_on for line in self.lines if line.renewed_on), default=None)

    @property
    def part_of_number(self) -> str:
        """The delivery's number as strangers see it: enough to compare, too little to sign in with."""
        return f"{self.delivery_number[:4]}{HIDDEN}{self.delivery_number[-3:]}" if self.delivery_number else ""

    @property
    def is_valid(self) -> bool:
        """Whether any of its licenses can be used on its day."""
        return not self.is_closed and any(not line.is_closed and not has_ended(line, self.on) for line in self.lines)


def has_ended(line: Certified, on: date) -> bool:
    """Whether the term of a license is over; an end that does not show yet is not."""
    return line.shown.ends_on is not None and line.shown.ends_on < on


def certificate_of(delivery: Delivery, at: datetime) -> Certificate:
    """The certificate of `delivery` as it is at that moment; license ids and terms only once they show (CON-1)."""
    on = in_tokyo(at).date()
    order = session.get_one(Order, delivery.order_id)
    return Certificate(
        company=order.company,
        reseller=_reseller(order),
        delivery_number=delivery.number,
        order_number=order.number,
        customer_po=order.customer_po,
        delivered_on=in_tokyo(delivery.shipped_at).date(),
        lines=tuple(_lines(delivery, on)),
        token=delivery.token,
        on=on,
        is_addition=order.kind == "additional",
        is_closed=delivery.closed_at is not None or order.state == "cancelled",
    )


def certificate_of_license(license_: License, at: datetime) -> Certificate:
    """The certificate of one license as it is at that moment, with all its codes; it verifies by its last delivery."""
    on = in_tokyo(at).date()
    delivery, order = _last_delivery(license_)
    renewed = _since(delivery, list_renewed([license_.id]).get(license_.id))
    wanted = select(LicenseCode.kind, LicenseCode.code).where(LicenseCode.license_id == license_.id)
    codes = session.execute(wanted.order_by(LicenseCode.id)).all()
    line = Certified(
        license_.product_name,
        license_.quantity,
        license_.quantity,
        shown(license_, on),
        codes[0].kind if codes else "none",
        tuple(code.code for code in codes),
        license_.state == "closed",
        renewed.on if renewed else None,
    )
    return Certificate(
        company=license_.end_user_name,
        reseller=_named(resolved(get_parties(license_).parties, "reseller")),
        delivery_number=delivery.number if delivery else "",
        order_number=renewed.order_number if renewed else order.number if order else "",
        customer_po=order.customer_po if order and not renewed else "",
        delivered_on=in_tokyo(delivery.shipped_at).date() if delivery else None,
        lines=(line,),
        token=delivery.token if delivery else "",
        on=on,
        is_closed=license_.state == "closed",
    )


def find_by_token(token: str) -> Delivery | None:
    """The delivery whose certificate this token verifies."""
    return session.scalars(select(Delivery).where(Delivery.token == token)).one_or_none()


def _lines(delivery: Delivery, on: date) -> Iterator[Certified]:
    at = (DeliveryLine.order_id == OrderLine.order_id) & (DeliveryLine.position == OrderLine.position)
    wanted = (
        select(OrderLine, Product.code_kind, License)
        .join(DeliveryLine, at)
        .join(Product, Product.code == OrderLine.product_code)
        .join(License, License.id == DeliveryLine.license_id)
        .where(DeliveryLine.delivery_id == delivery.id)
        .order_by(OrderLine.position)
    )
    codes = list_codes(delivery)
    rows = session.execute(wanted).all()
    renewed = list_renewed([license_.id for _line, _kind, license_ in rows])
    for line, code_kind, license_ in rows:
        own, later = tuple(codes.get(line.position, ())), _since(delivery, renewed.get(license_.id))
        # A renewal may have changed the product.
        product = license_.product_name if later else line.product_name
        yield Certified(
            product, line.quantity, license_.quantity, shown(license_, on), code_kind, own,
            license_.state == "closed", later.on if later else None,
        )  # fmt: skip


def _since(delivery: Delivery | None, renewed: Renewed | None) -> Renewed | None:
    """The renewal, if nothing was delivered after it."""
    return renewed if renewed and (delivery is None or delivery.shipped_at < renewed.at) else None


def _last_delivery(license_: License) -> tuple[Delivery | None, Order | None]:
    brought = select(DeliveryLine.delivery_id).where(DeliveryLine.license_id == license_.id)
    wanted = select(Delivery, Order).join(Order, Order.id == Delivery.order_id).where(Delivery.id.in_(brought))
    found = session.execute(wanted.order_by(Delivery.shipped_at.desc(), Delivery.id.desc()).limit(1)).one_or_none()
    return (found[0], found[1]) if found else (None, None)


def _reseller(order: Order) -> str:
    content = session.scalar(select(Application.content).where(Application.id == order.application_id))
    return _named((content or {}).get("reseller") or {})


def _named(dealer: Any) -> str:
    return " ".join(str(dealer.get(part)) for part in ("company", "branch") if dealer.get(part))
