"""How the review page is put together: the sheet, the problems with their repairs, the record, the approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response

from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.imports import forms, history, queries, showing, words
from tbc.imports.findings import Reviewed, codes_in, review
from tbc.imports.kept import kept_sheet
from tbc.imports.mapping import value_of
from tbc.imports.models import Workbook, WorkbookRecord
from tbc.imports.service.answers import OPEN
from tbc.imports.service.fingerprint import fingerprint
from tbc.imports.sheet import Drawn
from tbc.imports.sheet import draw as draw_sheet
from tbc.imports.views import repairs
from tbc.imports.views.asked import Asked, Wish, asked
from tbc.imports.views.repairs import Failed
from tbc.kit.guard import can
from tbc.kit.page import page
from tbc.policy import Permission

PART = "imports/_review.html"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was sent to this page: the form that was refused, and where the reader stands after it.

    `arrived` is the id of the field or line that was changed, if that is where the reader goes on. After what
    `is_by_itself` the reader stays where they are.
    """

    wish: Wish | None = None
    failed: Failed | None = None
    approval: forms.Approval | None = None
    acceptance: forms.Acceptance | None = None
    setting_aside: forms.SettingAside | None = None
    arrived: str = ""
    is_by_itself: bool = False

    @property
    def form(self) -> Any:
        return self.approval or self.acceptance or self.setting_aside


def draw(workbook: Workbook, tried: Tried | None = None, status: int = 200) -> Response:
    """The page of one workbook; one that is not read yet has a page that says so."""
    tried = tried or Tried()
    records = queries.list_records(workbook.id)
    events = history.list_events(workbook.id)
    frame: dict[str, Any] = {"workbook": workbook, "words": words, "moments": history.moments(events)}
    frame |= {"form": tried.form, "setting_aside": tried.setting_aside or forms.SettingAside()}
    if not any(record.application for record in records):
        return page("imports/unread.html", status=status, records=records, **_whole_sheet(workbook), **frame)
    products = _products(codes_in(records), tried.failed)
    everything = [review(record, products) for record in records]
    here = asked(workbook, everything, queries.list_sheets(workbook.id), products, tried.wish)
    return page(
        "imports/review.html",
        part=PART,
        status=status,
        here=here,
        everything=everything,
        neighbours=queries.find_neighbours(workbook),
        arrived=tried.arrived,
        is_by_itself=tried.is_by_itself,
        filed=_filed(everything, history.numbers(events)),
        is_open=workbook.state in OPEN and can(Permission.IMPORT_RUN),
        changes=history.changes(events, here.reviewed.record.position),
        **_record(here, tried),
        **_outcome(everything, tried),
        **frame,
    )


def _record(here: Asked, tried: Tried) -> dict[str, Any]:
    """The sheet, the problems and the record beside it."""
    table, is_cut = _sheet(here)
    failed = tried.failed
    return {
        "table": table,
        "is_cut": is_cut,
        "problems": repairs.of(here, table, failed, tried.acceptance),
        "groups": showing.groups(here.reviewed, here.edited, all_fields=here.all_fields),
        "edit_form": repairs.correction(here, here.edited, "edited", failed) if here.edited in here.fields else None,
        "cutout": repairs.cutout(table, here.cell) if table and here.cell else [],
    }


def _outcome(everything: Sequence[Reviewed], tried: Tried) -> dict[str, Any]:
    """What is left to settle in all records, and the form that files them."""
    left = [one for one in everything if one.record.state == "read"]
    return {
        "open_errors": sum(len(one.errors) for one in left),
        "open_warnings": sum(len(one.warnings) for one in left),
        "to_file": len(left),
        "fingerprint": fingerprint(one.record for one in everything),
        "approval": tried.approval or forms.Approval(data={"number_to": _proposed(left)}),
    }


def _filed(everything: Sequence[Reviewed], numbers: Sequence[str]) -> list[tuple[WorkbookRecord, str]]:
    """The records that have become applications, with their numbers."""
    records = [one.record for one in everything if one.record.application_id]
    return list(zip(records, numbers, strict=False))


def _sheet(here: Asked) -> tuple[Drawn | None, bool]:
    kept = queries.find_sheet(here.workbook.id, here.sheet) if here.sheet else None
    if kept is None:
        return None, False
    marks = showing.marks(here.reviewed, here.sheet, here.current)
    return draw_sheet(kept_sheet(kept.cells), marks, here.cell), kept.is_cut


def _whole_sheet(workbook: Workbook) -> dict[str, Any]:
    """The first sheet of a workbook of which nothing could be read, if it has any."""
    name = next((name for name, is_hidden in queries.list_sheets(workbook.id) if not is_hidden), "")
    kept = queries.find_sheet(workbook.id, name) if name else None
    return {"table": draw_sheet(kept_sheet(kept.cells), {}) if kept else None, "sheet": name}


def _products(codes: set[str], failed: Failed | None) -> Mapping[str, Product]:
    codes |= set(failed.candidates) if failed else set()
    return get_products(codes) if codes else {}


def _proposed(left: Sequence[Reviewed]) -> str:
    """The address to which the number probably goes: the dealer's who sent the form, else the end user's."""
    for path in ("reseller.email", "end_user.email"):
        for one in left:
            if value_of(one.content, path):
                return value_of(one.content, path)
    return ""
