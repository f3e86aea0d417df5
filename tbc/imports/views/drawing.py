"""How the review page is put together: the sheet, the problems with their repairs, the record, the approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response

from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.imports import forms, queries, showing, words
from tbc.imports.findings import Reviewed, codes_in, review
from tbc.imports.history import moments
from tbc.imports.kept import kept_sheet
from tbc.imports.mapping import value_of
from tbc.imports.models import Workbook
from tbc.imports.service.answers import OPEN, ProductInDoubt
from tbc.imports.sheet import Drawn
from tbc.imports.sheet import draw as draw_sheet
from tbc.imports.views import repairs
from tbc.imports.views.asked import Asked, asked
from tbc.imports.views.repairs import Failed
from tbc.kit.guard import can
from tbc.kit.page import page
from tbc.policy import Permission


@dataclass(frozen=True, slots=True)
class Tried:
    """The form of this page that was sent and refused; `position` is its record."""

    position: int | None = None
    failed: Failed | None = None
    approval: forms.Approval | None = None
    acceptance: forms.Acceptance | None = None
    setting_aside: forms.SettingAside | None = None

    @property
    def form(self) -> Any:
        return self.approval or self.acceptance or self.setting_aside


def draw(workbook: Workbook, tried: Tried | None = None, status: int = 200) -> Response:
    """The page of one workbook; one that is not read yet has a page that says so."""
    tried = tried or Tried()
    records = queries.list_records(workbook.id)
    frame: dict[str, Any] = {"workbook": workbook, "words": words, "moments": moments(workbook.id), "form": tried.form}
    frame["setting_aside"] = tried.setting_aside or forms.SettingAside()
    if not any(record.application for record in records):
        return page("imports/unread.html", status=status, records=records, **_whole_sheet(workbook), **frame)
    products = _products(codes_in(records), tried.failed)
    everything = [review(record, products) for record in records]
    edited = tried.failed.path if tried.failed and not tried.failed.from_problems else "" if tried.failed else None
    sheets = queries.list_sheets(workbook.id)
    here = asked(workbook, everything, sheets, products, position=tried.position, edited=edited)
    return page(
        "imports/review.html",
        status=status,
        here=here,
        everything=everything,
        neighbours=queries.find_neighbours(workbook),
        is_open=workbook.state in OPEN and can(Permission.IMPORT_RUN),
        **_record(here, tried),
        **_outcome(everything, here, tried),
        **frame,
    )


def _record(here: Asked, tried: Tried) -> dict[str, Any]:
    """The sheet and the record beside it."""
    table, is_cut = _sheet(here)
    texts = table.texts if table else {}
    failed = tried.failed
    return {
        "table": table,
        "is_cut": is_cut,
        "errors": repairs.of_errors(here, texts, failed if failed and failed.from_problems else None),
        "kept": repairs.of_warnings(here, texts),
        "lacking": repairs.lacking(here),
        "groups": showing.groups(here.reviewed, here.edited, all_fields=here.all_fields),
        "edit_form": repairs.correction(here, here.edited, "edited", failed) if here.edited in here.fields else None,
    }


def _outcome(everything: Sequence[Reviewed], here: Asked, tried: Tried) -> dict[str, Any]:
    """What is left to settle in all records, and the forms that settle it."""
    left = [one for one in everything if one.record.state == "read"]
    reason = words.usual_reason(here.reviewed.record.form) if repairs.lacking(here) else ""
    return {
        "open_errors": sum(len(one.errors) for one in left),
        "open_warnings": sum(len(one.warnings) for one in left),
        "to_file": len(left),
        "approval": tried.approval or forms.Approval(data={"number_to": _proposed(left)}),
        "acceptance": tried.acceptance or forms.Acceptance(data={"reason": reason}),
    }


def _sheet(here: Asked) -> tuple[Drawn | None, bool]:
    kept = queries.find_sheet(here.workbook.id, here.sheet) if here.sheet else None
    if kept is None:
        return None, False
    return draw_sheet(kept_sheet(kept.cells), showing.marks(here.reviewed, here.sheet), here.cell), kept.is_cut


def _whole_sheet(workbook: Workbook) -> dict[str, Any]:
    """The first sheet of a workbook of which nothing could be read, if it has any."""
    name = next((name for name, is_hidden in queries.list_sheets(workbook.id) if not is_hidden), "")
    kept = queries.find_sheet(workbook.id, name) if name else None
    return {"table": draw_sheet(kept_sheet(kept.cells), {}) if kept else None, "sheet": name}


def _products(codes: set[str], failed: Failed | None) -> Mapping[str, Product]:
    if failed and isinstance(failed.why, ProductInDoubt):
        codes |= set(failed.why.candidates)
    return get_products(codes) if codes else {}


def _proposed(left: Sequence[Reviewed]) -> str:
    """The address to which the number probably goes: the dealer's who sent the form, else the end user's."""
    for path in ("reseller.email", "end_user.email"):
        for one in left:
            if value_of(one.content, path):
                return value_of(one.content, path)
    return ""
