"""What entering a sheet of orders would do now: per row the application and the details, or what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.kit.sheets.rows import CellFaulty, RowProblem, value_of
from tbc.orders.batch.columns import BY_KEY
from tbc.orders.rules import Difference, NumberRefused, OrderDetails, differences_from
from tbc.orders.sentences import DETAILS, sentence
from tbc.orders.service.reading import look_up_many


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row that can be entered; `differing` is where it says something else than the application."""

    row: int
    application: Application
    details: OrderDetails
    differing: list[Difference]


@dataclass(slots=True)
class Judged:
    """`token` stands for all that was found: whoever enters the sheet has seen just this."""

    good: list[GoodRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    token: str = ""

    @property
    def faulty_rows(self) -> int:
        """How many rows cannot be entered."""
        return len({problem.row for problem in self.problems})


def judge(rows: Sequence[Mapping[str, Any]]) -> Judged:
    """Judge the rows of a sheet, in few statements for however many; nothing is written."""
    judged = Judged()
    seen: dict[str, int] = {}
    for cells, found in zip(rows, look_up_many([cells["number"] for cells in rows]), strict=True):
        values, problems = _read(cells)
        number = numbers.fold(cells["number"])
        first = seen.setdefault(number, cells["row"]) if number else cells["row"]
        if not problems and first != cells["row"]:
            problems = [_problem(cells, "number", _("%(row)s行目と同じ受付番号です。", row=first))]
        if not problems and isinstance(found, NumberRefused):
            problems = [_problem(cells, "number", sentence(found))]
        if not problems and isinstance(found, Application):
            problems = _sort_in(judged, cells, found, OrderDetails(**values))
        judged.problems += problems
    outcome = (
        [(one.row, str(one.application.id)) for one in judged.good],
        [(one.row, one.column) for one in judged.problems],
    )
    judged.token = sha256(json.dumps(outcome).encode()).hexdigest()
    return judged


def _read(cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[RowProblem]]:
    """The details of a row, and which of its cells cannot be read."""
    values, problems = {}, []
    for key, column in BY_KEY.items():
        try:
            values[key] = value_of(column, cells.get(key, ""))
        except CellFaulty as faulty:
            problems.append(_problem(cells, key, str(faulty)))
    values.pop("number", None)
    return values, problems


def _sort_in(
    judged: Judged, cells: Mapping[str, Any], application: Application, details: OrderDetails
) -> list[RowProblem]:
    if not details.delivery_email and not (application.content.get("delivery") or {}).get("email"):
        return [_problem(cells, "delivery_email", str(DETAILS["delivery_email"]))]
    names = ("customer_po", "reseller_reference", "delivery_email")
    differing = differences_from(application.content, {name: getattr(details, name) or "" for name in names})
    judged.good.append(GoodRow(cells["row"], application, details, differing))
    return []


def _problem(cells: Mapping[str, Any], key: str, text: str) -> RowProblem:
    return RowProblem(cells["row"], str(BY_KEY[key].title), text, str(cells.get(key, ""))[:60])
