"""Reads a workbook into records: which sheets are applications, which continue one, which are left alone."""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from legacy_excel.application import read_application
from legacy_excel.definitions import Form, forms, vocabulary
from legacy_excel.drafts import Draft
from legacy_excel.layout.sheet import Layout
from legacy_excel.layout.tables import Table, find_tables
from legacy_excel.problems import WorkbookRefused, problem
from legacy_excel.records import Record
from legacy_excel.values.dates import applied_on
from legacy_excel.words import key
from legacy_excel.workbook import Grid, Workbook, open_workbook

NAMES_NOT_READ: Final = ("注意事項", "リスト", "list")
VERSION: Final = re.compile(
    r"((?:令和|平成|[RH])?\.?\d{1,4}[年./-]\d{1,2}[月./-]\d{1,2}日?)\s*(?:改訂|改定)?版|(?:rev|ver|version)\.?\s*:?\s*(\d{4}[./-]\d{1,2}[./-]\d{1,2})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Application:
    """An application sheet with the tables of the continuation sheets that follow it."""

    grid: Grid
    form: Form
    version: str | None
    layout: Layout
    tables: list[tuple[Grid, Table]] = field(default_factory=list)


def read(path: str | Path) -> list[Record]:
    """The records of a workbook, at least one: where nothing can be read, a record says why (README section 7)."""
    return coded(lambda: read_workbook(Path(path)))


def coded(reading: Callable[[], list[Record]]) -> list[Record]:
    """What `reading` gives, or a record with the code that says why there is nothing."""
    try:
        return reading()
    except WorkbookRefused as refusal:
        return [Record(problems=[problem(refusal.code)])]
    except MemoryError:
        return [Record(problems=[problem("too_large")])]
    except Exception:
        # One file in a batch of thousands must not end it, nor show a clerk a stack trace; the log has the fault.
        logging.getLogger(__name__).exception("a workbook could not be read")
        return [Record(problems=[problem("unreadable_file")])]


def read_workbook(path: Path) -> list[Record]:
    """As `read`, but WorkbookRefused for a file that is refused as a whole."""
    return records_of(open_workbook(path))


def records_of(workbook: Workbook) -> list[Record]:
    """The records of an opened workbook, at least one; WorkbookRefused where a sheet shows that it is damaged."""
    records = [record for sheet in _applications(workbook) if (record := _record(sheet)) is not None]
    return records or [_nothing_read(workbook)]


def _applications(workbook: Workbook) -> list[_Application]:
    found: list[_Application] = []
    for grid in _visible_sheets(workbook):
        layout = Layout(grid)
        if layout.is_stamped_as_example():
            continue
        tables = find_tables(layout)
        layout.set_aside({block for table in tables for block in table.headers})
        form = form_of(grid)
        if form is not None and _is_application(layout):
            sheet = _Application(grid, form, version_of(grid), layout)
            sheet.tables = [(grid, table) for table in tables]
            found.append(sheet)
        elif found and tables and _continues(grid, layout):
            found[-1].tables += [(grid, table) for table in tables if table.name == "items"]
    return found


def _visible_sheets(workbook: Workbook) -> Iterator[Grid]:
    for index, (name, is_hidden) in enumerate(workbook.sheets):
        if not is_hidden and not vocabulary().has_word("example", name) and name not in NAMES_NOT_READ:
            yield workbook.grid(index)


def _record(sheet: _Application) -> Record | None:
    draft = Draft(sheet.grid, sheet.form)
    application = read_application(draft, sheet.layout, sheet.tables)
    if application is None:
        return None
    return Record(
        sheet.grid.name,
        sheet.form.code,
        sheet.version,
        application,
        draft.problems,
        dict(sorted(draft.provenance.items())),
    )


def _nothing_read(workbook: Workbook) -> Record:
    """A blank form, if any sheet is one of the forms at all (an example sheet tells which); else an unknown form."""
    for index, (name, is_hidden) in enumerate(workbook.sheets):
        grid = None if is_hidden or name in NAMES_NOT_READ else workbook.grid(index)
        form = form_of(grid) if grid else None
        if grid is not None and form is not None and _is_application(Layout(grid)):
            return Record(None, form.code, version_of(grid), None, [problem("blank_form")])
    return Record(problems=[problem("unknown_form")])


def form_of(grid: Grid) -> Form | None:
    """The form by the code in the title (【A-1】), or by the title itself."""
    texts = [unicodedata.normalize("NFKC", block.text) for block in grid.filled() if isinstance(block.value, str)]
    for text in texts:
        match = re.search(r"[【\[(「]\s*([AB])\s*[-‐–−ー]?\s*([123])\s*(HW)?\s*[】\])」]", text, re.IGNORECASE)
        code = f"{match[1]}-{match[2]}{match[3] or ''}".upper() if match else ""
        coded = next((form for form in forms() if form.code == code and form.code_in_title), None)
        if coded is not None and len(text) <= 80:
            return coded
    for text in texts:
        title = key(re.sub(r"^\s*[【\[].*?[】\]]", "", text))
        titled = next((form for form in forms() if any(known in title for known in form.titles)), None)
        if titled is not None and len(text) <= 80:
            return titled
    return None


def version_of(grid: Grid) -> str | None:
    """The printed date of the form as ISO: 2025年6月6日版, 2024.4.1版, 令和6年4月1日版, Rev. 2024/04/01."""
    for block in grid.filled():
        match = VERSION.search(unicodedata.normalize("NFKC", block.text)) if isinstance(block.value, str) else None
        if match:
            printed = applied_on(match[1] or match[2]).value
            if printed and date.fromisoformat(printed).year >= 2000:
                return str(printed)
    return None


def _is_application(layout: Layout) -> bool:
    """A cover letter names the form too: an application has labels in the end user's section."""
    own = [
        label
        for label in layout.labels
        if label.section == "end_user" or _is_end_user(layout, label.block.row, label.block.col)
    ]
    return len(own) >= 2


def _is_end_user(layout: Layout, row: int, col: int) -> bool:
    section = layout.sections.at(row, col)
    return section is not None and section.name == "end_user"


def _continues(grid: Grid, layout: Layout) -> bool:
    """A continuation sheet says so in its title or name, or has an items table and no section of its own."""
    words = vocabulary().words["continuation"]
    texts = [key(grid.name), *(key(block.text) for block in grid.filled() if block.row < 5)]
    return any(word in text for word in words for text in texts) or not layout.sections.all
