# ruff: noqa: E501 — Japanese letters count twice
"""A case: one filled workbook with its oracle."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import pages, records, resaved, tables, touches, writers
from .canvas import Book, Sheet
from .hand import Hand
from .look import Look
from .pages import Plan
from .pen import Pen

_WRITERS: dict[str, Callable[..., None]] = {
    "openpyxl": writers.openpyxl_book, "xlsxwriter": writers.xlsxwriter_book, "xlwt": resaved.xlwt_book, "inline": writers.openpyxl_book,
    "shared": resaved.shared_book, "xls": resaved.office_book, "ods": resaved.office_book, "office": resaved.office_book,
    "bare": lambda book, path: writers.openpyxl_book(book, path, bare=True),
    "rich": lambda book, path: writers.openpyxl_book(book, path, rich=True),
}  # fmt: skip
_SUFFIX = {"xlwt": ".xls", "xls": ".xls", "ods": ".ods"}
Change = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Part:
    """One application of a workbook: its record's seed and modes, its look, plan and table."""

    look: Look
    seed: int
    version: str | None
    plan: Plan = field(default_factory=Plan)
    table: tables.Table | None = None
    sheet: str = "申請書"
    year: int = 2024
    items: int = 3
    persons: int = 2
    support: str = "own"
    distributor: str = "own"
    mess: float = 0.3
    narrow: bool = True
    title: str | None = None
    moved: tuple[int, int] = (0, 0)
    touches: tuple[str, ...] = ()
    continued: tuple[int, ...] = ()
    change: Change | None = None
    written: Callable[[Pen], None] | None = None


@dataclass(frozen=True)
class Case:
    """A workbook: its parts, the extra sheets and the program that saved it."""

    name: str
    parts: tuple[Part, ...]
    writer: str = "openpyxl"
    extra: tuple[str, ...] = ()
    colour: str = "DDEBF7"
    date1904: bool = False
    faulty: dict[str, Any] = field(default_factory=dict)


def build(case: Case, folder: Path) -> None:
    """Write the workbook and its oracle into the folder."""
    sheets: list[Sheet] = []
    oracles = []
    for part in case.parts:
        made, told = _part(part)
        if "example" in case.extra:
            sheets.append(_example(part))
        sheets += made
        oracles.append(told)
    for name, sheet in (("notice", touches.notice), ("lists", touches.lists_sheet)):
        sheets += [sheet()] if name in case.extra else []
    if "cover" in case.extra:
        sheets.insert(0, touches.cover())
    path = folder / (case.name + _SUFFIX.get(case.writer, ".xlsx"))
    _WRITERS[case.writer](Book(sheets, colour=case.colour, date1904=case.date1904), path)
    oracle: dict[str, Any] = (
        {"records": oracles} if len(oracles) > 1 else {k: v for k, v in oracles[0].items() if k != "sheet"}
    )
    oracle = case.faulty | oracle if case.faulty else oracle
    if case.faulty:
        oracle |= {
            key: value for key, value in case.faulty.items() if key in ("problems", "application", "version", "form")
        }
    text = json.dumps(oracle, ensure_ascii=False, indent=1)
    (folder / f"{case.name}.expected.json").write_text(text + "\n", encoding="utf-8")


def _part(part: Part) -> tuple[list[Sheet], dict[str, Any]]:
    record = records.make(
        part.look.form,
        part.seed,
        year=part.year,
        items=part.items,
        persons=part.persons,
        support=part.support,
        distributor=part.distributor,
    )
    if part.change:
        part.change(record)
    table = part.table or tables.Table(tables.COLUMNS[part.look.form])
    cuts = [0, *part.continued, len(record["items"])] if part.continued else [0, len(record["items"])]
    onto = copy.deepcopy(record)
    onto["items"] = record["items"][: cuts[1]]
    pen = _draw(part, Sheet(part.sheet, narrow=part.narrow), onto, table)
    sheets = [pen.sheet]
    for index, (start, stop) in enumerate(pairwise(cuts[1:]), 1):
        follow = Pen(Sheet(f"続紙{'' if index == 1 else index}", narrow=part.narrow), part.look, pen.hand, record)
        pages.continuation(
            follow,
            part.plan,
            tables.Table(
                table.columns, rows=stop - start + 2, total=False, first=start + 1, ditto=table.ditto, title=False
            ),
            record["items"][start:stop],
        )
        sheets.append(follow.sheet)
    shown = records.shown(record, pen.drawn)
    return sheets, {
        "sheet": part.sheet,
        "form": part.look.form,
        "version": part.version,
        "application": shown,
        "problems": [],
    }


def _draw(part: Part, sheet: Sheet, record: dict[str, Any] | None, table: tables.Table) -> Pen:
    pen = Pen(sheet, part.look, Hand(f"{part.look.form}{part.seed}", part.mess), record)
    for section, mode, key in (
        ("support_contact", part.support, "same_end_user"),
        ("distributor", part.distributor, "same_reseller"),
    ):
        if mode == "text":
            pen.said[section] = "契約者と同じ" if section == "support_contact" else "販売店と同じ"
            pen.boxes.discard(section)
        if mode == "ditto":
            pen.said[section] = part.look.text(key)
    pages.draw(pen, part.plan, table, part.title)
    if not sheet.narrow:
        sheet.widths = {column: 16.0 if column % 2 == 0 else 26.0 for column in range(9)}
    if part.written:
        part.written(pen)
    touches.apply(pen, part.touches)
    if part.moved != (0, 0):
        sheet.moved(*part.moved)
    return pen


def _example(part: Part) -> Sheet:
    record = records.make(part.look.form, 990 + part.seed, items=1, persons=1)
    table = part.table or tables.Table(tables.COLUMNS[part.look.form])
    pen = Pen(Sheet("書き方見本", narrow=part.narrow), part.look, Hand("example", 0), record)
    pages.draw(pen, part.plan, table, part.title)
    pen.sheet.put(0, 0, "記　入　例", w=6 if part.narrow else 1, style="stamp")
    return pen.sheet
