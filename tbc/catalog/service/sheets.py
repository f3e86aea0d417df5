"""Writing sheets of products and of prices, all or nothing (CAT-3)."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

from sqlalchemy import insert

from tbc.catalog.importing import Preview, RowProblem, preview_products
from tbc.catalog.importing.prices import PricePreview, preview_prices
from tbc.catalog.models import Product, ProductPrice
from tbc.catalog.queries import get_products
from tbc.catalog.service.holding import hold_catalog, note, touch
from tbc.catalog.service.products import write
from tbc.catalog.service.supplements import keep_supplements
from tbc.kit.db import session
from tbc.policy import Actor

_AT_ONCE = 500


class SheetFaulty(Exception):
    """The sheet has problems, and so nothing of it is written."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class ChangedMeanwhile(Exception):
    """The catalogue, or the sheet, is no longer what was shown."""


def import_products(data: bytes, file_name: str, actor: Actor, token: str | None = None) -> Preview:
    """Add and change products as the sheet says, all or nothing (CAT-3); audited per product as `product-added` and
    `product-changed` with the differences. Returns what was done. `token` is that of the preview that was shown.

    Raises:
        SheetFaulty, ChangedMeanwhile: see there.
    """
    hold_catalog()
    preview = preview_products(data, file_name)
    if preview.problems:
        raise SheetFaulty(preview.problems)
    if token is not None and token != preview.token:
        raise ChangedMeanwhile
    for change in preview.added:
        product = Product(**change.values)
        session.add(product)
        note("product-added", actor, product, file=file_name)
    for change in preview.changed:
        assert change.before is not None, "what changes was there before"
        write(change.before, change.values)
        differences = [list(difference) for difference in change.differences]
        note("product-changed", actor, change.before, file=file_name, differences=differences)
    session.flush()
    return preview


def import_prices(data: bytes, file_name: str, actor: Actor, token: str | None = None) -> PricePreview:
    """Add, change and end prices as the sheet says, all or nothing; audited per product as `product-prices-changed`.

    Raises:
        SheetFaulty, ChangedMeanwhile: see there.
    """
    hold_catalog()
    preview = preview_prices(data, file_name)
    if preview.problems:
        raise SheetFaulty(preview.problems)
    if token is not None and token != preview.token:
        raise ChangedMeanwhile
    added = [change.values for change in preview.added]
    for change in preview.changed:
        assert change.before is not None, "what changes was there before"
        if change.before.unit_price == change.values["unit_price"]:
            change.before.valid_until = change.values["valid_until"]
        else:
            # A price is never changed: one that has not begun makes room for the other.
            session.delete(change.before)
            added.append(change.values)
    session.flush()
    for start in range(0, len(added), _AT_ONCE):
        session.execute(insert(ProductPrice), added[start : start + _AT_ONCE])
    _note_prices(preview, file_name, actor)
    return preview


def keep_demo_catalog(actor: Actor) -> None:
    """Put the products and supplements that come with the portal into the catalogue (CAT-3)."""
    data = files("tbc.catalog") / "data"
    keep_supplements((data / "supplements.toml").read_text(encoding="utf-8"), actor)
    import_products((data / "products.csv").read_bytes(), "products.csv", actor)


def _note_prices(preview: PricePreview, file_name: str, actor: Actor) -> None:
    counts = Counter(change.values["product_code"] for change in (*preview.added, *preview.changed))
    for product in get_products(counts).values():
        touch(product)
        note("product-prices-changed", actor, product, file=file_name, prices=counts[product.code])
    session.flush()
