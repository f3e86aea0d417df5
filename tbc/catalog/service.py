"""Acts on the catalogue: writing what a sheet says, keeping supplements."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from tbc.audit.service import record
from tbc.catalog.importing import Preview, RowProblem, preview_products
from tbc.catalog.models import Product, Supplement
from tbc.catalog.supplements import DefinitionFaulty, definition_of
from tbc.kit.db import session
from tbc.policy import Actor


class SheetFaulty(Exception):
    """The sheet has problems, and so nothing of it is written."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def import_products(data: bytes, file_name: str, actor: Actor) -> Preview:
    """Add and change products as the sheet says, all or nothing (CAT-3); audited per product as `product-added` and
    `product-changed` with the differences. Returns what was done.

    Raises:
        SheetFaulty: any row has a problem.
    """
    preview = preview_products(data, file_name)
    if preview.problems:
        raise SheetFaulty(preview.problems)
    for change in preview.added:
        session.add(Product(**change.values))
        record("product-added", actor, "product", code=change.code, file=file_name)
    for change in preview.changed:
        for key, value in change.values.items():
            setattr(change.before, key, value)
        differences = [list(difference) for difference in change.differences]
        record("product-changed", actor, "product", code=change.code, file=file_name, differences=differences)
    session.flush()
    return preview


def keep_supplements(definitions: str, actor: Actor) -> list[str]:
    """Add or replace the supplements that a TOML text defines (CAT-2); their names.

    Raises:
        DefinitionFaulty: the text is no such definition; nothing is written.
    """
    try:
        entries = tomllib.loads(definitions)["supplement"]
        made = [_supplement(entry) for entry in entries]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as faulty:
        raise DefinitionFaulty(f"This is no list of supplements: {faulty}") from None
    for supplement in made:
        session.merge(supplement)
        record("supplement-kept", actor, "supplement", code=supplement.code)
    session.flush()
    return [supplement.name for supplement in made]


def keep_demo_catalog(actor: Actor) -> None:
    """Put the products and supplements that come with the portal into the catalogue (CAT-3)."""
    data = files("tbc.catalog") / "data"
    keep_supplements((data / "supplements.toml").read_text(encoding="utf-8"), actor)
    import_products((data / "products.csv").read_bytes(), "products.csv", actor)


def _supplement(entry: dict[str, Any]) -> Supplement:
    definition: dict[str, Any] = {key: entry[key] for key in ("column", "most_rows") if key in entry}
    definition_of(definition)
    texts = {key: str(entry[key]) for key in ("code", "name", "name_en")}
    more = {key: str(entry.get(key, "")) for key in ("description", "description_en")}
    return Supplement(**texts, **more, definition=definition)
