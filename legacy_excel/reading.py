"""Reads a workbook into records: which sheets are applications, which continue one, which are left alone."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from legacy_excel.application import read_application
from legacy_excel.definitions import vocabulary
from legacy_excel.drafts import Draft
from legacy_excel.pages import Application, Page, pages_of, version_in
from legacy_excel.problems import WorkbookRefused, problem
from legacy_excel.recognition import form_of, version_of
from legacy_excel.records import Record
from legacy_excel.taught.definition import TaughtForm
from legacy_excel.taught.reading import read_taught
from legacy_excel.taught.recognition import Recognised, best
from legacy_excel.workbook import Grid, Workbook, open_workbook

NAMES_NOT_READ: Final = ("注意事項", "リスト", "list")


def read(path: str | Path, taught: Sequence[TaughtForm] = ()) -> list[Record]:
    """The records of a workbook, at least one: where nothing can be read, a record says why (README section 7).

    A sheet just like that of a `taught` form is read by it, one of no known form by the taught form it is most like.
    """
    return coded(lambda: records_of(open_workbook(Path(path)), taught))


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


def records_of(workbook: Workbook, taught: Sequence[TaughtForm] = ()) -> list[Record]:
    """The records of an opened workbook, at least one; WorkbookRefused where a sheet shows that it is damaged."""
    records = [record for sheet in _applications(workbook, taught) if (record := _record(sheet)) is not None]
    return records or [_nothing_read(workbook, taught)]


def _applications(workbook: Workbook, taught: Sequence[TaughtForm]) -> list[Application | Recognised]:
    found: list[Application | Recognised] = []
    for grid in _visible_sheets(workbook):
        known = best(grid, taught) if taught else None
        if known is not None and known.is_exact:
            found.append(known)
            continue
        pages = [page for page in pages_of(grid) if not page.layout.is_stamped_as_example()]
        if known is not None and not any(page.is_application for page in pages):
            found.append(known)
            continue
        for page in pages:
            _take(found, page, grid)
    return found


def _take(found: list[Application | Recognised], page: Page, sheet: Grid) -> None:
    """Begins an application with the page, or adds it to the one that it continues."""
    last = found[-1] if found else None
    if page.is_application and page.form is not None:
        found.append(Application(page.form, version_in(page, sheet), [page]))
    elif isinstance(last, Application) and last.is_continued_by(page):
        last.pages.append(page)


def _visible_sheets(workbook: Workbook) -> Iterator[Grid]:
    for index, (name, is_hidden) in enumerate(workbook.sheets):
        if not is_hidden and not vocabulary().has_word("example", name) and name not in NAMES_NOT_READ:
            yield workbook.grid(index)


def _record(found: Application | Recognised) -> Record | None:
    if isinstance(found, Recognised):
        record = read_taught(found)
        return record and replace(record, version=version_of(found.grid))
    draft = Draft(found.grid, found.form)
    application = read_application(draft, found.pages)
    if application is None:
        return None
    return Record(
        found.grid.name,
        found.form.code,
        found.version,
        application,
        draft.problems,
        dict(sorted(draft.provenance.items())),
    )


def _nothing_read(workbook: Workbook, taught: Sequence[TaughtForm]) -> Record:
    """A blank form, if any sheet is one of the forms at all (an example sheet tells which); else an unknown form."""
    for index, (name, is_hidden) in enumerate(workbook.sheets):
        grid = None if is_hidden or name in NAMES_NOT_READ else workbook.grid(index)
        page = Page(grid) if grid is not None and form_of(grid) is not None else None
        if page is not None and page.form is not None and page.is_application:
            return Record(None, page.form.code, version_of(page.grid), None, [problem("blank_form")])
    known = next((known for grid in _visible_sheets(workbook) if (known := best(grid, taught)) is not None), None)
    if known is not None:
        return Record(None, known.taught.form, None, None, [problem("blank_form")], taught=known.taught.name)
    return Record(problems=[problem("unknown_form")])
