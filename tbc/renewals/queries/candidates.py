"""What each listed license may be renewed into, what of it is chosen, and what stands in the way (RNW-1, RNW-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, func, or_, select

from tbc.catalog.models import Product, ProductPrice
from tbc.catalog.queries import list_prices
from tbc.invoices.models import Document
from tbc.kit.db import session
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.rules import Offer, Reason, offers, pick, refusal, renewable_from


class Choice(NamedTuple):
    """That a license is to be renewed: its license id, the product afterwards and the years.

    Without a product (or with one that is not offered) the first offer is taken.
    """

    number: str
    product_code: str = ""
    years: int = 1


class Waiting(NamedTuple):
    """A renewal that waits for its payment, and the number of its invoice."""

    renewal_id: UUID
    invoice_number: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A license of the list: what it may become, `why` it may not (with the day from which it may), what was chosen.

    `waiting` is the renewal of it that waits for its payment: ordering another cancels that.
    """

    row: Row[Any]
    product: Product
    why: Reason | None
    since: date | None = None
    offered: list[Offer] = field(default_factory=list)
    chosen: Offer | None = None
    waiting: Waiting | None = None
    targets: Mapping[str, Product] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The products that it may become, in the catalogue's order."""
        return list(dict.fromkeys(offer.product_code for offer in self.offered))

    @property
    def years(self) -> list[int]:
        """For how many years the chosen product may be had."""
        return [offer.years for offer in self.offered if self.chosen and offer.product_code == self.chosen.product_code]


def candidates(
    rows: Sequence[Row[Any]], choices: Iterable[Choice], on: date, *, is_managed: bool
) -> dict[str, Candidate]:
    """What can be done with each of the licenses on the day `on`, by license id and in their order; three statements.

    `is_managed`: the reader may renew them (ORG-6). What was chosen of a license that cannot be renewed counts for
    nothing.
    """
    if not rows:
        return {}
    products = _products({row.product_code for row in rows})
    prices: dict[str, list[ProductPrice]] = {}
    for price in list_prices(products):
        prices.setdefault(price.product_code, []).append(price)
    waiting = list_waiting([row.id for row in rows])
    chosen = {choice.number: choice for choice in choices}
    found = {}
    for row in rows:
        product = products[row.product_code]
        why = refusal(row, product, on, is_managed=is_managed)
        offered = [] if why else offers(row, product, products, prices, on)
        if why is None and not offered:
            why = Reason.NO_PRICE
        since = renewable_from(product, row.ends_on) if why is Reason.TOO_EARLY else None
        picked = _picked(offered, chosen.get(row.license_id))
        found[row.license_id] = Candidate(
            row, product, why, since, offered, picked, waiting.get(row.id), targets=products
        )
    return found


def list_waiting(license_ids: Sequence[UUID]) -> dict[UUID, Waiting]:
    """The renewals that wait for their payment, by the keys of their licenses."""
    wanted = (
        select(RenewalLine.license_id, Renewal.id, Document.number)
        .join(Renewal, Renewal.id == RenewalLine.renewal_id)
        .join(Document, Document.id == Renewal.invoice_id)
        .where(RenewalLine.license_id.in_(license_ids), RenewalLine.is_open)
    )
    return {license_id: Waiting(own, number) for license_id, own, number in session.execute(wanted)}


def _picked(offered: Sequence[Offer], choice: Choice | None) -> Offer | None:
    if choice is None or not offered:
        return None
    exact = pick(offered, choice.product_code, choice.years)
    return exact or next((offer for offer in offered if offer.product_code == choice.product_code), offered[0])


def _products(codes: set[str]) -> dict[str, Product]:
    """The products with these codes, and those into which they may be renewed."""
    into = select(func.unnest(Product.renews_into)).where(Product.code.in_(codes))
    wanted = select(Product).where(or_(Product.code.in_(codes), Product.code.in_(into)))
    return {product.code: product for product in session.scalars(wanted)}
