"""What a delivery brings, as its pages and its certificate show it (DLV-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tbc.catalog.models import Product, ProductFile
from tbc.catalog.queries import list_files
from tbc.deliveries.models import Delivery, DeliveryLine, StockCode
from tbc.deliveries.rules import last_day
from tbc.kit.clock import in_tokyo, today
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.rules import Shown, shown
from tbc.mail.models import Letter
from tbc.orders.models import Order, OrderLine


@dataclass(frozen=True, slots=True)
class Brought:
    """A line that the delivery brings: `codes` of the product's kind, `license_` as it may be shown on the day."""

    position: int
    product: Product
    product_name: str
    quantity: int
    term_years: int
    license_id: UUID
    license_: Shown
    codes: tuple[str, ...]

    @property
    def code_kind(self) -> str:
        return self.product.code_kind


@dataclass(frozen=True, slots=True)
class Contents:
    """A delivery with all that its pages show. `good_until` is the password's last day, None before its hand-over."""

    delivery: Delivery
    order: Order
    lines: tuple[Brought, ...]
    files: tuple[ProductFile, ...]
    good_until: date | None

    @property
    def is_new(self) -> bool:
        """Whether it brings something new, and does not only add to or renew what is installed (DLV-4)."""
        return self.order.kind == "new"

    @property
    def has_ended(self) -> bool:
        """Whether the password's last day has passed (DLV-3)."""
        return self.good_until is not None and self.good_until < today()

    @property
    def has_codes(self) -> bool:
        return any(line.codes for line in self.lines)

    @property
    def shown_from(self) -> date | None:
        """From which day license ids and terms show that do not yet (CON-1); None when all of them do."""
        return max((line.license_.since for line in self.lines if line.license_.since), default=None)

    @property
    def downloads(self) -> list[ProductFile]:
        return [file for file in self.files if file.kind == "download"]

    @property
    def manuals(self) -> list[ProductFile]:
        return [file for file in self.files if file.kind == "manual"]


def get_contents(delivery: Delivery, on: date | None = None, *, with_files: bool = True) -> Contents:
    """What `delivery` brings, as it shows on the day `on` (today): five statements; one less without its files."""
    order = session.get_one(Order, delivery.order_id)
    lines = _lines(delivery, on or today())
    files = list_files({line.product.code for line in lines}, order.kind) if with_files else ()
    return Contents(delivery, order, lines, tuple(files), good_until(delivery))


def find_file(delivery: Delivery, file_id: UUID) -> ProductFile | None:
    """One of the files that `delivery` brings."""
    wanted = select(ProductFile).where(
        ProductFile.id == file_id,
        ProductFile.product_code.in_(_product_codes(delivery)),
        ProductFile.delivered_with.contains([session.get_one(Order, delivery.order_id).kind]),
    )
    return session.scalars(wanted).one_or_none()


def good_until(delivery: Delivery) -> date | None:
    """The last day of the delivery's password; None as long as the PW mail was not handed over (DLV-3)."""
    if delivery.password_letter_id is None:
        return None
    sent_at = session.scalar(select(Letter.sent_at).where(Letter.id == delivery.password_letter_id))
    return last_day(in_tokyo(sent_at).date() if sent_at else None)


def list_codes(delivery: Delivery) -> dict[int, list[str]]:
    """The codes that were given with `delivery`, by the line's position."""
    wanted = select(StockCode.position, StockCode.code).where(StockCode.delivery_id == delivery.id)
    codes: dict[int, list[str]] = {}
    for position, code in session.execute(wanted.order_by(StockCode.position, StockCode.id)):
        codes.setdefault(position or 0, []).append(code)
    return codes


def _lines(delivery: Delivery, on: date) -> tuple[Brought, ...]:
    wanted = (
        select(OrderLine, Product, License)
        .join(
            DeliveryLine,
            (DeliveryLine.order_id == OrderLine.order_id) & (DeliveryLine.position == OrderLine.position),
        )
        .join(Product, Product.code == OrderLine.product_code)
        .join(License, License.id == DeliveryLine.license_id)
        .where(DeliveryLine.delivery_id == delivery.id)
        .order_by(OrderLine.position)
    )
    codes = list_codes(delivery)
    return tuple(
        Brought(
            position=line.position,
            product=product,
            product_name=line.product_name,
            quantity=line.quantity,
            term_years=line.term_years,
            license_id=license_.id,
            license_=shown(license_, on),
            codes=tuple(codes.get(line.position, ())),
        )
        for line, product, license_ in session.execute(wanted)
    )


def _product_codes(delivery: Delivery) -> Sequence[str]:
    wanted = (
        select(OrderLine.product_code)
        .join(
            DeliveryLine,
            (DeliveryLine.order_id == OrderLine.order_id) & (DeliveryLine.position == OrderLine.position),
        )
        .where(DeliveryLine.delivery_id == delivery.id)
    )
    return session.scalars(wanted).all()
