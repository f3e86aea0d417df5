"""What the address of the review page asks to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

from tbc.catalog.models import Product
from tbc.imports import showing
from tbc.imports.findings import Finding, Reviewed
from tbc.imports.mapping import line_of, paths
from tbc.imports.models import Workbook

# What the address of the page may say.
WISHES = ("record", "problem", "edit", "cell", "sheet", "all", "zoom")
# The problem that stands for everything that only the web asks for.
LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a record, one of its problems, a field to edit. Empty is left to the page."""

    position: int = 0
    problem: str = ""
    edited: str = ""


@dataclass(slots=True)
class Asked:
    """One record and one of its problems, one of the sheets, a lit cell, a field that is being edited.

    `sheets` are (name, whether hidden), `products` holds those of the record's lines by code, `fields` every path that
    can be corrected, `keys` the open problems in the order in which they are settled.
    """

    workbook: Workbook
    reviewed: Reviewed
    sheets: Sequence[tuple[str, bool]]
    products: Mapping[str, Product]
    edited: str
    problem: str
    keys: Sequence[str]
    sheet: str = ""
    cell: str = ""
    all_fields: bool = False
    true_size: bool = False
    fields: frozenset[str] = field(default=frozenset())

    @property
    def current(self) -> Finding | None:
        """The problem that is being settled; None for what only the web asks for."""
        return next((one for one in self.reviewed.findings if one.is_open and one.key == self.problem), None)

    def address(self, anchor: str | None = None, endpoint: str = "imports.review", **changes: Any) -> str:
        """The address of this page (or of another `endpoint`) with other wishes; None takes one off."""
        wishes: dict[str, Any] = {
            "record": self.reviewed.record.position,
            "sheet": self.sheet if self.sheet != self.reviewed.record.sheet else None,
            "all": "1" if self.all_fields else None,
            "zoom": "100" if self.true_size else None,
        }
        return url_for(endpoint, workbook_id=self.workbook.id, _anchor=anchor, **(wishes | changes))

    @property
    def address_to_draw(self) -> str:
        """Where the sheets are asked for, with all that this page was asked to see."""
        wishes = {"problem": self.problem or None, "edit": self.edited or None, "cell": self.cell or None}
        return self.address(endpoint="imports.draw_sheets", **wishes)


def asked(
    workbook: Workbook,
    everything: Sequence[Reviewed],
    sheets: Sequence[tuple[str, bool]],
    products: Mapping[str, Product],
    wish: Wish | None = None,
) -> Asked:
    """What is asked of a workbook with at least one record; without a `wish` its address says it."""
    wish = wish or Wish(
        request.args.get("record", 0, type=int), request.args.get("problem", ""), request.args.get("edit", "")
    )
    reviewed = _record(everything, wish.position)
    keys = problem_keys(reviewed)
    here = Asked(
        workbook=workbook,
        reviewed=reviewed,
        sheets=sheets,
        products=products,
        edited=wish.edited,
        problem=wish.problem if wish.problem in keys else next(iter(keys), ""),
        keys=keys,
        cell=request.args.get("cell", "")[:10],
        all_fields="all" in request.args,
        true_size=request.args.get("zoom") == "100",
        fields=_fields(reviewed),
    )
    _turn_to_sheet(here, request.args.get("sheet", ""))
    return here


def problem_keys(reviewed: Reviewed) -> list[str]:
    """The open problems in the order in which they are settled: errors, doubtful values, what only the web asks for."""
    found = [one.key for one in (*reviewed.errors, *reviewed.warnings) if not one.is_lacking]
    return found + [LACKING] * any(one.is_lacking for one in reviewed.warnings)


def _record(everything: Sequence[Reviewed], position: int) -> Reviewed:
    """The record asked for; without a wish the first in which something is left, else the first."""
    wished = next((one for one in everything if one.record.position == position), None)
    return wished or next((one for one in everything if problem_keys(one)), everything[0])


def _fields(reviewed: Reviewed) -> frozenset[str]:
    if not reviewed.record.application:
        return frozenset()
    return frozenset(path for path in paths(reviewed.content) if line_of(path) not in reviewed.removed)


def _turn_to_sheet(here: Asked, wished: str) -> None:
    """The sheet that is shown, and the cell that is lit where the reader has chosen none."""
    names = [name for name, _is_hidden in here.sheets]
    place = _place(here)
    own = here.reviewed.record.sheet or next(iter(names), "")
    # As long as the sheets are not drawn nobody knows their names.
    here.sheet = (
        wished if wished in names or (wished and not names) else place.sheet if place and place.sheet in names else own
    )
    if not here.cell and place and place.sheet == here.sheet:
        here.cell = place.cell


def _place(here: Asked) -> showing.Place | None:
    """Where the field under repair stands, else that of the current problem."""
    current = here.current
    path = here.edited or (current.path if current else "")
    named = next((one.cell for one in here.reviewed.findings if one.path == path and one.cell), None)
    place = showing.place_of(here.reviewed.record, path, named) if path or current else None
    if place is None and current and current.candidates and not here.edited:
        return showing.cell_of(current.candidates[0])
    return place
