"""What the address of the review page asks to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

from tbc.catalog.models import Product
from tbc.imports import showing
from tbc.imports.findings import Reviewed
from tbc.imports.mapping import paths
from tbc.imports.models import Workbook


@dataclass(slots=True)
class Asked:
    """One record, one of the sheets, a lit cell, a field that is being edited; `sheets` are (name, whether hidden).

    `products` holds those of the record's lines by code, `fields` every path that can be corrected.
    """

    workbook: Workbook
    reviewed: Reviewed
    sheets: Sequence[tuple[str, bool]]
    sheet: str
    cell: str
    edited: str
    all_fields: bool
    true_size: bool
    products: Mapping[str, Product]
    fields: frozenset[str] = field(default=frozenset())

    def address(self, anchor: str | None = None, **changes: Any) -> str:
        """The address of this page with other wishes; None takes one off."""
        wishes: dict[str, Any] = {
            "record": self.reviewed.record.position,
            "sheet": self.sheet if self.sheet != self.reviewed.record.sheet else None,
            "all": "1" if self.all_fields else None,
            "zoom": "100" if self.true_size else None,
        }
        return url_for("imports.review", workbook_id=self.workbook.id, _anchor=anchor, **(wishes | changes))


def asked(
    workbook: Workbook,
    everything: Sequence[Reviewed],
    sheets: Sequence[tuple[str, bool]],
    products: Mapping[str, Product],
    *,
    position: int | None = None,
    edited: str | None = None,
) -> Asked:
    """What is asked of a workbook with at least one record; `position` and `edited` are those of a refused form."""
    position = position or request.args.get("record", 0, type=int)
    reviewed = next((one for one in everything if one.record.position == position), everything[0])
    names = [name for name, _is_hidden in sheets]
    own = reviewed.record.sheet or (names[0] if names else "")
    wish = request.args.get("sheet", "")
    here = Asked(
        workbook=workbook,
        reviewed=reviewed,
        sheets=sheets,
        sheet=wish if wish in names else own,
        cell=request.args.get("cell", "")[:10],
        edited=request.args.get("edit", "") if edited is None else edited,
        all_fields="all" in request.args,
        true_size=request.args.get("zoom") == "100",
        products=products,
        fields=frozenset(paths(reviewed.content)) if reviewed.record.application else frozenset(),
    )
    here.cell = here.cell or _first_problem(here)
    return here


def _first_problem(here: Asked) -> str:
    """Where the reader has chosen nothing, the field under repair or the first error is lit."""
    findings = here.reviewed.findings
    for path in [here.edited] if here.edited else [one.path for one in here.reviewed.errors]:
        cell = next((one.cell for one in findings if one.path == path), None)
        place = showing.place_of(here.reviewed.record, path, cell)
        if place and place.sheet == here.sheet:
            return place.cell
    return ""
